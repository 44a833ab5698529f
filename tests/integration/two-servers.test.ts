import { afterAll, beforeAll, expect, test } from "vitest";
import { roomAnswers } from "../../contract/messages.ts";
import { WorldAnswer } from "../../contract/routes.ts";
import type { Generation } from "../../server/generation/generation.ts";
import { type Asker, newAsker, orderWorld, readAs } from "../support/http-orders.ts";
import { join } from "../support/player.ts";
import { spotsInHub } from "../support/portals.ts";
import { openSharedHouse, type SharedHouse } from "../support/shared-house.ts";
import { until } from "../support/until.ts";
import type { Waygate } from "../support/waygate.ts";

const worldSeconds = 300;
const overHttp = 460;
const inRooms = 40;
/** The sandbox paints each of them once. */
const prompts = ["a forest", "a desert", "a foggy harbour"];
const promptOf = (nth: number): string => prompts[nth % prompts.length] ?? "";

let house: SharedHouse;
let lost: Waygate;
let left: Waygate;
let ordered: readonly { readonly asker: Asker; readonly jobId: string }[];
/** What each server said over HTTP of what was ordered at the other one, while both were up. */
let readAcross: readonly { status: number; body: unknown }[];

const T0 = Date.now();
const tick = (what: string) => console.log(`${((Date.now() - T0) / 1000).toFixed(1)} s ${what}`);

const rows = (): Promise<Generation[]> => house.store.list({ limit: 1000 });

beforeAll(async () => {
  house = await openSharedHouse("postgres", {
    worldSeconds,
    environment: {
      LIMIT_RUNNING_PER_PLAYER: "1000",
      LIMIT_STARTS_PER_PLAYER_PER_DAY: "1000",
      MARBLE_STARTS_PER_MINUTE: "10000",
      WORLD_POLL_MS: "4000",
      LEASE_MS: "5000",
    },
  });
  [lost, left] = await Promise.all([house.open(), house.open()]);
  tick("open");
  const t = Date.now();
  const watch = setInterval(async () => {
    const by = Object.groupBy(await rows(), ({ status }) => status);
    console.log(
      ((Date.now() - t) / 1000).toFixed(1),
      Object.entries(by)
        .map(([k, v]) => `${k} ${v?.length}`)
        .join(" "),
    );
  }, 1000);
  [ordered] = await Promise.all([orderOverHttp(), orderInRooms()]);
  tick("answered");
  await until(async () => (await house.sandbox.charges()).length >= overHttp + inRooms);
  tick("charged");
  await until(async () => (await rows()).every(({ operationId }) => operationId !== null));
  tick("accepted");
  readAcross = await Promise.all(ordered.slice(0, 20).map(readAtTheOther));
  await house.sandbox.advance(worldSeconds * 1000);
  await until(async () => (await rows()).filter(({ status }) => status === "succeeded").length > 100);
  tick("some ended");
  await lost.kill();
  await until(async () => (await rows()).every(({ settledAt }) => settledAt !== null));
  tick("all settled");
  clearInterval(watch);
}, 300_000);
afterAll(() => house.close());

async function orderOverHttp() {
  const askers = await Promise.all(
    Array.from({ length: 8 }, (_, nth) => newAsker(nth % 2 === 0 ? lost.url : left.url)),
  );
  return Promise.all(
    Array.from({ length: overHttp }, async (_, nth) => {
      const asker = askers[nth % askers.length];
      if (asker === undefined) throw new Error("Nobody asks.");
      const { job_id } = await orderWorld(urlFor(nth), asker, promptOf(nth));
      return { asker, jobId: job_id };
    }),
  );
}

const urlFor = (nth: number): string => (Math.floor(nth / 8) % 2 === 0 ? lost.url : left.url);

async function orderInRooms() {
  const spots = spotsInHub();
  const players = await Promise.all([lost, lost, left, left].map(({ url }) => join(url)));
  const perPlayer = inRooms / players.length;
  await Promise.all(
    players.flatMap((player) =>
      Array.from({ length: perPlayer }, async (_, nth) => {
        const answer = await player.room.request("generate_world", { prompt: promptOf(nth), ...spots.next().value });
        return roomAnswers.generate_world.parse(answer);
      }),
    ),
  );
  await Promise.all(players.map((player) => player.leave()));
}

async function readAtTheOther({ asker, jobId }: (typeof ordered)[number], nth: number) {
  const other = urlFor(nth) === lost.url ? left.url : lost.url;
  return readAs(asker, `${other}/api/generations/${jobId}`);
}

test("x", async () => {
  expect((await house.sandbox.charges()).length).toBe(500);
});
