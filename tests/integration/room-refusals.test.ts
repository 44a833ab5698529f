import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { worldUrl } from "../../contract/marble-url.ts";
import type { RefusalCode } from "../../contract/refusals.ts";
import type { OperationAnswer } from "../../contract/routes.ts";
import { type Books, openBooks } from "../support/books.ts";
import { makeAtMarble } from "../support/marble-world.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { asked, lookUntilDone, report } from "../support/poller.ts";
import { begin, finish, pendingOperation, shown, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { expectRefusal, expectRefusalElsewhere } from "../support/refusal.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const elsewhere = worldUrl("11111111-2222-3333-4444-555555555555");
const saysReady = { status: "ready", url: elsewhere };
const saysFailed = { status: "error", message: "It failed." };
/** Everything that its maker alone may ask of a portal that stands there. */
const makersRequests: readonly (readonly [type: string, payload: object])[] = [
  ["generate_world", { prompt: "a lake" }],
  ["connect_portal", { url: elsewhere }],
  ["retry_portal", {}],
  ["cancel_portal", {}],
  ["remove_portal", {}],
];
const spots = spotsInHub();
const spot = () => spots.next().value;

let waygate: Waygate;
let books: Books;
let maker: TestPlayer;
let other: TestPlayer;
beforeAll(async () => {
  // Windows as long as they can be: a look that nobody takes holds everything as it is.
  waygate = await startWaygate({ POLL_GRANT_MS: "60000", LIMIT_RUNNING_PER_PLAYER: "3", SANDBOX_SPLAT_SCALE: "0.001" });
  books = await openBooks(waygate);
});
afterAll(async () => {
  await books.close();
  await waygate.close();
});

/** Two players of each scene's own: one who makes its portals, and one who is there as well. */
function playersOfThisScene(): void {
  beforeAll(async () => {
    maker = await join(waygate.url);
    other = await join(waygate.url, { name: "Bob" });
  });
  afterAll(async () => {
    const begun = [...maker.room.state.portals.values()].filter(({ status }) => status === "generating");
    for (const { id } of begun) await maker.room.request("cancel_portal", { portalId: id });
    await books.atRest();
    await Promise.all([maker.leave(), other.leave()]);
  });
}

const refuses = (who: TestPlayer, code: RefusalCode, type: string, payload: object, worldId = "hub") =>
  expectRefusalElsewhere(waygate.url, who, books, { code, type, payload, worldId });

describe("a portal that is not there", () => {
  playersOfThisScene();
  test.each([...makersRequests, ["update_portal", saysReady], ["update_portal", saysFailed]] as const)(
    "%s %j: unknown_portal",
    (type, payload) => refuses(maker, "unknown_portal", type, { portalId: "no-such-portal", ...payload }),
  );
});

describe("a portal that is generating", () => {
  playersOfThisScene();
  let portalId: string;
  let poller: TestPlayer;
  beforeAll(async () => {
    const begun = await begin(maker, spot());
    ({ portalId } = begun);
    ({ poller } = await asked([maker, other], begun));
  });

  test.each(makersRequests)("%s %j by somebody else: not_yours", (type, payload) =>
    refuses(other, "not_yours", type, { portalId, ...payload }),
  );

  test.each(makersRequests.slice(0, 3))("%s %j by its maker: already_generating", (type, payload) =>
    refuses(maker, "already_generating", type, { portalId, ...payload }),
  );

  test.each([saysReady, saysFailed])("a report %j by whoever was not asked: not_designated", async (payload) => {
    await refuses(maker, "not_designated", "update_portal", { portalId, ...payload });
    await refuses(other, "not_designated", "update_portal", { portalId, ...payload });
  });

  test.each([saysReady, saysFailed])("a report %j by the poller, before the operation is done: not_done", (payload) =>
    expectRefusal(poller, books, { code: "not_done", type: "update_portal", payload: { portalId, ...payload } }),
  );
});

describe("an operation that is done and waits for its report", () => {
  playersOfThisScene();
  let portalId: string;
  let worldId: string;
  let poller: TestPlayer;
  let operation: OperationAnswer;
  beforeAll(async () => {
    const begun = await begin(maker, spot());
    ({ portalId } = begun);
    await steer(waygate.sandboxUrl).advance(WORLD_MS);
    ({ poller, operation } = await lookUntilDone(waygate.url, [maker, other], begun));
    const row = () => books.client.generation.findFirst({ where: { operationId: begun.operationId } });
    await until(async () => (await row())?.status === "succeeded");
    worldId = (await row())?.providerRef ?? "";
  });
  const wrongUrls = () => [elsewhere, `https://marble.example/world/${worldId}`, `${worldUrl(worldId)}x`, "not a url"];

  test.each([0, 1, 2, 3])("wrong url %i: url_mismatch", (nth) => {
    const payload = { portalId, status: "ready", url: wrongUrls()[nth] };
    return expectRefusal(poller, books, { code: "url_mismatch", type: "update_portal", payload });
  });

  test("that it failed: not_generating", () =>
    expectRefusal(poller, books, {
      code: "not_generating",
      type: "update_portal",
      payload: { portalId, ...saysFailed },
    }));

  test("the refused reports used nothing up: the right one turns the portal", async () => {
    expect(shown(maker, portalId)?.status).toBe("generating");
    await report(poller, portalId, operation);
    await until(() => shown(maker, portalId)?.status === "ready");
  });
});

describe("a portal whose generation has ended", () => {
  playersOfThisScene();
  let ready: { portalId: string; poller: TestPlayer; worldId: string };
  let failed: { portalId: string; poller: TestPlayer };
  beforeAll(async () => {
    const first = await begin(maker, spot());
    const { poller } = await finish(waygate, [maker, other], first);
    const { portalId } = first;
    ready = { portalId, poller, worldId: shown(maker, portalId)?.targetWorldId ?? "" };
    await steer(waygate.sandboxUrl).fault("task_fails");
    const second = await begin(maker, spot());
    failed = { ...second, ...(await finish(waygate, [maker, other], second)) };
    expect([ready, failed].map(({ portalId }) => shown(maker, portalId)?.status)).toEqual(["ready", "error"]);
  });

  test.each(["retry_portal", "cancel_portal"])("%s on a ready one: not_generating", (type) =>
    refuses(maker, "not_generating", type, { portalId: ready.portalId }),
  );

  test("cancel_portal on a failed one: not_generating", () =>
    refuses(maker, "not_generating", "cancel_portal", { portalId: failed.portalId }));

  test("a report that the ready one failed: not_generating", () =>
    expectRefusal(ready.poller, books, {
      code: "not_generating",
      type: "update_portal",
      payload: { portalId: ready.portalId, ...saysFailed },
    }));

  test("a report that the failed one is ready: not_generating", () =>
    expectRefusal(failed.poller, books, {
      code: "not_generating",
      type: "update_portal",
      payload: { portalId: failed.portalId, ...saysReady },
    }));

  test.each([...makersRequests, ["update_portal", saysReady]] as const)(
    "%s %j from another world: unknown_portal",
    (type, payload) => refuses(maker, "unknown_portal", type, { portalId: ready.portalId, ...payload }, ready.worldId),
  );

  test("a report on a portal that was connected to another world since: not_generating", async () => {
    await maker.room.request("connect_portal", { portalId: failed.portalId, url: ready.worldId });
    await expectRefusal(failed.poller, books, {
      code: "not_generating",
      type: "update_portal",
      payload: { portalId: failed.portalId, ...saysReady },
    });
  });
});

describe("a portal that waits for another operation by now", () => {
  playersOfThisScene();
  test.each([saysReady, saysFailed])("a report %j on the former one: stale_operation", async (payload) => {
    const begun = await begin(maker, spot());
    const { poller } = await asked([maker, other], begun);
    // Who hides is not asked again.
    await poller.room.request("set_away", { away: true });
    await maker.room.request("cancel_portal", { portalId: begun.portalId });
    await until(() => shown(maker, begun.portalId)?.status === "error");
    await maker.room.request("generate_world", { portalId: begun.portalId, prompt: "another valley" });
    const again = { portalId: begun.portalId, operationId: await pendingOperation(maker, begun.portalId) };
    expect((await asked([maker, other], again)).poller).not.toBe(poller);
    const report = { portalId: begun.portalId, ...payload };
    await expectRefusal(poller, books, { code: "stale_operation", type: "update_portal", payload: report });
    await poller.room.request("set_away", { away: false });
  });
});

describe("while Marble cannot be asked", () => {
  playersOfThisScene();
  afterEach(() => steer(waygate.sandboxUrl).clearFaults());

  test("retry_portal on a cancelled one: server_error, because it may have been paid already", async () => {
    const { portalId } = await begin(maker, spot());
    await maker.room.request("cancel_portal", { portalId });
    await books.atRest();
    await steer(waygate.sandboxUrl).fault("server_error", 1000, { on: "look" });
    await refuses(maker, "server_error", "retry_portal", { portalId });
  });

  test("connect_portal to a world that is not known here: server_error", async () => {
    const url = await makeAtMarble(waygate.sandboxUrl, "somebody's garden");
    await steer(waygate.sandboxUrl).fault("server_error", 1000, { on: "world" });
    await refuses(maker, "server_error", "connect_portal", { url, ...spot() });
  });
});
