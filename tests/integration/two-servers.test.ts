import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roomAnswers } from "../../contract/messages.ts";
import { WorldAnswer } from "../../contract/routes.ts";
import type { Generation } from "../../server/generation/generation.ts";
import { endsIn } from "../support/generation-lives.ts";
import { type Asker, newAsker, orderWorld } from "../support/http-orders.ts";
import { join } from "../support/player.ts";
import { spotsInHub } from "../support/portals.ts";
import { openSharedHouse, type SharedHouse } from "../support/shared-house.ts";
import { until } from "../support/until.ts";
import type { Waygate } from "../support/waygate.ts";

const worldSeconds = 300;
const overHttp = 456;
const inRooms = 44;
const ordered = overHttp + inRooms;
/** The sandbox paints each of them once. */
const prompts = ["a forest", "a desert", "a foggy harbour"];
const promptOf = (nth: number): string => prompts[nth % prompts.length] ?? "";

/** No limit but the two servers themselves; what the killed one held is free after five seconds. */
const environment = {
  LIMIT_RUNNING_PER_PLAYER: "1000",
  LIMIT_STARTS_PER_PLAYER_PER_DAY: "1000",
  MARBLE_STARTS_PER_MINUTE: "10000",
  WORLD_POLL_MS: "4000",
  LEASE_MS: "5000",
};

describe(`two servers on one Postgres, one killed in the middle of ${ordered} generations`, () => {
  let house: SharedHouse;
  let killed: Waygate;
  let survivor: Waygate;
  let endedBeforeTheKill: number;
  let rows: readonly Generation[];

  beforeAll(async () => {
    house = await openSharedHouse("postgres", { worldSeconds, environment });
    [killed, survivor] = await Promise.all([house.open(), house.open()]);
    await orderInRooms([killed, survivor]);
    await orderOverHttp([killed, survivor]);
    const isAccepted = ({ acceptedAt }: Generation): boolean => acceptedAt !== null;
    await until(async () => (await read()).every(isAccepted));
    await house.sandbox.advance(worldSeconds * 1000);
    await until(async () => (await settled()) >= ordered / 10);
    await killed.kill();
    endedBeforeTheKill = await settled();
    await until(async () => (await settled()) === ordered);
    rows = await read();
  }, 1_200_000);
  afterAll(() => house.close());

  const read = (): Promise<Generation[]> => house.store.list({ limit: 2 * ordered });
  const settled = (): Promise<number> =>
    house.database.client.generation.count({ where: { settledAt: { not: null } } });

  test("every one is charged once", async () => {
    const charges = await house.sandbox.charges();
    expect(charges.filter(({ refunded }) => refunded)).toEqual([]);
    expect(charges.map(({ tag }) => tag).sort()).toEqual(rows.map(({ submitTag }) => submitTag).sort());
    expect(new Set(rows.map(({ submitTag }) => submitTag)).size).toBe(ordered);
    expect(rows.filter(({ attempts }) => attempts !== 1)).toEqual([]);
  });

  test("every one succeeds, and ends once", () => {
    expect(endedBeforeTheKill).toBeLessThan(ordered);
    expect(rows.filter(({ status }) => status !== "succeeded")).toEqual([]);
    const ends = endsIn([...killed.lines, ...survivor.lines]);
    expect(ends.length - new Set(ends).size).toBe(0);
    // Both had a part in it.
    for (const { lines } of [killed, survivor]) expect(endsIn(lines).length).toBeGreaterThan(0);
  });

  test("every one is settled: its world is there, and its portal leads there", async () => {
    const worlds = await house.database.client.world.findMany({ select: { id: true, url: true } });
    expect(worlds.map(({ id }) => id).sort()).toEqual(rows.map(({ providerRef }) => providerRef).sort());
    const portals = await house.database.client.portal.findMany();
    expect(portals).toHaveLength(inRooms);
    const urls = new Map(worlds.map(({ id, url }) => [id, url]));
    for (const { status, pendingOperationId, targetWorldId, url } of portals) {
      expect({ status, pendingOperationId }).toEqual({ status: "ready", pendingOperationId: null });
      expect(url).toBe(urls.get(targetWorldId ?? ""));
    }
  });

  test("the one that is left serves every world, whoever fetched its files", async () => {
    for (const { providerRef } of rows) {
      const answer = await fetch(`${survivor.url}/api/worlds/${providerRef}`);
      const { splatUrls } = WorldAnswer.parse(await answer.json());
      // The one file that every world must have; on a machine that is too busy the others may be done without.
      const file = await fetch(`${survivor.url}${splatUrls["100k"]}`, { method: "HEAD" });
      expect(file.status).toBe(200);
    }
  });
});

/** Eight players, who order at either server as it comes, with the session of one. */
async function orderOverHttp(servers: readonly Waygate[]): Promise<void> {
  const askers: Asker[] = [];
  for (let nth = 0; nth < 8; nth++) askers.push(await newAsker(urlOf(servers, nth)));
  await Promise.all(
    Array.from({ length: overHttp / askers.length }, (_, round) =>
      askers.map((asker, nth) => orderWorld(urlOf(servers, nth + round), asker, promptOf(nth + round))),
    ).flat(),
  );
}

const urlOf = (servers: readonly Waygate[], nth: number): string => servers[nth % servers.length]?.url ?? "";

/** Two players in each server's hub, who leave when they have ordered. */
async function orderInRooms(servers: readonly Waygate[]): Promise<void> {
  const spots = spotsInHub();
  const players = await Promise.all([...servers, ...servers].map(({ url }) => join(url)));
  const asked = Array.from({ length: inRooms }, async (_, nth) => {
    const answer = players[nth % players.length]?.room.request("generate_world", {
      prompt: promptOf(nth),
      ...spots.next().value,
    });
    roomAnswers.generate_world.parse(await answer);
  });
  await Promise.all(asked);
  await Promise.all(players.map((player) => player.leave()));
}
