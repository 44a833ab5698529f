import { describe, expect, test, vi } from "vitest";
import { Session, type SessionSteps } from "../../client/session/session.ts";
import { UnknownWorld } from "../../client/session/world-answer.ts";
import { type FakeWorld, fakeWorld } from "./client-session-fake-world.ts";

const noControls = { forward: 0, right: 0, yaw: 0.5, pitch: 0 } as const;

function setUp(enter: SessionSteps["enter"] = async (worldId) => fakeWorld(worldId, "again")) {
  const onWorldGone = vi.fn();
  const pauses: number[] = [];
  const session = new Session({
    enter,
    openBeside: async (worldId) => fakeWorld(worldId),
    pause: async (delayMs) => void pauses.push(delayMs),
    isFinal: (error) => error instanceof UnknownWorld,
    onWorldGone,
  });
  const inWorld = (worldId: string): FakeWorld => {
    const world = fakeWorld(worldId);
    session.adopt(world);
    return world;
  };
  return { session, onWorldGone, pauses, inWorld };
}

describe("a session", () => {
  test("is in the world that was adopted last, and leaves the one before", () => {
    const { session, inWorld } = setUp();
    const hub = inWorld("hub");
    const forest = inWorld("forest");
    expect(session.sessionId.value).toBe(forest.sessionId);
    expect(session.status.value).toEqual({ kind: "joined" });
    expect([hub.isLeft, forest.isLeft]).toEqual([true, false]);
  });

  test("says how often the SDK has tried while a dropped socket comes back, and then that all is well", () => {
    const { session, inWorld } = setUp();
    const hub = inWorld("hub");
    hub.setLink({ kind: "down", drops: 2 });
    expect(session.status.value).toEqual({ kind: "reconnecting", attempt: 2 });
    hub.setLink({ kind: "up" });
    expect(session.status.value).toEqual({ kind: "joined" });
  });

  test("rejoins the same world when the room is gone, counting on from the SDK's attempts", async () => {
    let refusals = 2;
    const entered: string[] = [];
    const { session, inWorld, pauses } = setUp(async (worldId) => {
      entered.push(worldId);
      if (refusals-- > 0) throw new TypeError("Failed to fetch");
      return fakeWorld(worldId, "again");
    });
    const forest = inWorld("forest");
    forest.setLink({ kind: "down", drops: 8 });
    forest.setLink({ kind: "gone" });
    expect(session.status.value).toEqual({ kind: "reconnecting", attempt: 9 });
    await vi.waitFor(() => expect(session.status.value).toEqual({ kind: "joined" }));
    expect(entered).toEqual(["forest", "forest", "forest"]);
    expect(pauses).toEqual([1000, 2000, 4000]);
    expect(session.sessionId.value).toBe("again");
  });

  test("tells when the world it was in is no more", async () => {
    const { onWorldGone, inWorld } = setUp(async (worldId) => {
      throw new UnknownWorld(worldId);
    });
    inWorld("forest").setLink({ kind: "gone" });
    await vi.waitFor(() => expect(onWorldGone).toHaveBeenCalledWith("forest", expect.any(UnknownWorld)));
  });

  test("does not bring back a world that the player has left for another one meanwhile", async () => {
    const late = Promise.withResolvers<FakeWorld>();
    const asked = Promise.withResolvers<void>();
    const { session, inWorld } = setUp(() => {
      asked.resolve();
      return late.promise;
    });
    inWorld("forest").setLink({ kind: "gone" });
    await asked.promise;
    const hub = inWorld("hub");
    const forestAgain = fakeWorld("forest", "again");
    late.resolve(forestAgain);
    await vi.waitFor(() => expect(forestAgain.isLeft).toBe(true));
    expect(session.sessionId.value).toBe(hub.sessionId);
  });

  test("entering for the first time goes on until the server answers", async () => {
    let refusals = 3;
    const { session } = setUp(async (worldId) => {
      if (refusals-- > 0) throw new TypeError("Failed to fetch");
      return fakeWorld(worldId);
    });
    const world = await session.enter("hub");
    expect(world?.worldId).toBe("hub");
    expect(session.status.value).toEqual({ kind: "connecting", attempt: 3 });
  });

  test("a request without a world is refused with a sentence", async () => {
    await expect(setUp().session.request("chat", { text: "hi" })).rejects.toThrow(/not in a world/);
  });

  test("stands at the origin until it is somewhere", () => {
    const { session, inWorld } = setUp();
    expect(session.frame(0, noControls).self).toEqual({ x: 0, z: 0, yaw: 0 });
    inWorld("hub");
    expect(session.frame(16, noControls).self).toEqual({ x: 1, z: 2, yaw: 0.5 });
    expect(session.drawn.self).toEqual({ x: 1, z: 2, yaw: 0.5 });
  });
});
