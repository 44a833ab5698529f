import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { worldUrl } from "../../contract/marble-url.ts";
import { type Place, roomAnswers } from "../../contract/messages.ts";
import { WorldAnswer } from "../../contract/routes.ts";
import { type Books, openBooks } from "../support/books.ts";
import { makeAtMarble } from "../support/marble-world.ts";
import { join, joinAs, type TestPlayer } from "../support/player.ts";
import { begin, finish, pendingOperation, shown, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const spots = spotsInHub();
const spot = () => spots.next().value;
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let books: Books;
let ada: TestPlayer;
let bob: TestPlayer;
beforeAll(async () => {
  waygate = await startWaygate({ POLL_GRANT_MS: "60000", SANDBOX_SPLAT_SCALE: "0.001" });
  sandbox = steer(waygate.sandboxUrl);
  books = await openBooks(waygate);
});
afterAll(async () => {
  await books.close();
  await waygate.close();
});
beforeEach(async () => {
  ada = await join(waygate.url);
  bob = await join(waygate.url, { name: "Bob" });
});
afterEach(async () => {
  await Promise.all([ada.leave(), bob.leave()]);
  await sandbox.advance(WORLD_MS);
  await books.atRest();
});

const statusOf = (portalId: string) => shown(bob, portalId)?.status;
const view = (portalId: string) => shown(bob, portalId)?.toJSON();
const finishOne = (begun: { portalId: string; operationId: string }) => finish(waygate, [bob, ada], begun);
async function makeReady(): Promise<string> {
  const begun = await begin(ada, spot());
  await finishOne(begun);
  return begun.portalId;
}
const connect = async (url: string, where: Place | { portalId: string }): Promise<string> =>
  roomAnswers.connect_portal.parse(await ada.room.request("connect_portal", { url, ...where })).portalId;
const world = (id: string) => fetch(`${waygate.url}/api/worlds/${id}`);

describe("connecting a portal", () => {
  test("to a world that was made here leads there at once, and costs nothing", async () => {
    const worldId = view(await makeReady())?.targetWorldId ?? "";
    const before = await sandbox.charges();
    const texts = [worldId, worldUrl(worldId), `https://marble.worldlabs.ai/worlds/${worldId}/?share=1#top`];
    for (const text of texts) {
      const portalId = await connect(text, spot());
      const row = await books.client.portal.findUniqueOrThrow({ where: { id: portalId } });
      expect(row).toMatchObject({ status: "ready", generationId: null });
      await until(() => statusOf(portalId) === "ready");
      expect(view(portalId)).toMatchObject({
        targetWorldId: worldId,
        url: worldUrl(worldId),
        prompt: "a quiet valley",
      });
    }
    expect(await sandbox.charges()).toEqual(before);
  });

  test("to a world that only Marble knows brings its files here, and costs nothing", async () => {
    const worldId = await makeAtMarble(waygate.sandboxUrl, "somebody's garden");
    const before = await sandbox.charges();
    expect((await world(worldId)).status).toBe(404);
    const portalId = await connect(worldUrl(worldId), spot());
    await until(() => statusOf(portalId) === "ready");
    expect(view(portalId)).toMatchObject({ targetWorldId: worldId, prompt: "somebody's garden" });
    const { splatUrls, url } = WorldAnswer.parse(await (await world(worldId)).json());
    expect([url, Object.keys(splatUrls)]).toEqual([worldUrl(worldId), ["100k", "500k"]]);
    expect(await sandbox.charges()).toEqual(before);
  });

  test("that leads somewhere already makes it lead there instead", async () => {
    const [portalId, otherId] = [await makeReady(), await makeReady()];
    const worldId = view(otherId)?.targetWorldId ?? "";
    expect(await connect(worldId, { portalId })).toBe(portalId);
    await until(() => view(portalId)?.targetWorldId === worldId);
    expect(statusOf(portalId)).toBe("ready");
  });
});

describe("a portal that is generated once more", () => {
  test("leads where it led until there is somewhere new", async () => {
    const portalId = await makeReady();
    const { url, targetWorldId } = view(portalId) ?? {};
    const again = await begin(ada, { portalId }, "a bright desert");
    await until(() => statusOf(portalId) === "generating");
    expect(view(portalId)).toMatchObject({ url, targetWorldId, prompt: "a bright desert" });
    await finishOne(again);
    expect(view(portalId)).toMatchObject({ status: "ready", url: expect.not.stringContaining(targetWorldId ?? "") });
  });

  test("leads there still when it failed, or was cancelled", async () => {
    const portalId = await makeReady();
    const { url, targetWorldId } = view(portalId) ?? {};
    await sandbox.fault("task_fails");
    await finishOne(await begin(ada, { portalId }));
    expect(view(portalId)).toMatchObject({ status: "error", url, targetWorldId });
    await begin(ada, { portalId });
    await ada.room.request("cancel_portal", { portalId });
    await until(() => statusOf(portalId) === "error");
    expect(view(portalId)).toMatchObject({ errorCode: "cancelled", url, targetWorldId });
  });
});

describe("cancelling and retrying", () => {
  test("a failed one is generated anew, and only what was not refunded was paid", async () => {
    await sandbox.fault("task_fails");
    const begun = await begin(ada, spot());
    await finishOne(begun);
    expect(view(begun.portalId)).toMatchObject({
      status: "error",
      errorMessage: expect.stringContaining("World generation failed"),
    });
    expect(await ada.room.request("retry_portal", { portalId: begun.portalId })).toEqual({ ok: true });
    const operationId = await pendingOperation(bob, begun.portalId);
    await finishOne({ portalId: begun.portalId, operationId });
    expect(view(begun.portalId)).toMatchObject({ status: "ready", errorCode: "", errorMessage: "" });
    const charges = (await sandbox.charges()).filter((charge) =>
      [begun.operationId, operationId].includes(charge.operationId),
    );
    expect(charges.map(({ refunded }) => refunded)).toEqual([true, false]);
  });

  test.each([
    ["has been finished at Marble meanwhile", WORLD_MS],
    ["is still under way at Marble", 0],
  ])("a cancelled one that %s is taken up again: it is paid once", async (_what, meanwhileMs) => {
    const before = (await sandbox.charges()).length;
    const { portalId, operationId } = await begin(ada, spot());
    expect(await ada.room.request("cancel_portal", { portalId })).toEqual({ ok: true });
    await until(() => statusOf(portalId) === "error");
    expect(view(portalId)).toMatchObject({
      errorCode: "cancelled",
      errorMessage: "It was cancelled.",
      pendingOperationId: "",
    });
    await sandbox.advance(meanwhileMs);
    await ada.room.request("retry_portal", { portalId });
    expect(await pendingOperation(bob, portalId)).toBe(operationId);
    await finishOne({ portalId, operationId });
    expect(view(portalId)).toMatchObject({ status: "ready", errorCode: "" });
    expect(await sandbox.charges()).toHaveLength(before + 1);
  });
});

describe("two at once", () => {
  const codes = async (requests: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(requests)).map((outcome) =>
      outcome.status === "fulfilled" ? "accepted" : outcome.reason.reason.code,
    );

  test("on the same spot: one portal is made, and one world is paid", async () => {
    const [where, before] = [spot(), (await sandbox.charges()).length];
    const both = [ada, bob].map(({ room }) => room.request("generate_world", { prompt: "a lake", ...where }));
    expect((await codes(both)).sort()).toEqual(["accepted", "bad_place"]);
    expect(await books.client.portal.count({ where: { x: where.x, z: where.z } })).toBe(1);
    await until(async () => (await sandbox.charges()).length > before);
    expect(await sandbox.charges()).toHaveLength(before + 1);
  });

  test("onto the same portal, by a maker who clicks twice: one world is paid", async () => {
    const portalId = await makeReady();
    const before = (await sandbox.charges()).length;
    const both = [1, 2].map(() => ada.room.request("generate_world", { prompt: "a lake", portalId }));
    expect((await codes(both)).sort()).toEqual(["accepted", "already_generating"]);
    await finishOne({ portalId, operationId: await pendingOperation(bob, portalId) });
    expect(await sandbox.charges()).toHaveLength(before + 1);
  });
});

describe("removing a portal", () => {
  test("takes it away for everybody, and the world stays", async () => {
    const portalId = await makeReady();
    const worldId = view(portalId)?.targetWorldId ?? "";
    expect(await ada.room.request("remove_portal", { portalId })).toEqual({ ok: true });
    await until(() => view(portalId) === undefined);
    expect(await books.client.portal.count({ where: { id: portalId } })).toBe(0);
    expect((await world(worldId)).status).toBe(200);
    expect(await ada.refusal("remove_portal", { portalId })).toMatchObject({ code: "unknown_portal" });
  });

  test("while it is generating cancels, and makes room for another at once", async () => {
    const where = spot();
    const { portalId, operationId } = await begin(ada, where);
    expect(await ada.room.request("remove_portal", { portalId })).toEqual({ ok: true });
    await until(() => view(portalId) === undefined);
    await books.atRest();
    const [row] = await books.client.generation.findMany({ where: { operationId } });
    expect(row?.status).toBe("cancelled");
    const next = await begin(ada, where);
    await until(() => statusOf(next.portalId) === "generating");
    expect(view(portalId)).toBeUndefined();
  });
});

test.each([
  ["told to end", "terminate"],
  ["killed", "kill"],
] as const)("portals are as they were after the server was %s and started again", async (_how, end) => {
  const ready = await makeReady();
  await sandbox.fault("task_fails");
  const failed = await begin(ada, spot());
  await finishOne(failed);
  const generating = await begin(ada, spot());
  const ids = [ready, failed.portalId, generating.portalId];
  const charges = await sandbox.charges();
  const isSettled = ({ pollerId: _, ...portal }: NonNullable<ReturnType<typeof view>>) => portal;
  const before = ids.map((id) => isSettled(view(id) ?? expect.fail("It is gone.")));

  for (const { room } of [ada, bob]) room.reconnection.enabled = false;
  await waygate[end]();
  await waygate.startAgain();
  [ada, bob] = [await joinAs(waygate.url, ada), await joinAs(waygate.url, bob, { name: "Bob" })];
  await pendingOperation(bob, generating.portalId);
  expect(ids.map((id) => isSettled(view(id) ?? expect.fail("It is gone.")))).toEqual(before);
  await finishOne(generating);
  expect([statusOf(generating.portalId), await sandbox.charges()]).toEqual(["ready", charges]);
});
