import { describe, expect, onTestFinished, test } from "vitest";
import { WorldState } from "../../contract/state.ts";
import type { Database } from "../../server/persistence/database.ts";
import { createPortalKeeping } from "../../server/portals/keeping.ts";
import type { PortalRow } from "../../server/portals/portal.ts";
import { createPortalRows, type PortalRows } from "../../server/portals/portal-rows.ts";
import { createShownPortals } from "../../server/portals/shown-portals.ts";
import { createWorldRows } from "../../server/portals/world-rows.ts";
import type { OpenRoom } from "../../server/rooms/feature.ts";
import { createOpenRooms } from "../../server/rooms/open-rooms.ts";
import { askForWorld, type CoreUnderTest, createCoreUnderTest } from "../support/core-under-test.ts";
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
  image: null,
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

/** What one server keeps portals with; whoever else has these rows and this core is another server. */
const keepingWith = (rows: PortalRows, core: CoreUnderTest, database: Database, openRooms = createOpenRooms()) =>
  createPortalKeeping({
    ...core,
    rows,
    worlds: createWorldRows(database, { addReference: async () => {}, dropReference: async () => {} }),
    shown: createShownPortals(openRooms),
    typicalSecondsAtFirst: 300,
    nameOf: async () => "Ada",
  });

/** A core whose provider does not answer: news of its generations change nothing by themselves. */
function waitingCore(): CoreUnderTest {
  const core = createCoreUnderTest();
  const marble = Promise.withResolvers<never>();
  core.script.submit = () => marble.promise;
  onTestFinished(() => {
    marble.reject(new Error("The test is over."));
    return core.stop();
  });
  return core;
}

test("a portal that is removed while news of its generation is on its way does not come back", async () => {
  const fresh = await freshDatabase("sqlite");
  onTestFinished(fresh.remove);
  const rows = createPortalRows(fresh.database);
  const core = waitingCore();
  const hub = emptyHub();
  const openRooms = createOpenRooms();
  openRooms.add(hub);
  const [isRead, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  async function read(id: string): Promise<PortalRow | null> {
    const row = await rows.read(id);
    isRead.resolve();
    await mayGoOn.promise;
    return row;
  }
  const keeping = keepingWith({ ...rows, read }, core, fresh.database, openRooms);
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

describe("on a database that another server works on, too,", () => {
  test("a portal that it settled is not made generating again by news that came up before", async () => {
    const { fresh, rows, core } = await twoServers();
    const generation = await askForWorld(core, "portal:p1");
    await rows.insert({ ...generating("p1", generation.id), pendingOperationId: "no news" });
    const other = keepingWith(rows, core, fresh.database);
    async function writeOutcome(...args: Parameters<PortalRows["writeOutcome"]>): Promise<PortalRow | null> {
      await other.settle({ ...generation, status: "failed", errorCode: "moderated", errorMessage: "No." });
      return rows.writeOutcome(...args);
    }
    await keepingWith({ ...rows, writeOutcome }, core, fresh.database).follow(generation);
    expect(await rows.read("p1")).toMatchObject({ status: "error", errorCode: "moderated", pendingOperationId: null });
  });

  test("a portal that it gave up at its start, while it was ordered for here, is generating with the next news", async () => {
    const { fresh, rows, core } = await twoServers();
    const draft = core.generations.draft({ kind: "world", input: {}, requestedBy: "ada", subject: "portal:p1" });
    await rows.insert(generating("p1", draft.id));
    await keepingWith(rows, core, fresh.database).mendAbandoned();
    expect(await rows.read("p1")).toMatchObject({ status: "error", errorCode: "interrupted" });
    const generation = await core.generations.commit(draft);
    await keepingWith(rows, core, fresh.database).follow(generation);
    expect(await rows.read("p1")).toMatchObject({ status: "generating", errorCode: null, errorMessage: null });
  });

  async function twoServers() {
    const fresh = await freshDatabase("sqlite");
    onTestFinished(fresh.remove);
    return { fresh, rows: createPortalRows(fresh.database), core: waitingCore() };
  }
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
