import { expect, test } from "vitest";
import { ModelStatusAnswer } from "../../contract/routes.ts";
import { ClientLeft } from "../../server/http/http-refusal.ts";
import { untilEnded } from "../../server/models/until-ended.ts";
import { anOrder, done, openModelDoors } from "../support/model-doors.ts";
import { until } from "../support/until.ts";

type Doors = Awaited<ReturnType<typeof openModelDoors>>;

/** The row of a call that is being waited for, once the provider has it. */
async function underWay(doors: Doors) {
  await until(async () => (await doors.kept())[0]?.status === "running");
  const [row] = await doors.kept();
  if (!row) throw new Error("Nothing was kept.");
  return row;
}

const call = (doors: Doors, headers = {}, signal?: AbortSignal) =>
  doors.post("/api/generate-3d/sync", anOrder, headers, signal);

test("answers with the status object once the model is finished", async () => {
  const doors = await openModelDoors();
  const answering = call(doors);
  const { id } = await underWay(doors);
  doors.script.look = () => done;
  await doors.clock.advance(10_000);
  const answer = await answering;
  expect(answer.status).toBe(200);
  const body = ModelStatusAnswer.parse(await answer.json());
  expect(body).toEqual(await doors.status(id));
  expect(body).toMatchObject({ record_id: id, status: "completed" });
});

test("answers with the reason once it has failed, and with timeout once it took too long", async () => {
  const doors = await openModelDoors();
  const answering = call(doors);
  await underWay(doors);
  await doors.clock.advance(600_000);
  expect(await (await answering).json()).toMatchObject({ status: "timeout", error_message: expect.any(String) });
});

test("of a key whose job has ended answers at once", async () => {
  const doors = await openModelDoors();
  const headers = { authorization: "Bearer ada", "idempotency-key": "k1" };
  const { record_id } = await doors.submit({}, headers);
  doors.script.look = () => done;
  await doors.clock.advance(10_000);
  expect(await (await call(doors, headers)).json()).toEqual(await doors.status(record_id));
});

test("hanging up does not cancel", async () => {
  const doors = await openModelDoors();
  const hangUp = new AbortController();
  const answering = call(doors, {}, hangUp.signal);
  const { id } = await underWay(doors);
  hangUp.abort();
  await expect(answering).rejects.toThrow();
  doors.script.look = () => done;
  await doors.clock.advance(10_000);
  expect(await doors.status(id)).toMatchObject({ record_id: id, status: "completed" });
});

test("waits no longer for whoever has hung up", async () => {
  const doors = await openModelDoors();
  const { record_id } = await doors.submit();
  const hangUp = new AbortController();
  const waiting = untilEnded(doors, record_id, hangUp.signal);
  await doors.clock.settle();
  hangUp.abort();
  await expect(waiting).rejects.toThrow(ClientLeft);
  await expect(untilEnded(doors, record_id, hangUp.signal)).rejects.toThrow(ClientLeft);
});

test("sees the end that another process wrote", async () => {
  const doors = await openModelDoors();
  const answering = call(doors);
  const { id } = await underWay(doors);
  const row = await doors.generations.read(id);
  // Behind the back of this process: nobody is told.
  const ended = { status: "failed", errorCode: "provider_failed", errorMessage: "Why.", nextLookAt: null } as const;
  await doors.store.write(id, row?.version ?? -1, ended);
  await doors.clock.advance(5_000);
  expect(await (await answering).json()).toMatchObject({ status: "failed", error_message: "Why." });
});
