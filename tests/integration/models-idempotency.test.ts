import { describe, expect, test } from "vitest";
import { done, openModelDoors } from "../support/model-doors.ts";

const asAda = { authorization: "Bearer ada" };
const withKey = (key: string, more: object = {}) => ({ "idempotency-key": key, ...more });

describe("the same order again", () => {
  test("is a new job each time", async () => {
    const doors = await openModelDoors();
    const answers = [await doors.submit({}, asAda), await doors.submit({}, asAda), await doors.submit()];
    expect(new Set(answers.map(({ record_id }) => record_id)).size).toBe(3);
    expect(new Set(answers.map(({ job_id }) => job_id)).size).toBe(3);
  });

  test("under one Idempotency-Key is the first job, also once it has ended and whatever it says by then", async () => {
    const doors = await openModelDoors();
    const first = await doors.submit({}, withKey("k1", asAda));
    expect(await doors.submit({ iteration: 2 }, withKey("k1", asAda))).toEqual(first);
    doors.script.look = () => done;
    await doors.clock.advance(10_000);
    expect(await doors.submit({}, withKey("k1", asAda))).toEqual({ ...first, status: "completed" });
    expect(doors.taken).toHaveLength(1);
    expect(await doors.kept()).toHaveLength(1);
  });

  test("under one Idempotency-Key at the same time is one job", async () => {
    const doors = await openModelDoors();
    const answers = await Promise.all(Array.from({ length: 8 }, () => doors.submit({}, withKey("k1", asAda))));
    expect(new Set(answers.map(({ record_id }) => record_id)).size).toBe(1);
    expect(await doors.kept()).toHaveLength(1);
  });

  test("under one Idempotency-Key costs no budget", async () => {
    const doors = await openModelDoors({ runningPerPlayer: 1, startsPerPlayerPerDay: 1 });
    const first = await doors.submit({}, withKey("k1", asAda));
    expect(await doors.submit({}, withKey("k1", asAda))).toEqual(first);
  });

  test("under another key, of another player, or under an empty key is another job", async () => {
    const doors = await openModelDoors();
    const answers = [
      await doors.submit({}, withKey("k1", asAda)),
      await doors.submit({}, withKey("k2", asAda)),
      await doors.submit({}, withKey("k1", { authorization: "Bearer bob" })),
      await doors.submit({}, withKey("", asAda)),
      await doors.submit({}, withKey("", asAda)),
      await doors.submit({}, withKey("k1")),
    ];
    expect(new Set(answers.map(({ record_id }) => record_id)).size).toBe(answers.length);
    expect(new Set(answers.map(({ job_id }) => job_id)).size).toBe(answers.length);
  });

  test("of callers without a session is one job under one key, and a key alone shows nobody another's job", async () => {
    const doors = await openModelDoors();
    const first = await doors.submit({}, withKey("k1"));
    expect(await doors.submit({}, withKey("k1"))).toEqual(first);
    expect((await doors.submit({ targetObject: "Cat" }, withKey("k1"))).record_id).not.toBe(first.record_id);
  });
});
