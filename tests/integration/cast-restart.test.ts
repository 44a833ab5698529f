import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { activeStatuses, type GenerationStatus } from "../../server/generation/generation.ts";
import { castClient } from "../support/cast-client.ts";
import { newAsker } from "../support/http-orders.ts";
import { openSharedHouse, type SharedHouse } from "../support/shared-house.ts";
import { until } from "../support/until.ts";

vi.setConfig({ testTimeout: 240_000 });

const imageSeconds = 100;
const castSize = 50;

let house: SharedHouse;
beforeAll(async () => {
  // What the killed one held is free again soon.
  house = await openSharedHouse("sqlite", { worldSeconds: 300, imageSeconds, environment: { LEASE_MS: "3000" } });
}, 120_000);
afterAll(() => house.close());

test("a server killed while fifty portraits are made, and again while they come in: each ends, paid once, on its character", async () => {
  const waygate = await house.open();
  const ada = castClient(waygate.url, await newAsker(waygate.url));
  const { showId } = await ada.addCast(...Array.from({ length: castSize }, (_, index) => `Guest ${index + 1}`));
  const { started, refused } = await ada.generateMissing(showId, "portrait");
  expect(refused).toEqual([]);
  expect(started).toHaveLength(castSize);
  // One row at most is read each time: fifty would keep a core busy.
  const isAny = async (...statuses: GenerationStatus[]) => (await house.store.list({ statuses, limit: 1 })).length > 0;
  await until(async () => !(await isAny("queued", "submitting", "unknown")));
  await waygate.kill();

  await waygate.startAgain();
  expect((await ada.readShow(showId)).characters.every(({ jobs }) => jobs[0]?.status === "processing")).toBe(true);
  await house.sandbox.advance(imageSeconds * 1000);
  await until(() => isAny("succeeded"));
  await waygate.kill();

  await waygate.startAgain();
  await until(async () => !(await isAny(...activeStatuses)));
  await until(async () => (await house.store.list({ limit: 100 })).every(({ settledAt }) => settledAt !== null));
  for (const { jobId } of started) {
    expect(await ada.status("portrait", jobId)).toMatchObject({ status: "succeeded", outputUrl: expect.any(String) });
  }
  const { characters } = await ada.readShow(showId);
  expect(characters).toHaveLength(castSize);
  for (const { portraitUrl, jobs } of characters) {
    expect(jobs).toEqual([]);
    expect((await fetch(waygate.url + portraitUrl)).headers.get("content-type")).toBe("image/webp");
  }
  const charges = await house.sandbox.charges();
  expect(charges.filter(({ refunded }) => !refunded)).toHaveLength(castSize);
  expect(charges).toHaveLength(castSize);
});
