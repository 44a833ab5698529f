import { describe, expect, test } from "vitest";
import { ApiError } from "../../contract/routes.ts";
import { aGeneration } from "../support/generations.ts";
import { anOrder, done, openModelDoors, pending } from "../support/model-doors.ts";
import { aModel, aPicture } from "../support/model-rows.ts";

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const asAda = { authorization: "Bearer ada" };

describe.each(["/api/generation-status", "/api/status"])("GET %s/:record_id", (path) => {
  test("shows a running job with the seed's fields, and its task as soon as it is known", async () => {
    const doors = await openModelDoors();
    const { record_id } = await doors.submit();
    await doors.clock.settle();
    const answer = await fetch(`${doors.url}${path}/${record_id}`);
    expect(answer.status).toBe(200);
    const running = {
      record_id,
      status: "running",
      task_id: "task_1",
      created_at: expect.stringMatching(ISO),
      updated_at: expect.stringMatching(ISO),
      target_object: "Golden Retriever",
      iteration: 1,
    };
    expect(await answer.json()).toEqual(running);
    doors.script.look = () => done;
    await doors.clock.advance(10_000);
    expect(await (await fetch(`${doors.url}${path}/${record_id}`)).json()).toEqual({
      ...running,
      status: "completed",
      "3d_url": `/assets/${aModel}`,
      image_url: `/assets/${aPicture}`,
    });
    expect(doors.troubles).toEqual([]);
  });

  test.each(["1", "0", "-1", "1.5", "abc", "9007199254740993", "1e3", "999999999999999999999999"])(
    "of %s, which nobody has, is 404",
    async (recordId) => {
      const doors = await openModelDoors();
      const answer = await fetch(`${doors.url}${path}/${recordId}`);
      expect([answer.status, ApiError.parse(await answer.json()).code]).toEqual([404, "unknown_job"]);
    },
  );

  test("of a generation that is no model is 404, and not told apart from an unknown one", async () => {
    const doors = await openModelDoors();
    const { row } = await doors.store.insert(aGeneration());
    const [theirs, unknown] = await Promise.all(
      [row.id, 1].map(async (id) => (await fetch(`${doors.url}${path}/${id}`)).json()),
    );
    expect(theirs).toEqual(unknown);
    expect(theirs).toMatchObject({ code: "unknown_job" });
  });
});

describe("the status word is", () => {
  const observed = {};
  const failed = (code: string) => ({ type: "failed", code, message: "Why.", transient: false, observed }) as const;
  test.each([
    ["failed", failed("provider_failed")],
    ["failed", failed("moderated")],
    ["cancelled", failed("cancelled_by_provider")],
  ])("%s, with its reason, after %j", async (status, observation) => {
    const doors = await openModelDoors();
    const { record_id } = await doors.submit();
    doors.script.look = () => observation;
    await doors.clock.advance(10_000);
    const answer = await doors.status(record_id);
    expect(answer).toMatchObject({ status, error_message: "Why.", task_id: "task_1" });
    expect(answer).not.toHaveProperty("3d_url");
  });

  test("failed, with its reason and without a task, where the picture turns out not to be had", async () => {
    const doors = await openModelDoors();
    const reason = { code: "unsupported_url", message: "The picture could not be fetched. Nobody answers there." };
    doors.script.upload = () => ({ type: "refused", ...reason });
    const { record_id } = await doors.submit();
    await doors.clock.settle();
    expect(await doors.status(record_id)).toMatchObject({
      status: "failed",
      task_id: null,
      error_message: reason.message,
    });
    expect(doors.submits).toEqual([]);
  });

  test("cancelled after a cancel", async () => {
    const doors = await openModelDoors();
    const { record_id } = await doors.submit();
    const row = await doors.generations.read(record_id);
    if (!row) throw new Error("There is no such row.");
    await doors.clock.settle();
    await doors.generations.cancel(row);
    expect(await doors.status(record_id)).toMatchObject({ status: "cancelled", error_message: "It was cancelled." });
  });

  test("timeout ten minutes after the task was accepted, and not before", async () => {
    const doors = await openModelDoors();
    const { record_id } = await doors.submit();
    await doors.clock.advance(599_000);
    expect((await doors.status(record_id)).status).toBe("running");
    await doors.clock.advance(1_000);
    expect(await doors.status(record_id)).toMatchObject({
      status: "timeout",
      error_message: expect.stringMatching(/longer than it may/),
    });
  });

  test("completed, where the last look of those ten minutes shows it done", async () => {
    const doors = await openModelDoors();
    const { record_id } = await doors.submit();
    await doors.clock.advance(599_000);
    doors.script.look = () => done;
    await doors.clock.advance(1_000);
    expect((await doors.status(record_id)).status).toBe("completed");
  });

  test("running for as long as the answer of the submit is searched for", async () => {
    const doors = await openModelDoors();
    const { record_id } = await doors.submit();
    doors.script.look = () => ({ type: "gone", message: "Never heard of it." });
    await doors.clock.advance(4_000);
    expect((await doors.generations.read(record_id))?.status).toBe("unknown");
    expect(await doors.status(record_id)).toMatchObject({ status: "running", task_id: null });
  });
});

test("a finished model's files are counted once each, so that nobody removes them", async () => {
  const doors = await openModelDoors();
  const { record_id } = await doors.submit();
  doors.script.look = () => done;
  await doors.clock.advance(10_000);
  const row = await doors.generations.read(record_id);
  expect(row?.settledAt).not.toBeNull();
  expect(doors.counted.map((hash) => hash[0]).sort()).toEqual(["a", "b", "c"]);
  if (row) await doors.generations.assign(row, "exhibit:1");
  expect(doors.counted).toHaveLength(3);
});

test("a retry is a new job for the same picture, within the budget", async () => {
  const doors = await openModelDoors({ runningPerPlayer: 1, startsPerPlayerPerDay: 1000 });
  const { record_id } = await doors.submit({}, asAda);
  doors.script.look = () => ({
    type: "failed",
    code: "provider_failed",
    message: "Why.",
    transient: false,
    observed: {},
  });
  await doors.clock.advance(10_000);
  const ended = await doors.generations.read(record_id);
  if (!ended) throw new Error("There is no such row.");
  doors.script.look = () => pending;
  const again = await doors.models.told.retry(ended);
  expect(again).toMatchObject({
    retryOf: record_id,
    input: expect.objectContaining({ targetObject: "Golden Retriever", iteration: 1, image: anOrder.imageUrl }),
  });
  await expect(doors.models.told.retry(ended)).rejects.toMatchObject({ code: "over_budget" });
  expect(await doors.kept()).toHaveLength(2);
});
