import { expect, onTestFinished, test } from "vitest";
import { WorldState } from "../../contract/state.ts";
import { createPortalKeeping } from "../../server/portals/keeping.ts";
import type { PortalRow } from "../../server/portals/portal.ts";
import { createPortalRows } from "../../server/portals/portal-rows.ts";
import { createShownPortals } from "../../server/portals/shown-portals.ts";
import { createWorldRows } from "../../server/portals/world-rows.ts";
import type { OpenRoom } from "../../server/rooms/feature.ts";
import { createOpenRooms } from "../../server/rooms/open-rooms.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { freshDatabase } from "../support/database.ts";
import { aTime } from "../support/generations.ts";

const generating = (id: string, generationId: number): PortalRow => ({
  id,
  worldId: "hub",
  x: 0,
  y: 0,
  z: 0,
  rotationY: 0,
  status: "generating",
  pendingOperationId: null,
  url: null,
  targetWorldId: null,
  generationId,
  prompt: "a forest",
  errorCode: null,
  errorMessage: null,
  createdBy: "ada",
  createdAt: aTime,
  updatedAt: aTime,
});

const emptyHub = (): OpenRoom => ({
  worldId: "hub",
  state: new WorldState(),
  visibleSessions: () => [],
  sessionsOf: () => [],
  send() {},
  broadcast() {},
});

test("a portal that is removed while news of its generation is on its way does not come back", async () => {
  const fresh = await freshDatabase("sqlite");
  onTestFinished(fresh.remove);
  const rows = createPortalRows(fresh.database);
  const core = createCoreUnderTest();
  // As long as Marble has not answered, news of the generation changes nothing in the portal's row.
  const marble = Promise.withResolvers<never>();
  core.script.submit = () => marble.promise;
  onTestFinished(() => {
    marble.reject(new Error("The test is over."));
    return core.stop();
  });
  const hub = emptyHub();
  const openRooms = createOpenRooms();
  openRooms.add(hub);

  const [isRead, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const keeping = createPortalKeeping({
    ...core,
    rows: {
      ...rows,
      async read(id) {
        const row = await rows.read(id);
        isRead.resolve();
        await mayGoOn.promise;
        return row;
      },
    },
    worlds: createWorldRows(fresh.database, { addReference: async () => {}, dropReference: async () => {} }),
    shown: createShownPortals(openRooms),
    typicalSecondsAtFirst: 300,
    nameOf: async () => "Ada",
  });
  const generation = await askForWorld(core, "portal:p1");
  await rows.insert(generating("p1", generation.id));

  const following = keeping.follow(generation);
  await isRead.promise;
  const removing = keeping.remove("p1");
  await core.clock.settle();
  mayGoOn.resolve();
  await Promise.all([following, removing]);
  expect([await rows.read("p1"), hub.state.portals.size]).toEqual([null, 0]);
});

test("a room that could not be shown while the database was away is shown when it is back", async () => {
  const fresh = await freshDatabase("sqlite");
  onTestFinished(fresh.remove);
  const rows = createPortalRows(fresh.database);
  const core = createCoreUnderTest();
  onTestFinished(core.stop);
  const hub = emptyHub();
  const openRooms = createOpenRooms();
  openRooms.add(hub);
  let isAway = true;
  const keeping = createPortalKeeping({
    ...core,
    generations: {
      ...core.generations,
      typicalSeconds: async () => {
        if (isAway) throw new Error("The database is away.");
        return null;
      },
    },
    rows,
    worlds: createWorldRows(fresh.database, { addReference: async () => {}, dropReference: async () => {} }),
    shown: createShownPortals(openRooms),
    typicalSecondsAtFirst: 300,
    nameOf: async () => "Ada",
  });
  await rows.insert(generating("p1", 1));

  await expect(keeping.openRoom(hub)).rejects.toThrow("away");
  isAway = false;
  await keeping.openRoom(hub);
  expect(hub.state.portals.get("p1")).toMatchObject({ typicalSeconds: 300 });
});
