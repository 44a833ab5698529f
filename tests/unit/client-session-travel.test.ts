import { describe, expect, test, vi } from "vitest";
import { Session } from "../../client/session/session.ts";
import { Travel } from "../../client/session/travel.ts";
import { UnknownWorld } from "../../client/session/world-answer.ts";
import type { WorldAnswer } from "../../contract/routes.ts";
import { type FakeWorld, fakeWorld } from "./client-session-fake-world.ts";

const described = (worldId: string): WorldAnswer => ({
  worldId,
  displayName: `Name of ${worldId}`,
  url: `https://marble.worldlabs.ai/world/${worldId}`,
  caption: null,
  thumbnailUrl: null,
  panoUrl: null,
  colliderUrl: null,
  splatUrls: {},
  metricScaleFactor: null,
  groundPlaneOffset: null,
});

function setUp() {
  const opened: FakeWorld[] = [];
  const told: string[] = [];
  const recorded: [string, string][] = [];
  const open = async (worldId: string) => {
    if (worldId === "nowhere") throw new UnknownWorld(worldId);
    const world = fakeWorld(worldId);
    opened.push(world);
    return world;
  };
  const stage = {
    showHub: vi.fn(async () => undefined),
    showWorld: vi.fn(async (_world: WorldAnswer, _onProgress: unknown, _signal: AbortSignal) => undefined),
    face: vi.fn(),
  };
  const session = new Session({
    enter: open,
    openBeside: open,
    pause: async () => undefined,
    isFinal: (error) => error instanceof UnknownWorld,
    onWorldGone: () => undefined,
  });
  const travel = new Travel({
    session,
    stage,
    describe: async (worldId) => described(worldId),
    record: (place, how) => void recorded.push([place.worldId, how]),
    tell: (sentence) => void told.push(sentence),
  });
  const openedLast = () => opened.at(-1);
  return { session, stage, travel, told, recorded, opened, openedLast };
}

async function inHub() {
  const parts = setUp();
  await parts.travel.enter("hub", []);
  return parts;
}

describe("entering the page", () => {
  test("shows the hub and joins its room", async () => {
    const { travel, session, recorded, told } = await inHub();
    expect(travel.place.value).toEqual({ worldId: "hub", name: "The hub", trail: [] });
    expect(session.status.value.kind).toBe("joined");
    expect(recorded).toEqual([["hub", "replace"]]);
    expect([travel.trip.value, told]).toEqual([null, []]);
  });

  test("shows the hub once, also when it was prepared before", async () => {
    const { travel, stage } = setUp();
    await travel.prepare();
    await travel.enter("hub", []);
    expect(stage.showHub).toHaveBeenCalledTimes(1);
  });

  test("by the address of a world loads that world", async () => {
    const { travel, stage, recorded } = setUp();
    await travel.enter("forest", ["desert"]);
    expect(travel.place.value).toEqual({ worldId: "forest", name: "Name of forest", trail: ["desert"] });
    expect(stage.showWorld).toHaveBeenCalledTimes(1);
    expect(recorded).toEqual([["forest", "replace"]]);
  });

  test("by the address of an unknown world says so and leads to the hub", async () => {
    const { travel, told } = setUp();
    await travel.enter("nowhere", []);
    expect(travel.place.value.worldId).toBe("hub");
    expect(told).toEqual(["There is no world “nowhere” here. You are in the hub now."]);
  });

  test("by the address of a world that cannot be loaded leaves its room again", async () => {
    const { travel, stage, opened, told } = setUp();
    stage.showWorld.mockRejectedValueOnce(new Error("the file is broken"));
    await travel.enter("forest", []);
    expect(travel.place.value.worldId).toBe("hub");
    expect(opened.map(({ worldId, isLeft }) => [worldId, isLeft])).toEqual([
      ["forest", true],
      ["hub", false],
    ]);
    expect(told).toHaveLength(1);
  });
});

describe("going through a portal", () => {
  test("leaves the old room only once the new place is shown", async () => {
    const { travel, stage, opened, session } = await inHub();
    stage.showWorld.mockImplementationOnce(async () => {
      expect(opened[0]?.isLeft).toBe(false);
      expect(session.sessionId.value).toBe("session in hub");
    });
    await travel.to("forest");
    expect(opened[0]?.isLeft).toBe(true);
    expect(session.sessionId.value).toBe("session in forest");
  });

  test("goes into the browser's history, and faces as the server says", async () => {
    const { travel, stage, recorded } = await inHub();
    await travel.to("forest");
    expect(recorded.at(-1)).toEqual(["forest", "push"]);
    expect(stage.face).toHaveBeenLastCalledWith(0);
  });

  test("tells the new room while it loads, and when it has loaded", async () => {
    const { travel, openedLast } = await inHub();
    await travel.to("forest");
    expect(openedLast()?.asked).toEqual([
      ["set_loading", { loading: true }],
      ["set_loading", { loading: false }],
    ]);
  });

  test("that cannot be loaded ends where it began, with a sentence", async () => {
    const { travel, stage, opened, session, told, recorded } = await inHub();
    stage.showWorld.mockRejectedValueOnce(new Error("the file is broken"));
    await travel.to("forest");
    expect(travel.place.value.worldId).toBe("hub");
    expect(session.sessionId.value).toBe("session in hub");
    expect(opened.map(({ isLeft }) => isLeft)).toEqual([false, true]);
    expect(told).toEqual(["The world could not be loaded. Try again in a moment. You are still in the hub."]);
    expect(recorded).toHaveLength(1);
    expect(travel.trip.value).toBeNull();
  });

  test("can be given up: the room is left again and nothing is said", async () => {
    const { travel, stage, openedLast, told } = await inHub();
    stage.showWorld.mockImplementationOnce(
      (_world, _onProgress, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          travel.cancel();
        }),
    );
    await travel.to("forest");
    expect(travel.place.value.worldId).toBe("hub");
    expect(openedLast()?.isLeft).toBe(true);
    expect(told).toEqual([]);
  });

  test("is overtaken by the next trip", async () => {
    const { travel, stage, told } = await inHub();
    let second: Promise<void> | null = null;
    stage.showWorld.mockImplementationOnce(
      (_world, _onProgress, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          second = travel.to("desert");
        }),
    );
    await travel.to("forest");
    expect(travel.trip.value?.to).toBe("desert");
    await second;
    expect(travel.place.value.worldId).toBe("desert");
    expect(told).toEqual([]);
  });

  test("shows how far loading is, under the world's own name", async () => {
    const { travel, stage } = await inHub();
    const shown: unknown[] = [];
    stage.showWorld.mockImplementationOnce(async (_world, onProgress) => {
      if (typeof onProgress === "function") onProgress({ loadedBytes: 1, totalBytes: 4 });
      shown.push(travel.trip.value);
    });
    await travel.to("forest");
    expect(shown).toEqual([
      { to: "forest", name: "Name of forest", progress: { loadedBytes: 1, totalBytes: 4 }, canStay: true },
    ]);
  });
});

describe("the way back", () => {
  test("leads along the worlds one came by, to the hub", async () => {
    const { travel } = await inHub();
    await travel.to("forest");
    await travel.to("desert");
    await travel.back();
    expect(travel.place.value).toMatchObject({ worldId: "forest", trail: ["hub"] });
    await travel.back();
    expect(travel.place.value).toMatchObject({ worldId: "hub", trail: [] });
  });
});

describe("the browser's Back and Forward", () => {
  test("arrive without a new history entry, with the trail of the entry", async () => {
    const { travel, recorded } = await inHub();
    await travel.follow("desert", ["hub", "forest"]);
    expect(travel.place.value).toMatchObject({ worldId: "desert", trail: ["hub", "forest"] });
    expect(recorded.at(-1)).toEqual(["desert", "replace"]);
  });

  test("that lead nowhere put the address of the present place back", async () => {
    const { travel, recorded, told } = await inHub();
    await travel.follow("nowhere", []);
    expect(travel.place.value.worldId).toBe("hub");
    expect(recorded.at(-1)).toEqual(["hub", "replace"]);
    expect(told).toEqual(["There is no world “nowhere” here. You are still in the hub."]);
  });
});
