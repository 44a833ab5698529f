import { Client } from "colyseus.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { join, type TestPlayer } from "../support/player.ts";
import { begin, finish, shown, spotsInHub } from "../support/portals.ts";
import { runSql } from "../support/sql.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

let waygate: Waygate;
let worldId: string;
beforeAll(async () => {
  waygate = await startWaygate({ POLL_GRANT_MS: "60000", SANDBOX_SPLAT_SCALE: "0.001" });
  const maker = await join(waygate.url);
  const begun = await begin(maker, spotsInHub().next().value);
  await finish(waygate, [maker], begun);
  worldId = shown(maker, begun.portalId)?.targetWorldId ?? "";
  await maker.leave();
});
afterAll(() => waygate.close());

const many = Array.from({ length: 20 }, (_, nth) => `Player ${nth}`);
const leaveAll = (players: readonly TestPlayer[]) => Promise.all(players.map((player) => player.leave()));

test("twenty who join the hub at once stand in the same room", async () => {
  const players = await Promise.all(many.map((name) => join(waygate.url, { name })));
  expect(new Set(players.map(({ room }) => room.roomId)).size).toBe(1);
  for (const { room } of players) await until(() => room.state.players.size === many.length);
  const names = players.map(({ room }) => [...room.state.players.values()].map(({ name }) => name).sort());
  expect(names).toEqual(players.map(() => many.toSorted()));
  await leaveAll(players);
});

test("twenty who go through a portal at once stand in the same room of that world", async () => {
  const players = await Promise.all(many.map((name) => join(waygate.url, { name, worldId })));
  expect(new Set(players.map(({ room }) => room.roomId)).size).toBe(1);
  expect(players[0]?.room.state.worldId).toBe(worldId);
  await leaveAll(players);
});

describe("while a generated world is open, and the hub is not", () => {
  let guest: TestPlayer;
  beforeAll(async () => {
    guest = await join(waygate.url, { worldId });
  });
  afterAll(() => guest.leave());

  test("who joins without saying where lands in the hub", async () => {
    const client = new Client(waygate.url);
    const rooms = [await client.joinOrCreate("world"), await client.joinOrCreate("world", { name: "Bob" })];
    for (const room of rooms) await until(() => room.state.worldId !== undefined);
    expect(rooms.map((room) => room.state.worldId)).toEqual(["hub", "hub"]);
    expect(guest.room.state.players.size).toBe(1);
    await Promise.all(rooms.map((room) => room.leave()));
  });

  test.each([
    ["that there is not", crypto.randomUUID(), 404, /^There is no world ".+" here\.$/],
    ["that is spelled wrongly", "Hub", 404, /^There is no world "Hub" here\.$/],
    ["with an unprintable name", "a\u0000b", 404, /^There is no world/],
    ["of no name", "", 400, /^worldId must not be empty\.$/],
    ["of a very long name", "x".repeat(129), 400, /^worldId must have at most 128 characters\.$/],
    ["that is a number", 5, 400, /^worldId must be text\.$/],
    ["that is nothing", null, 400, /^worldId must be text\.$/],
    ["that is a list", ["hub"], 400, /^worldId must be text\.$/],
  ])("a world %s is refused with a sentence", async (_what, id, code, message) => {
    const joining = new Client(waygate.url).joinOrCreate("world", { worldId: id });
    await expect(joining).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(guest.room.state.players.size).toBe(1);
  });

  test.each(["null", "[]", '"hub"', "5", "{", ""])("joining with the body %j is refused", async (body) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${waygate.url}/matchmake/joinOrCreate/world`, { method: "POST", headers, body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: expect.stringMatching(/object|malformed/) });
  });

  test.each(["create", "join"] as const)("%s is not open to clients", async (method) => {
    await expect(new Client(waygate.url)[method]("world", { worldId })).rejects.toThrow(`invalid method "${method}"`);
  });

  test("joining a room by its id is not open to clients", async () => {
    const joining = new Client(waygate.url).joinById(guest.room.roomId, { worldId: "hub" });
    await expect(joining).rejects.toThrow('invalid method "joinById"');
  });

  test.each([
    ["too long", "x".repeat(33)],
    ["empty", ""],
    ["invisible", "\u202e\u2066"],
    ["a number", 5],
  ])("a name that is %s is refused with a sentence", async (_what, name) => {
    const joining = new Client(waygate.url).joinOrCreate("world", { worldId, name });
    await expect(joining).rejects.toMatchObject({ code: 400, message: expect.stringMatching(/name.*\.$/) });
  });

  test.each([
    ["worlds", "looking for a world", { worldId: crypto.randomUUID() }],
    ["portals", "opening the hub", {}],
  ])(
    "a database without its %s, while %s, is a sentence and no secret, and ends nothing",
    async (table, _what, options) => {
      const url = `file:${waygate.dataDir}/waygate.db`;
      await runSql(url, `ALTER TABLE ${table} RENAME TO elsewhere`);
      await expect(new Client(waygate.url).joinOrCreate("world", options)).rejects.toMatchObject({
        code: 500,
        message: "Something broke here; it has been logged. Try again.",
      });
      await runSql(url, `ALTER TABLE elsewhere RENAME TO ${table}`);
      const players = [await join(waygate.url), await join(waygate.url, { worldId })];
      expect(players[0]?.room.state.portals.size).toBe(1);
      expect(players[1]?.room.roomId).toBe(guest.room.roomId);
      await leaveAll(players);
    },
  );
});
