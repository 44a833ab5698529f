import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { OperationAnswer } from "../../contract/routes.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { asked, lookUntilDone, pollsOf, readOperation, report } from "../support/poller.ts";
import { begin, shown, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const spots = spotsInHub();
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let ada: TestPlayer;
let bob: TestPlayer;
beforeAll(async () => {
  // Short enough to wait for, and long enough for a client that takes its look at once.
  waygate = await startWaygate({ POLL_GRANT_MS: "1500", SANDBOX_SPLAT_SCALE: "0.001" });
  sandbox = steer(waygate.sandboxUrl);
});
afterAll(() => waygate.close());
// Who was silent is passed over for a minute, so every test has players of its own.
beforeEach(async () => {
  ada = await join(waygate.url);
  bob = await join(waygate.url, { name: "Bob" });
});
afterEach(async () => {
  await sandbox.clearFaults();
  await Promise.all([ada.leave(), bob.leave()]);
});

const beginOne = () => begin(ada, spots.next().value);

test("whoever stays silent is passed over, the next is asked, and then the server looks by itself", async () => {
  const begun = await beginOne();
  const polls = () => [ada, bob].map((player) => pollsOf(player, begun.portalId).length);
  await until(() => polls().every((count) => count === 1));
  await sandbox.advance(WORLD_MS);
  await until(() => shown(bob, begun.portalId)?.status === "ready");
  expect(polls()).toEqual([1, 1]);
});

test("a grant whose window is over does not reach Marble any more", async () => {
  const begun = await beginOne();
  const { poller, poll } = await asked([ada, bob], begun);
  await asked([poller === ada ? bob : ada], begun);
  // The server meets the fault with its own looks too; whoever reached Marble would be told of it.
  await sandbox.fault("server_error", 10_000, { on: "look" });
  const answer = await readOperation(waygate.url, begun.operationId, poll.grant);
  expect([answer.status, OperationAnswer.parse(await answer.json())]).toMatchObject([
    200,
    { operation_id: begun.operationId, done: false },
  ]);
  await sandbox.clearFaults();
  await sandbox.advance(WORLD_MS);
  await until(() => shown(bob, begun.portalId)?.status === "ready");
});

test("an end that is not reported in its window shows without, and a late report that agrees is accepted", async () => {
  const begun = await beginOne();
  await sandbox.advance(WORLD_MS);
  const { poller, operation } = await lookUntilDone(waygate.url, [ada, bob], begun);
  await until(() => shown(poller, begun.portalId)?.status === "ready");
  await report(poller, begun.portalId, operation);
});
