import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type CastClient, castClient } from "../support/cast-client.ts";
import { newAsker } from "../support/http-orders.ts";
import { openSharedHouse, type SharedHouse } from "../support/shared-house.ts";
import { until } from "../support/until.ts";

/** Servers that start beside each other take their time on a busy machine. */
vi.setConfig({ testTimeout: 180_000 });

let house: SharedHouse;
let clients: readonly CastClient[];
beforeAll(async () => {
  house = await openSharedHouse("postgres", { worldSeconds: 300, imageSeconds: 100, environment: {} });
  const servers = await Promise.all([house.open(), house.open()]);
  const ada = await newAsker(servers[0].url);
  clients = servers.map(({ url }) => castClient(url, ada));
}, 120_000);
afterAll(() => house.close());

test("of twenty who ask for one portrait at two servers at once, one pays, and each job id tells of it at both", async () => {
  const [one, other] = clients;
  if (!one || !other) throw new Error("There are not two servers.");
  const { showId, ids } = await one.addCast("Alice");
  const alice = ids[0] ?? "";
  const jobIds = Array.from({ length: 20 }, (_, index) => `click-${index}`);
  const answered = await Promise.all(
    jobIds.map((jobId, index) => (index % 2 === 0 ? one : other).ask("portrait", alice, jobId)),
  );
  expect(new Set(answered).size).toBe(1);
  await until(async () => (await one.status("portrait", "click-0")).status === "processing");
  await house.sandbox.advance(101_000);
  for (const client of clients) {
    for (const jobId of jobIds) {
      await until(async () => (await client.status("portrait", jobId)).status === "succeeded");
    }
    expect((await client.readShow(showId)).characters).toMatchObject([{ portraitUrl: expect.any(String), jobs: [] }]);
  }
  expect(await house.sandbox.charges()).toHaveLength(1);
});

test("one job id sent ten times to two servers at once is one job, and charged once", async () => {
  const [one, other] = clients;
  if (!one || !other) throw new Error("There are not two servers.");
  const [frank = ""] = (await one.addCast("Frank")).ids;
  const before = (await house.sandbox.charges()).length;
  const jobId = "sent-again";
  const sent = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? one : other).ask("portrait", frank, jobId));
  expect(new Set(await Promise.all(sent))).toEqual(new Set([jobId]));
  const standsAt = async (status: string) => {
    for (const client of clients) await until(async () => (await client.status("portrait", jobId)).status === status);
  };
  await standsAt("processing");
  await house.sandbox.advance(101_000);
  await standsAt("succeeded");
  expect(await house.store.list({ subjects: [`character:${frank}`], limit: 10 })).toMatchObject([{ jobId }]);
  expect(await house.sandbox.charges()).toHaveLength(before + 1);
});

test("generate-missing at both servers at once begins each portrait once", async () => {
  const { showId, ids } = (await clients[0]?.addCast("Bob", "Carl", "Dora", "Eve")) ?? { showId: "", ids: [] };
  const before = (await house.sandbox.charges()).length;
  const answers = await Promise.all(clients.map((client) => client.generateMissing(showId, "portrait")));
  const started = answers.flatMap((answer) => answer.started.map(({ characterId }) => characterId));
  expect(started.toSorted()).toEqual([...ids].toSorted());
  await until(async () => {
    const show = await clients[0]?.readShow(showId);
    return show?.characters.every(({ jobs }) => jobs[0]?.status === "processing") === true;
  });
  expect(await house.sandbox.charges()).toHaveLength(before + ids.length);
});
