import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ApiError } from "../../contract/routes.ts";
import type { Generation } from "../../server/generation/generation.ts";
import type { Observation, SubmitOutcome } from "../../server/generation/provider.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { until } from "../support/until.ts";
import { openTrayHouse, type TrayHouse } from "./tray-house.ts";

const minute = 60_000;
const accepted: SubmitOutcome = { type: "accepted", operationId: "op1", providerRef: null, observed: {} };
const pending = (progress: number): Observation => ({ type: "pending", progress, providerRef: null, observed: {} });
const file = { role: "splats:100k", url: "https://files.example/1.spz", required: true, hash: null, ext: null };
const done: Observation = { type: "done", output: { facts: {}, files: [file] }, providerRef: "w1", observed: {} };

let house: TrayHouse;
beforeEach(async () => {
  house = await openTrayHouse(createCoreUnderTest({ limits: { startsPerMinute: 2, startsPerHour: 100 } }));
});
afterEach(() => house.close());

/** A row that another process looks after, of which this one is told nothing. */
async function elsewheres(): Promise<Generation> {
  const { store, generations } = house.core;
  const draft = generations.draft({ kind: "world", input: {}, requestedBy: "ada", subject: "" });
  return (await store.insert({ ...draft, status: "running", nextLookAt: null })).row;
}

/** The gate lets nobody through for a minute. */
async function fillGate(): Promise<void> {
  for (const player of ["grace", "linus"]) await askForWorld(house.core, "", player);
  await house.core.clock.settle();
}

describe("the events of a generation", () => {
  test("tell each state as it comes, its place in the queue and its progress, then the last word, and end", async () => {
    const { core } = house;
    await fillGate();
    const before = await askForWorld(core, "", "linus");
    const row = await askForWorld(core, "");
    await core.clock.settle();
    const events = await house.events(row);
    const shows = async (shown: object) =>
      expect(await events.next()).toMatchObject({ event: "generation", id: undefined, data: shown });

    await shows({ job_id: row.jobId, record_id: row.id, status: "queued", queue_position: 1, operation_id: null });
    await core.generations.cancel(before);
    const submit = Promise.withResolvers<SubmitOutcome>();
    core.script.submit = () => submit.promise;
    await core.clock.advance(minute);
    await shows({ status: "submitting", queue_position: 0 });
    submit.resolve(accepted);
    await core.clock.settle();
    await shows({ status: "running", operation_id: "op1", progress: -1, result: null, ended_at: null });
    core.script.look = async () => pending(40);
    await core.clock.advance(minute);
    await shows({ status: "running", progress: 40 });
    const collect = Promise.withResolvers<{ hash: string; ext: string }>();
    core.script.look = async () => done;
    core.script.collect = () => collect.promise;
    await core.clock.advance(15_000);
    await shows({ status: "collecting" });
    collect.resolve({ hash: "hash", ext: "spz" });
    await core.clock.settle();
    await shows({ status: "succeeded", progress: 100, result: { world: row.id }, ended_at: expect.any(String) });
    const told = { record_id: row.id, job_id: row.jobId, kind: "world", result: { world: row.id } };
    expect(await events.next()).toEqual({ event: "job_completed", id: "settled", data: told });
    expect(await events.next()).toBeNull();
  });

  test("tell that another one went out of the queue before it", async () => {
    await fillGate();
    const first = await askForWorld(house.core, "");
    await house.core.clock.advance(1);
    const second = await askForWorld(house.core, "");
    await house.core.clock.settle();
    const events = await house.events(second);
    expect(await events.next()).toMatchObject({ data: { status: "queued", queue_position: 2 } });
    await house.core.generations.cancel(first);
    await house.core.clock.settle();
    expect(await events.next()).toMatchObject({ data: { status: "queued", queue_position: 1 } });
  });

  test.each([
    ["failed", { type: "refused", code: "no_credits", message: "No credits." }, "No credits."],
    ["cancelled", accepted, "It was cancelled."],
  ] as const)("that %s end with what the rooms are told", async (status, outcome, error) => {
    house.core.script.submit = async () => outcome;
    const row = await askForWorld(house.core, "");
    await house.core.clock.settle();
    await house.core.generations.cancel((await house.core.store.read(row.id)) ?? row);
    await house.core.clock.settle();
    const last = (await (await house.events(row)).rest()).at(-1);
    const told = { record_id: row.id, job_id: row.jobId, kind: "world", status, error };
    expect(last).toEqual({ event: "job_failed", id: "settled", data: told });
  });

  test("keep the last word until the end is settled onto what it was for", async () => {
    const settling = Promise.withResolvers<void>();
    await house.close();
    house = await openTrayHouse(createCoreUnderTest({ settle: () => settling.promise }));
    const row = await askForWorld(house.core, "");
    await house.core.generations.cancel(row);
    const events = await house.events(row);
    expect(await events.next()).toMatchObject({ event: "generation", data: { status: "cancelled" } });
    let isSettled = false;
    const told = events.next().then((event) => [event?.event, isSettled]);
    expect((await house.ask(`/${row.jobId}`)).status).toBe(200);
    isSettled = true;
    settling.resolve();
    expect(await told).toEqual(["job_failed", true]);
  });

  test("tell what another process wrote, too", async () => {
    const { core } = house;
    const row = await elsewheres();
    const events = await house.events(row);
    expect(await events.next()).toMatchObject({ data: { status: "running", progress: -1 } });
    expect(await core.store.write(row.id, row.version, { progress: 55 })).not.toBeNull();
    let isTold = false;
    const told = events.next().finally(() => {
      isTold = true;
    });
    await until(async () => {
      await core.clock.advance(5_000);
      return isTold;
    });
    expect(await told).toMatchObject({ data: { progress: 55 } });
  });

  test("say that they are still there while nothing happens, and nothing else", async () => {
    const { core } = house;
    const row = await elsewheres();
    const events = await house.events(row);
    await events.next();
    const next = events.next();
    await until(async () => {
      await core.clock.advance(5_000);
      return events.comments.length > 1;
    });
    expect(new Set(events.comments)).toEqual(new Set([": still here"]));
    await core.generations.cancel(row);
    expect(await next).toMatchObject({ event: "generation", data: { status: "cancelled" } });
  });
});

describe("after the end", () => {
  test("whoever connects gets how it stands and the last word at once, and whoever has had that nothing more", async () => {
    const row = await askForWorld(house.core, "");
    await house.core.generations.cancel(row);
    await house.core.clock.settle();
    const events = await (await house.events(row)).rest();
    expect(events).toMatchObject([
      { event: "generation", data: { status: "cancelled" } },
      { event: "job_failed", id: "settled" },
    ]);
    const again = await house.ask(`/${row.jobId}/events`, "ada", { headers: { "last-event-id": "settled" } });
    expect([again.status, await again.text()]).toEqual([204, ""]);
  });

  test("who has had the last word of an earlier stream gets that of this one, too", async () => {
    const row = await askForWorld(house.core, "");
    const answer = await house.ask(`/${row.jobId}/events`, "ada", { headers: { "last-event-id": "settled" } });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });
});

test("a player may have 20 streams open; those that were left or have ended do not count, nor do other players'", async () => {
  const { core } = house;
  const row = await askForWorld(core, "");
  const foreign = await askForWorld(core, "", "grace");
  await core.clock.settle();
  const open = await Promise.all(Array.from({ length: 20 }, () => house.events(row)));
  const refused = await house.ask(`/${row.jobId}/events`);
  expect([refused.status, ApiError.parse(await refused.json()).code]).toEqual([429, "too_fast"]);
  (await house.events(foreign, "grace")).leave();

  open[0]?.leave();
  let another = refused;
  await until(async () => {
    another = await house.ask(`/${row.jobId}/events`);
    return another.status === 200;
  });
  await core.generations.cancel((await core.store.read(row.id)) ?? row);
  await core.clock.settle();
  await Promise.all([another.text(), ...open.slice(1).map((events) => events.rest())]);
  for (const events of await Promise.all(Array.from({ length: 20 }, () => house.events(row)))) await events.rest();
});

test("a generation of a kind that this server does not make is left out", async () => {
  const { store, clock, generations } = house.core;
  const row = { ...generations.draft({ kind: "world", input: {}, requestedBy: "ada", subject: "" }), nextLookAt: null };
  await store.insert({ ...row, kind: "hologram", status: "succeeded", endedAt: clock.now() });
  expect(await (await house.ask("")).json()).toEqual({ generations: [] });
  expect((await house.ask(`/${row.jobId}`)).status).toBe(404);
  expect((await house.ask("?kind=hologram")).status).toBe(400);
});
