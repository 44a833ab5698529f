import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { electPoller } from "../../contract/election.ts";
import { worldUrl } from "../../contract/marble-url.ts";
import { roomAnswers } from "../../contract/messages.ts";
import { type Books, isServed, openBooks } from "../support/books.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { asked, look, lookUntilDone, pollsOf, report } from "../support/poller.ts";
import { begin, shown, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

type Begun = Awaited<ReturnType<typeof begin>>;

const spots = spotsInHub();
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let books: Books;
let ada: TestPlayer;
let bob: TestPlayer;
beforeAll(async () => {
  // A window is longer than a test may take: what happens here is what a player did, and never that time ran out.
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

const everybody = () => [ada, bob];
const beginOne = () => begin(ada, spots.next().value);
const rowOf = ({ operationId }: Begun) => books.client.generation.findFirstOrThrow({ where: { operationId } });
const portalRow = ({ portalId }: Begun) => books.client.portal.findUniqueOrThrow({ where: { id: portalId } });
/** Done in the eyes of the server, with files that are ours; only the report is missing. */
async function doneButForTheReport(begun: Begun) {
  await sandbox.advance(WORLD_MS);
  const done = await lookUntilDone(waygate.url, everybody(), begun);
  await until(async () => (await rowOf(begun)).status === "succeeded");
  // Whatever would follow from that alone has by the second patch.
  for (let patch = 0; patch < 2; patch++) await isServed(ada);
  return done;
}
const other = (player: TestPlayer) => (player === ada ? bob : ada);
const portalOf = (player: TestPlayer, { portalId }: Begun) => shown(player, portalId);

describe("a report", () => {
  test("turns the portal at once for everybody, with /world/ although Marble said /worlds/", async () => {
    const begun = await beginOne();
    const { poller, operation } = await doneButForTheReport(begun);
    const { providerRef } = await rowOf(begun);
    expect(operation.response?.world_marble_url).toBe(`https://marble.worldlabs.ai/worlds/${providerRef}`);
    expect([portalOf(ada, begun)?.status, (await portalRow(begun)).status]).toEqual(["generating", "generating"]);

    await report(poller, begun.portalId, operation);
    for (const player of everybody()) {
      await until(() => portalOf(player, begun)?.status === "ready");
      expect(portalOf(player, begun)?.toJSON()).toMatchObject({
        url: worldUrl(providerRef ?? ""),
        targetWorldId: providerRef,
        pendingOperationId: "",
        pollerId: "",
        errorCode: "",
      });
    }
    expect(await portalRow(begun)).toMatchObject({ status: "ready", url: worldUrl(providerRef ?? "") });
  });

  test("is accepted a second time, with the address as Marble said it too, and changes nothing more", async () => {
    const begun = await beginOne();
    const { poller, operation } = await doneButForTheReport(begun);
    await report(poller, begun.portalId, operation);
    await until(() => portalOf(ada, begun)?.status === "ready");
    await books.atRest();
    const before = { row: await portalRow(begun), shown: portalOf(ada, begun)?.toJSON() };
    await report(poller, begun.portalId, operation);
    const asMarbleSaidIt = { portalId: begun.portalId, status: "ready", url: operation.response?.world_marble_url };
    const again = await poller.room.request("update_portal", asMarbleSaidIt);
    expect(roomAnswers.update_portal.parse(again)).toEqual({ accepted: true });
    expect({ row: await portalRow(begun), shown: portalOf(ada, begun)?.toJSON() }).toEqual(before);
  });

  test("of an operation's error is accepted, and the portal says what Marble said, not what the poller says", async () => {
    await sandbox.fault("moderated");
    const begun = await beginOne();
    await sandbox.advance(WORLD_MS);
    const { poller, operation } = await lookUntilDone(waygate.url, everybody(), begun);
    expect(operation.error?.message).toBe("Content policy violation");
    const lie = { portalId: begun.portalId, status: "error", message: "Everybody should pay me." };
    expect(await poller.room.request("update_portal", lie)).toEqual({ accepted: true });
    await until(() => portalOf(bob, begun)?.status === "error");
    expect(portalOf(bob, begun)?.toJSON()).toMatchObject({
      errorCode: "moderated",
      errorMessage: expect.stringContaining("Content policy violation"),
      pendingOperationId: "",
      url: "",
    });
    expect(portalOf(bob, begun)?.errorMessage).not.toContain("pay me");
    expect(await portalRow(begun)).toMatchObject({
      status: "error",
      errorMessage: expect.stringContaining("Content policy violation"),
    });
    expect((await sandbox.charges()).find(({ operationId }) => operationId === begun.operationId)?.refunded).toBe(true);
  });

  test("comes in vain before the operation is done, and the next look is asked for as if nothing had been", async () => {
    const begun = await beginOne();
    const first = await asked(everybody(), begun);
    expect(await look(waygate.url, first.poll)).toMatchObject({ done: false });
    const early = { portalId: begun.portalId, status: "ready", url: worldUrl((await rowOf(begun)).providerRef ?? "") };
    expect(await first.poller.refusal("update_portal", early)).toMatchObject({ code: "not_done" });
    const second = await asked(everybody(), begun, new Set([first.poll.grant]));
    expect(second.poll.operationId).toBe(begun.operationId);
  });
});

describe("the designated poller", () => {
  const pollerId = (player: TestPlayer, begun: Begun) => portalOf(player, begun)?.pollerId;

  test("is one of the players, is shown to all, and is the only one who is asked", async () => {
    const begun = await beginOne();
    const { poller, poll } = await asked(everybody(), begun);
    expect(poll).toEqual({ ...begun, grant: expect.stringMatching(/^[0-9a-f-]{36}$/), deadlineMs: 60_000 });
    for (const player of everybody()) {
      await until(() => pollerId(player, begun) === poller.room.sessionId);
    }
    expect(pollsOf(other(poller), begun.portalId)).toEqual([]);
  });

  test("stays whoever was asked, though somebody comes whose turn it would be", async () => {
    const begun = await beginOne();
    const { poller } = await asked(everybody(), begun);
    const sessions = () => [...ada.room.state.players.keys()];
    const newcomers: TestPlayer[] = [];
    while (electPoller(begun.portalId, sessions()) === poller.room.sessionId) {
      const newcomer = await join(waygate.url, { name: "Cleo" });
      newcomers.push(newcomer);
      await until(() => sessions().includes(newcomer.room.sessionId));
    }
    await isServed(ada);
    expect(pollerId(ada, begun)).toBe(poller.room.sessionId);
    await poller.leave();
    const left = other(poller);
    await until(() => !left.room.state.players.has(poller.room.sessionId));
    const next = electPoller(begun.portalId, left.room.state.players.keys());
    await until(() => pollerId(left, begun) === next);
    await Promise.all(newcomers.map((player) => player.leave()));
  });

  test.each([
    ["leaves", (player: TestPlayer) => player.leave()],
    [
      "drops",
      async ({ room }: TestPlayer) => {
        room.reconnection.enabled = false;
        await room.leave(false);
      },
    ],
  ])("is the other one as soon as the first %s", async (_how, go) => {
    const begun = await beginOne();
    const first = await asked(everybody(), begun);
    const left = other(first.poller);
    await go(first.poller);
    const { poll } = await asked([left], begun);
    await until(() => pollerId(left, begun) === left.room.sessionId);
    await sandbox.advance(WORLD_MS);
    await report(left, begun.portalId, await look(waygate.url, poll));
    await until(() => portalOf(left, begun)?.status === "ready");
  });

  test("may leave without reporting what it saw: nothing waits for it", async () => {
    const begun = await beginOne();
    const { poller } = await doneButForTheReport(begun);
    await poller.leave();
    await until(() => portalOf(other(poller), begun)?.status === "ready");
  });

  test("is nobody when everybody has left, and the portal becomes ready by itself", async () => {
    const begun = await beginOne();
    await asked(everybody(), begun);
    await sandbox.advance(WORLD_MS);
    await Promise.all(everybody().map((player) => player.leave()));
    await until(async () => (await portalRow(begun)).status === "ready");
    ada = await join(waygate.url);
    expect(portalOf(ada, begun)?.toJSON()).toMatchObject({ status: "ready", pollerId: "" });
  });

  test("is nobody who hides their tab", async () => {
    const begun = await beginOne();
    await asked(everybody(), begun);
    await Promise.all(everybody().map((player) => player.room.request("set_away", { away: true })));
    const next = await begin(bob, spots.next().value);
    await sandbox.advance(WORLD_MS);
    await until(() => portalOf(bob, next)?.status === "ready");
    expect(everybody().flatMap((player) => pollsOf(player, next.portalId))).toEqual([]);
  });
});
