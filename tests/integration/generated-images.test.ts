import { beforeAll, describe, expect, test } from "vitest";
import { modelStatuses } from "../../contract/routes.ts";
import { activeStatuses, endedStatuses, type Generation } from "../../server/generation/generation.ts";
import { modelAnswer } from "../../server/models/model-status.ts";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { aGeneration } from "../support/generations.ts";
import { aModel, aModelRow, aPicture, handedOver, withFiles } from "../support/model-rows.ts";
import { runSql } from "../support/sql.ts";

const links = { "3d_url": `/assets/${aModel}`, image_url: `/assets/${aPicture}` };
const failed = { status: "failed", errorCode: "provider_failed", errorMessage: "It failed." } as const;

describe.each(databaseProviders)("the view generated_images on %s", (provider) => {
  let opened: FreshDatabase;
  beforeAll(async () => {
    opened = await freshDatabase(provider);
    return opened.remove;
  });

  const keep = async (row: Generation): Promise<Generation> =>
    (await createGenerationStore(opened.database).insert(row)).row;
  const view = (row: Generation) => runSql(opened.url, `SELECT * FROM generated_images WHERE id = ${row.id}`);

  /** The whole life of the core, and the two of its ends that have a word of their own. */
  const standings: readonly Partial<Generation>[] = [
    ...[...activeStatuses, ...endedStatuses].map((status) => ({ status })),
    { status: "failed", errorCode: "cancelled_by_provider" },
    failed,
    { status: "cancelled", errorCode: "cancelled" },
  ];

  test.each(standings)("says of a row that stands at %j what the status route says", async (standing) => {
    const row = await keep(aModelRow({ operationId: "task_1", errorMessage: "Why.", ...handedOver, ...standing }));
    const [seen] = await view(row);
    const answer = modelAnswer(row);
    expect(seen).toMatchObject({
      status: answer.status,
      task_id: answer.task_id,
      target_object: answer.target_object,
      ...(answer.error_message !== undefined && { error_message: answer.error_message }),
    });
    expect(Number(seen?.iteration)).toBe(answer.iteration);
    expect(new Date(String(seen?.created_at)).toISOString()).toBe(answer.created_at);
    expect(new Date(String(seen?.updated_at)).toISOString()).toBe(answer.updated_at);
  });

  test("knows every word of the status route", () => {
    const words = standings.map((standing) => modelAnswer(aModelRow(standing)).status);
    expect(new Set(words)).toEqual(new Set(modelStatuses));
  });

  test("has the columns of the seed's table, and no others", async () => {
    const [row] = await view(await keep(aModelRow()));
    expect(Object.keys(row ?? {}).sort()).toEqual(
      [
        "id",
        "status",
        "task_id",
        "target_object",
        "iteration",
        "image_url",
        "3d_url",
        "created_at",
        "updated_at",
        "error_message",
      ].sort(),
    );
  });

  test("shows a finished model and its picture where the status route does", async () => {
    const row = await keep(aModelRow({ status: "succeeded", ...handedOver, ...withFiles }));
    expect(modelAnswer(row)).toMatchObject({ status: "completed", ...links });
    expect(await view(row)).toMatchObject([{ status: "completed", ...links, error_message: null }]);
  });

  test("shows no model before it is finished, nor after it failed, and the picture as it was asked for", async () => {
    const waiting = await keep(aModelRow());
    expect(await view(waiting)).toMatchObject([
      { "3d_url": null, image_url: "https://example.com/image.png", task_id: null, error_message: null },
    ]);
    const collecting = await keep(aModelRow({ status: "collecting", ...handedOver, ...withFiles }));
    expect(await view(collecting)).toMatchObject([{ "3d_url": null, image_url: links.image_url }]);
    const lost = await keep(aModelRow({ ...failed, ...handedOver, ...withFiles }));
    expect(await view(lost)).toMatchObject([{ "3d_url": null, image_url: links.image_url }]);
  });

  test("takes the largest iteration that the door takes", async () => {
    const input = { ...Object(aModelRow().input), iteration: Number.MAX_SAFE_INTEGER };
    const [row] = await view(await keep(aModelRow({ input })));
    expect(Number(row?.iteration)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("leaves out what is no model", async () => {
    expect(await view(await keep(aGeneration()))).toEqual([]);
  });
});
