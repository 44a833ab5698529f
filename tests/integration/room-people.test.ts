import { Client } from "colyseus.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CHAT_MAX, NAME_MAX } from "../../contract/limits.ts";
import { ChatLine } from "../../contract/messages.ts";
import { SessionAnswer } from "../../contract/routes.ts";
import type { WorldState } from "../../contract/state.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

let waygate: Waygate;
let ada: TestPlayer;
let bob: TestPlayer;
beforeAll(async () => {
  waygate = await startWaygate();
});
afterAll(() => waygate.close());
beforeEach(async () => {
  ada = await join(waygate.url);
  bob = await join(waygate.url, { name: "Bob" });
});
afterEach(() => Promise.all([ada, bob].map((player) => player.leave())));

const seenByBob = () => bob.room.state.players.get(ada.room.sessionId);
const linesFor = (player: TestPlayer) =>
  player.received.filter(({ type }) => type === "chat").map(({ message }) => ChatLine.parse(message));

describe("a name", () => {
  test.each([
    ["of one character", "B", "B"],
    ["as long as a name may be", "x".repeat(NAME_MAX), "x".repeat(NAME_MAX)],
    ["with blanks around it", "  Ada Lovelace \n", "Ada Lovelace"],
    ["with characters that would turn what others read", "\u202eadA\u2066\u0007 L\u0000", "adA  L"],
    ["in any script", "Ада 爱达 🦉", "Ада 爱达 🦉"],
  ])("%s is shown to everybody, and kept", async (_what, name, shown) => {
    expect(await ada.room.request("set_name", { name })).toEqual({ ok: true });
    await until(() => seenByBob()?.name === shown);
    const renewed = await fetch(`${waygate.url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${ada.token}` },
      body: "{}",
    });
    expect(SessionAnswer.parse(await renewed.json())).toMatchObject({ playerId: ada.playerId, name: shown });
  });

  test("that one joins with is cleaned in the same way", async () => {
    const room = await new Client(waygate.url).joinOrCreate<WorldState>("world", { name: " \u202eEve\u0000 " });
    await until(() => bob.room.state.players.get(room.sessionId)?.name === "Eve");
    await room.leave();
  });
});

test("everybody sees who is away, and who is loading", async () => {
  for (const state of ["away", "loading"] as const) {
    for (const value of [true, false]) {
      expect(await ada.room.request(`set_${state}`, { [state]: value })).toEqual({ ok: true });
      await until(() => seenByBob()?.[state] === value);
    }
  }
});

describe("a chat line", () => {
  test("reaches everybody in the room, with who said it and when", async () => {
    expect(await ada.room.request("chat", { text: "Good evening." })).toEqual({ ok: true });
    for (const player of [ada, bob]) await until(() => linesFor(player).length === 1);
    expect(linesFor(bob)).toEqual([
      { from: ada.room.sessionId, name: "Ada", text: "Good evening.", at: expect.any(Number) },
    ]);
    expect(linesFor(ada)).toEqual(linesFor(bob));
  });

  test.each([
    ["as long as it may be", "x".repeat(CHAT_MAX), "x".repeat(CHAT_MAX)],
    ["with control characters and bidi overrides", "a\u0000b\u202ec\u200f\nd\u2067", "a b c d"],
    ["with markup", "<b onclick=x>hello</b>", "<b onclick=x>hello</b>"],
  ])("%s arrives clean", async (_what, text, heard) => {
    await ada.room.request("chat", { text });
    await until(() => linesFor(bob).length === 1);
    expect(linesFor(bob)[0]?.text).toBe(heard);
  });
});

describe("a connection that is lost", () => {
  test("leaves the player standing where they are, and whoever comes back in time is the same", async () => {
    await ada.room.request("set_name", { name: "Ada Lovelace" });
    await until(() => seenByBob()?.name === "Ada Lovelace");
    const before = seenByBob()?.toJSON();
    let goneMeanwhile = false;
    bob.room.onStateChange(() => {
      goneMeanwhile ||= seenByBob() === undefined;
    });
    const { sessionId } = ada.room;
    const back = Promise.withResolvers<void>();
    // Colyseus' client would not come back so early in a visit.
    Object.assign(ada.room.reconnection, { minUptime: 0 });
    ada.room.onReconnect(() => back.resolve());
    ada.room.connection.close();
    await back.promise;
    expect([ada.room.sessionId, ada.room.state.players.get(sessionId)?.toJSON()]).toEqual([sessionId, before]);
    await ada.room.request("chat", { text: "I am back." });
    await until(() => linesFor(bob).length === 1);
    expect(linesFor(bob)[0]).toMatchObject({ from: sessionId, name: "Ada Lovelace" });
    expect([goneMeanwhile, seenByBob()?.toJSON()]).toEqual([false, before]);
  });

  test("can be taken up from a page that was loaded anew", async () => {
    const { reconnectionToken, sessionId } = ada.room;
    ada.room.reconnection.enabled = false;
    await ada.room.leave(false);
    const room = await new Client(waygate.url).reconnect<WorldState>(reconnectionToken);
    await until(() => room.state.players?.has(sessionId) === true);
    expect([room.sessionId, room.state.players.get(sessionId)?.playerId]).toEqual([sessionId, ada.playerId]);
    await room.leave();
    await until(() => seenByBob() === undefined);
  });

  test("cannot be taken up by whoever does not hold its token", async () => {
    const { reconnectionToken, sessionId } = ada.room;
    ada.room.reconnection.enabled = false;
    await ada.room.leave(false);
    const [roomId] = reconnectionToken.split(":");
    await expect(new Client(waygate.url).reconnect(`${roomId}:${sessionId}`)).rejects.toThrow();
    await expect(new Client(waygate.url).reconnect(`${roomId}:guessed`)).rejects.toThrow();
    expect(seenByBob()?.playerId).toBe(ada.playerId);
  });
});

test("who leaves is gone for everybody at once", async () => {
  await ada.leave();
  await until(() => seenByBob() === undefined);
  expect([...bob.room.state.players.keys()]).not.toContain(ada.room.sessionId);
});
