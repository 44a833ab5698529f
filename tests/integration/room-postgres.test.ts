import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../server/persistence/database.ts";
import { type EmptyDatabase, emptyDatabase } from "../support/database.ts";
import { join } from "../support/player.ts";
import { spotsInHub } from "../support/portals.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

/** What only a database shows that takes its time: between two statements, others get their turn. */
let place: EmptyDatabase;
let database: Database;
let waygate: Waygate;
beforeAll(async () => {
  place = await emptyDatabase("postgres");
  waygate = await startWaygate({
    DATABASE_URL: place.url,
    SANDBOX_SPLAT_SCALE: "0.001",
  });
  database = await openDatabase(place.url);
});
afterAll(async () => {
  await waygate.close();
  await database.close();
  await place.remove();
});

test("an id that Postgres cannot keep is an id that there is not", async () => {
  const ada = await join(waygate.url);
  for (const portalId of ["a\u0000b", "\ud800"]) {
    expect(await ada.refusal("remove_portal", { portalId })).toMatchObject({ code: "unknown_portal" });
    await expect(join(waygate.url, { worldId: portalId })).rejects.toMatchObject({ code: 404 });
  }
  await ada.leave();
});

test("all who come back at once after a start stand in the same hub, however long it takes to open", async () => {
  await waygate.terminate();
  const now = new Date();
  const spots = spotsInHub();
  await database.client.portal.createMany({
    data: Array.from({ length: 800 }, () => ({
      id: crypto.randomUUID(),
      worldId: "hub",
      ...spots.next().value,
      status: "ready",
      url: "https://marble.worldlabs.ai/world/somewhere",
      targetWorldId: "somewhere",
      prompt: "a lake",
      createdBy: "somebody",
      createdAt: now,
      updatedAt: now,
    })),
  });
  await waygate.startAgain();
  const players = await Promise.all(Array.from({ length: 20 }, () => join(waygate.url)));
  expect(new Set(players.map(({ room }) => room.roomId)).size).toBe(1);
  expect(players.map(({ room }) => room.state.portals.size)).toEqual(players.map(() => 800));
  await Promise.all(players.map((player) => player.leave()));
});
