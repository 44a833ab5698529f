import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GenerationAnswer } from "../../contract/routes.ts";
import type { Generation } from "../../server/generation/generation.ts";
import type { SubmitOutcome } from "../../server/generation/provider.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { openTrayHouse, type TrayHouse } from "./tray-house.ts";

let house: TrayHouse;
beforeEach(async () => {
  house = await openTrayHouse(createCoreUnderTest({ limits: { startsPerMinute: 1, startsPerHour: 100 } }));
});
afterEach(() => house.close());

const cancel = async ({ jobId }: Generation) =>
  GenerationAnswer.parse(await (await house.ask(`/${jobId}/cancel`, "ada", { method: "POST" })).json());
const read = async ({ jobId }: Generation) => GenerationAnswer.parse(await (await house.ask(`/${jobId}`)).json());

describe("cancelling", () => {
  test("what waits in the queue ends it at once, and it is never submitted", async () => {
    const { core } = house;
    await askForWorld(core, "", "grace");
    await core.clock.settle();
    const row = await askForWorld(core, "");
    await core.clock.settle();
    expect(await read(row)).toMatchObject({ status: "queued", queue_position: 1 });
    expect(await cancel(row)).toMatchObject({ status: "cancelled", queue_position: 0 });
    await core.clock.advance(120_000);
    expect(core.calls.submits).toHaveLength(1);
  });

  test("what is just being submitted is remembered, shown, and done when it is known what became of it", async () => {
    const { core } = house;
    const submit = Promise.withResolvers<SubmitOutcome>();
    core.script.submit = () => submit.promise;
    const row = await askForWorld(core, "");
    await core.clock.settle();
    const remembered = {
      status: "submitting",
      error_code: "cancel_requested",
      error_message: "It will be cancelled as soon as it is known what became of the request.",
      ended_at: null,
    };
    expect(await cancel(row)).toMatchObject(remembered);
    expect(await cancel(row)).toMatchObject(remembered);
    submit.resolve({ type: "accepted", operationId: "op1", providerRef: null, observed: {} });
    await core.clock.settle();
    expect(await read(row)).toMatchObject({ status: "cancelled", error_code: "cancelled" });
    expect(core.calls.cancels).toEqual(["op1"]);
  });

  test("one whose answer was lost does the same", async () => {
    const { core } = house;
    core.script.submit = async () => ({ type: "unknown", message: "The connection was lost." });
    core.script.search = async () => ({ type: "unanswered", message: "No answer." });
    const row = await askForWorld(core, "");
    await core.clock.settle();
    expect(await cancel(row)).toMatchObject({ status: "unknown", error_code: "cancel_requested" });
    core.script.search = async () => ({ type: "found", operationId: "op1", providerRef: null });
    await core.clock.advance(60_000);
    expect(await read(row)).toMatchObject({ status: "cancelled", operation_id: "op1" });
  });
});
