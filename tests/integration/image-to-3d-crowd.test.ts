import { afterEach, expect, test, vi } from "vitest";
import type { GenerationAnswer } from "../../contract/routes.ts";
import { newAsker } from "../support/http-orders.ts";
import { modelJobs } from "../support/model-jobs.ts";
import { steer } from "../support/sandbox-control.ts";
import { openSharedHouse } from "../support/shared-house.ts";
import { aPng, asDataUrl } from "../support/small-pictures.ts";
import { runSql } from "../support/sql.ts";
import { type Tray, trayOf } from "../support/tray.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

/** What one Tripo account may have under way, at the sandbox as at Tripo. */
const AT_ONCE = 10;
const PLAYERS = 4;
const EACH = 5;
const ORDERED = PLAYERS * EACH;
/** So long that no task ends by itself while a busy machine is at it. */
const modelSeconds = 600;

vi.setConfig({ testTimeout: 240_000 });
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Four players order five models each, all at the same moment and at these servers in turn. */
async function orderTwenty(servers: readonly [Waygate, ...Waygate[]]): Promise<readonly Tray[]> {
  const png = asDataUrl(await aPng());
  const players = await Promise.all(Array.from({ length: PLAYERS }, () => newAsker(servers[0].url)));
  const orders = players.flatMap(({ token }, player) =>
    Array.from({ length: EACH }, async (_, nth) => {
      const { post } = modelJobs(servers[nth % servers.length] ?? servers[0], png);
      const answer = await post("/api/generate-3d", {}, { authorization: `Bearer ${token}` });
      return `player ${player + 1}, order ${nth + 1}: ${answer.status}`;
    }),
  );
  const answers = await Promise.all(orders);
  expect(answers.filter((answer) => !answer.endsWith("202"))).toEqual([]);
  return servers.flatMap(({ url }) => players.map((player) => trayOf(url, player)));
}

const allOf = async (trays: readonly Tray[]): Promise<GenerationAnswer[]> =>
  (await Promise.all(trays.map((tray) => tray.list()))).flat();

/** The places of those that wait, in order; 0 is not waiting. */
const placesIn = (generations: readonly GenerationAnswer[]): number[] =>
  generations
    .map(({ queue_position }) => queue_position)
    .filter((place) => place > 0)
    .sort((a, b) => a - b);
const atProvider = (generations: readonly GenerationAnswer[]): number =>
  generations.filter(({ operation_id, ended_at }) => operation_id !== null && ended_at === null).length;

/** Resolves once as many as may be are made, and everybody else is shown a place of their own, from the first on. */
async function full(trays: readonly Tray[]): Promise<void> {
  await until(async () => {
    const generations = await allOf(trays);
    const waiting = ORDERED - AT_ONCE;
    const places = Array.from({ length: waiting }, (_, index) => index + 1);
    return atProvider(generations) === AT_ONCE && placesIn(generations).join() === places.join();
  });
}

/** The sandbox makes the ten that it has, then the ten that come after them. */
async function allCome(trays: readonly Tray[], sandbox: ReturnType<typeof steer>): Promise<void> {
  expect(await sandbox.charges()).toHaveLength(AT_ONCE);
  await sandbox.advance(modelSeconds * 1000);
  await until(async () => (await sandbox.charges()).length === ORDERED);
  await until(async () => atProvider(await allOf(trays)) <= AT_ONCE);
  await sandbox.advance(modelSeconds * 1000);
  await until(async () => (await allOf(trays)).every(({ ended_at }) => ended_at !== null));
  expect(new Set((await allOf(trays)).map(({ status }) => status))).toEqual(new Set(["succeeded"]));
  const charges = await sandbox.charges();
  expect([charges.length, charges.filter(({ refunded }) => refunded)]).toEqual([ORDERED, []]);
}

test("of 20 models at once ten are made together, the rest waits and shows its place, and all come", async () => {
  const waygate = await startWaygate({ SANDBOX_MODEL_SECONDS: String(modelSeconds) });
  closing.push(waygate.close);
  const trays = await orderTwenty([waygate]);
  await full(trays);
  const database = `file:${waygate.dataDir}/waygate.db`;
  const sent = await runSql(database, "SELECT id FROM generations WHERE attempts > 0");
  // Who waits was not sent in vain.
  expect(sent).toHaveLength(AT_ONCE);
  await allCome(trays, steer(waygate.sandboxUrl));
});

test("so it is with two servers on one Postgres, and both say the same of the queue", async () => {
  const house = await openSharedHouse("postgres", { worldSeconds: 300, modelSeconds, environment: {} });
  closing.push(house.close);
  const servers = await Promise.all([house.open(), house.open()]);
  const trays = await orderTwenty(servers);
  await full(trays.slice(0, PLAYERS));
  await full(trays.slice(PLAYERS));
  await allCome(trays.slice(0, PLAYERS), house.sandbox);
});
