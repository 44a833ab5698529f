import { describe, expect, test } from "vitest";
import type { Output, OutputFile } from "../../server/generation/generation.ts";
import type { Observation } from "../../server/generation/provider.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { createManualClock } from "../support/manual-clock.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const lookMs = 15 * second;

const file = (role: string, required: boolean, url = `https://files/1/${role}`): OutputFile => ({
  role,
  url,
  required,
  hash: null,
  ext: null,
});
const output = (edition = 1): Output => ({
  facts: { worldId: "w1" },
  files: [
    file("splats:100k", true, `https://files/${edition}/splats`),
    file("pano", false, `https://files/${edition}/pano`),
  ],
});
const done = (edition = 1): Observation => ({ type: "done", output: output(edition), providerRef: "w1", observed: {} });

/** A world that is done; `fails` says which fetch fails, and `fetched` tells what was tried when. */
async function doneWorld(fails: (file: OutputFile) => boolean) {
  const core = createCoreUnderTest();
  const fetched: { role: string; url: string; after: number }[] = [];
  core.script.look = async () => done();
  core.script.collect = async (wanted) => {
    fetched.push({ role: wanted.role, url: wanted.url, after: (core.clock.now() - doneAt) / second });
    if (fails(wanted)) throw new Error("Its server answered 403.");
    return { hash: `hash-of-${wanted.role}`, ext: "bin" };
  };
  const doneAt = core.clock.now() + lookMs;
  const { id } = await askForWorld(core);
  await core.clock.advance(lookMs - 1);
  const tried = (role: string) => fetched.filter((each) => each.role === role);
  return { core, fetched, tried, row: async () => core.store.read(id), letBeDone: () => core.clock.advance(1) };
}

const ours = { hash: "hash-of-splats:100k", ext: "bin" };

describe("files", () => {
  test("that can be had end the generation well at once", async () => {
    const { row, letBeDone, fetched } = await doneWorld(() => false);
    await letBeDone();
    expect(await row()).toMatchObject({ status: "succeeded", output: { files: [ours, { hash: "hash-of-pano" }] } });
    expect(fetched).toHaveLength(2);
  });

  test("that nobody has to have are done without after three rounds, and what is there is kept", async () => {
    const { core, row, letBeDone, tried } = await doneWorld(({ role }) => role === "pano");
    await letBeDone();
    expect(await row()).toMatchObject({ status: "collecting", tries: 1, output: { files: [ours, { hash: null }] } });
    await core.clock.advance(hour);
    expect(await row()).toMatchObject({ status: "succeeded", output: { files: [ours, { hash: null }] } });
    expect(tried("pano").map(({ after }) => after)).toEqual([0, 1, 3, 7]);
    expect(tried("splats:100k")).toHaveLength(1);
  });

  test("that must be had are tried for a day, and only then given up", async () => {
    const { core, row, letBeDone, tried } = await doneWorld(({ role }) => role === "splats:100k");
    await letBeDone();
    await core.clock.advance(24 * hour - 1);
    expect(await row()).toMatchObject({
      status: "collecting",
      output: { files: [{ hash: null }, { hash: "hash-of-pano" }] },
    });
    await core.clock.advance(2 * minute);
    expect(await row()).toMatchObject({
      status: "failed",
      errorCode: "files_lost",
      errorMessage: "Its files could not be fetched in time: splats:100k: Its server answered 403.",
    });
    const pauses = tried("splats:100k").map(({ after }, index, all) => after - (all[index - 1]?.after ?? 0));
    expect(pauses.slice(0, 9)).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60]);
    expect(Math.max(...pauses)).toBe(60);
    expect(core.calls.submits).toHaveLength(1);
  });
});

describe("links that died", () => {
  test("are looked up again before every further round", async () => {
    const { core, row, letBeDone, fetched } = await doneWorld(({ url }) => !url.startsWith("https://files/3/"));
    core.script.look = async () => done(core.calls.looks.length);
    await letBeDone();
    await core.clock.advance(minute);
    expect(await row()).toMatchObject({ status: "succeeded", output: { files: [ours, { hash: "hash-of-pano" }] } });
    const urls = fetched.filter(({ role }) => role === "pano").map(({ url }) => url);
    expect(urls).toEqual([1, 2, 3].map((edition) => `https://files/${edition}/pano`));
  });

  test("are tried again as they are when the look is not answered", async () => {
    let isAway = true;
    const { core, row, letBeDone } = await doneWorld(() => isAway);
    await letBeDone();
    core.script.look = async () => ({ type: "unanswered", message: "Marble answered with status 500." });
    await core.clock.advance(10 * minute);
    expect(await row()).toMatchObject({ status: "collecting" });
    isAway = false;
    await core.clock.advance(minute);
    expect(await row()).toMatchObject({ status: "succeeded", output: { files: [ours, { hash: "hash-of-pano" }] } });
  });

  test("are looked up at the world once the operation is forgotten", async () => {
    const { core, row, letBeDone } = await doneWorld(({ url }) => url.startsWith("https://files/1/"));
    await letBeDone();
    core.script.look = async ({ operationId }) =>
      operationId === null ? done(2) : { type: "gone", message: "Marble does not know this operation." };
    await core.clock.advance(10 * minute);
    expect(await row()).toMatchObject({ status: "succeeded", operationId: null, providerRef: "w1" });
  });
});

test("a server that was killed while it collected fetches only what is missing", async () => {
  const { core, letBeDone, row } = await doneWorld(() => false);
  const dying = core.script.collect;
  core.script.collect = (wanted, ...rest) => (wanted.role === "pano" ? new Promise(() => {}) : dying(wanted, ...rest));
  await letBeDone();
  const { store } = core;

  const next = createCoreUnderTest({ store, clock: createManualClock(core.clock.now() + 20 * second) });
  const wanted: string[] = [];
  next.script.collect = async ({ role }) => {
    wanted.push(role);
    return { hash: `hash-of-${role}`, ext: "bin" };
  };
  await next.clock.settle();
  expect(wanted).toEqual(["pano"]);
  expect(await row()).toMatchObject({ status: "succeeded", output: { files: [ours, { hash: "hash-of-pano" }] } });
  expect(next.calls).toMatchObject({ submits: [], looks: [] });
});
