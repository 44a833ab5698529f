import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { droppedIn } from "../support/dropped-lines.ts";
import { endsIn } from "../support/generation-lives.ts";
import { newAsker, orderWorld } from "../support/http-orders.ts";
import { joinAs } from "../support/player.ts";
import { shown } from "../support/portals.ts";
import { openSharedHouse, type SharedHouse } from "../support/shared-house.ts";
import { until } from "../support/until.ts";
import { startWithholdingProxy } from "../support/withholding-proxy.ts";

const HandedOver = z.object({ portalId: z.string() });
const environment = { LEASE_MS: "3000" };
vi.setConfig({ testTimeout: 180_000 });

test("a server that falls asleep with its POST at the provider: the other finds the task, and the late answer is dropped", async () => {
  const house = await openSharedHouse("postgres", { worldSeconds: 300, environment });
  onTestFinished(house.close);
  const way = await startWithholdingProxy(house.sandboxUrl);
  onTestFinished(way.close);
  const sleeper = await house.open({ MARBLE_BASE_URL: way.url });
  const asked = orderWorld(sleeper.url, await newAsker(sleeper.url), "a forest");
  await way.answered;
  await sleeper.sleep();
  const successor = await house.open({ MARBLE_BASE_URL: way.url });
  await until(async () => (await house.onlyRow()).adopted);
  way.release();
  sleeper.wake();
  await until(() => droppedIn(sleeper.lines).length > 0);
  const [charge, ...others] = await house.sandbox.charges();
  expect(others).toEqual([]);
  expect(droppedIn(sleeper.lines)).toMatchObject([{ dropped: "submitted", operationId: charge?.operationId }]);
  await asked;

  // Both work on: whoever takes it, it is one task with one end.
  await house.sandbox.advance(300_000);
  await until(async () => (await house.onlyRow()).settledAt !== null);
  expect(await house.onlyRow()).toMatchObject({ status: "succeeded", adopted: true, attempts: 1 });
  expect(endsIn([...sleeper.lines, ...successor.lines])).toHaveLength(1);
  expect(await house.sandbox.charges()).toHaveLength(1);
});

test("a POST that leaves after everybody has given the task up is paid for once: the retry finds it and takes it over", async () => {
  const house = await openSharedHouse("postgres", { worldSeconds: 0, environment });
  onTestFinished(house.close);
  const sleeper = await house.open({ STOP_AT: "before post" });
  const ada = await newAsker(sleeper.url);
  const asked = orderWorld(sleeper.url, ada, "a forest");
  await until(sleeper.isAsleep);
  const successor = await house.open();
  await until(() => isSearchedInVain(house));
  await searchForTheLastTime(house);
  expect(await house.onlyRow()).toMatchObject({ status: "failed", errorCode: "submit_unknown" });
  expect(await house.sandbox.charges()).toEqual([]);

  sleeper.wake();
  await until(() => droppedIn(sleeper.lines).length > 0);
  const [charge] = await house.sandbox.charges();
  expect(droppedIn(sleeper.lines)).toMatchObject([{ dropped: "submitted", operationId: charge?.operationId }]);
  const { job_id } = await asked;

  const player = await joinAs(successor.url, ada);
  const itsPortal = { status: "generating", jobId: job_id, x: 5, y: 0, z: 5, rotationY: 0 };
  const { portalId } = HandedOver.parse(await player.room.request("update_portal", itsPortal));
  await until(() => shown(player, portalId)?.errorCode === "submit_unknown");
  await player.room.request("retry_portal", { portalId });
  await until(async () => (await house.store.list({ limit: 10 })).every(({ settledAt }) => settledAt !== null));
  const portal = await house.database.client.portal.findUnique({ where: { id: portalId } });
  expect(portal).toMatchObject({ status: "ready", pendingOperationId: null });
  const rows = await house.store.list({ limit: 10 });
  const [given, retried] = rows.sort((a, b) => a.createdAt - b.createdAt);
  expect(given).toMatchObject({ status: "failed", attempts: 1 });
  expect(retried).toMatchObject({ status: "succeeded", adopted: true, retryOf: given?.id });
  expect(await house.sandbox.charges()).toEqual([expect.objectContaining({ refunded: false, tag: given?.submitTag })]);
  await player.leave();
});

async function isSearchedInVain({ onlyRow }: SharedHouse): Promise<boolean> {
  const { status, tries } = await onlyRow();
  return status === "unknown" && tries > 0;
}

/** As if the nine minutes were over that a lost task is searched for. */
async function searchForTheLastTime({ onlyRow, store }: SharedHouse): Promise<void> {
  await until(async () => {
    const { id, version, status, tries, leaseOwner } = await onlyRow();
    if (tries < 6 && leaseOwner === null) await store.write(id, version, { tries: 6, nextLookAt: Date.now() });
    return status === "failed";
  });
}
