import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FRAMES_PER_SECOND, HUB_HALF_SIZE, TICK_RATE } from "../../contract/limits.ts";
import { WALK_SPEED } from "../../contract/movement.ts";
import type { Player } from "../../contract/state.ts";
import { isServed } from "../support/books.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

/** Metres that one input may move a player. */
const STEP = WALK_SPEED / TICK_RATE;
/** The first byte of a frame with one input. */
const INPUT = 19;

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

/** As Bob sees Ada. */
function seen(): Player {
  const player = bob.room.state.players.get(ada.room.sessionId);
  return player ?? expect.fail("Ada is not there.");
}
const sendRaw = (player: TestPlayer, ...bytes: number[]) => player.room.connection.send(new Uint8Array(bytes));
/** One input with all its fields, byte by byte: 128, 129 and 130 set the first, second and third one. */
function send({ forward = 0, yaw = 0 }: { forward?: number; yaw?: number }): void {
  const heading = Math.round((yaw / (2 * Math.PI)) * 65_536);
  sendRaw(ada, INPUT, 128, forward, 129, 0, 130, heading & 255, heading >> 8);
}
/** Resolves when everything that was sent before has been taken. */
async function taken(): Promise<void> {
  const yaw = seen().yaw < 3 ? 3.5 : 2.5;
  send({ yaw });
  await until(() => Math.abs(seen().yaw - yaw) < 0.01);
}

describe("walking", () => {
  test("one input is one step, along the heading", async () => {
    await taken();
    const { x, z } = seen();
    for (let nth = 0; nth < 3; nth++) send({ forward: 1, yaw: Math.PI / 2 });
    await taken();
    expect(seen().x - x).toBeCloseTo(3 * STEP, 2);
    expect(seen().z - z).toBeCloseTo(0, 2);
  });

  test("nobody leaves the hub, however long they walk", async () => {
    await until(() => {
      send({ forward: 1 });
      return seen().z >= HUB_HALF_SIZE;
    });
    for (let nth = 0; nth < 5; nth++) send({ forward: 1 });
    await taken();
    expect(seen().z).toBe(HUB_HALF_SIZE);
  });

  test.each([
    ["a stride of 127", [128, 127]],
    ["a stride of -128", [128, 128]],
    ["strides of 127 both ways", [128, 127, 129, 127, 130, 255, 255]],
    ["a heading that is left out", [128, 1, 66]],
    ["a stride that is left out", [64, 65]],
    ["a field that there is not", [128, 1, 131, 9, 9, 9]],
    ["half a heading", [128, 1, 130, 7]],
    ["another structure", [255, 7, 128, 1]],
    ["nothing", []],
    ["noise", [7, 0, 255, 255, 200, 131, 12]],
  ])("an input with %s moves nobody further than a step", async (_what, bytes) => {
    await taken();
    const { x, z } = seen();
    sendRaw(ada, INPUT, ...bytes);
    await taken();
    const now = seen();
    expect(Math.hypot(now.x - x, now.z - z)).toBeLessThanOrEqual(STEP + 0.001);
    expect([now.x, now.y, now.z, now.yaw].every(Number.isFinite)).toBe(true);
  });
});

describe("a frame that no client sends", () => {
  /** Kinds of frames: 13 a message, 17 bytes, 19 and 20 inputs, 21 a request; 128 marks a stamp in front. */
  test.each([
    ["inputs that go backwards", [20, 217, 255]],
    ["inputs without end", [20, 0, 255, 0]],
    ["stamps without number", [20 | 128, 206, 255, 255, 255, 255, 0, 0, 0, 0]],
    ["a request that breaks off", [21]],
    ["a request of a name without end", [21, 1, 219, 255, 255, 255, 255]],
    ["a request with a list without end", [21, 1, 164, 99, 104, 97, 116, 221, 255, 255, 255, 255]],
    ["a request with a map without end", [21, 1, 164, 99, 104, 97, 116, 223, 255, 255, 255, 255]],
    ["a message that breaks off", [13]],
    ["a message that nobody answers", [13, 165, 104, 101, 108, 108, 111]],
    ["a message with the name of a part of every object", [13, 171, ...Buffer.from("constructor"), 192]],
    ["bytes that nobody takes", [17, 161, 120, 1, 2, 3]],
    ["a full state", [14, 1, 2, 3]],
    ["a kind that there is not", [31, 255]],
    ["nothing", []],
  ])("%s: the others stay in their room, and are answered", async (_what, bytes) => {
    ada.room.reconnection.enabled = false;
    sendRaw(ada, ...bytes);
    await isServed(bob);
    const eve = await join(waygate.url, { name: "Eve" });
    expect(eve.room.roomId).toBe(bob.room.roomId);
    await eve.leave();
  });

  test("more frames than anybody needs close the connection they come from, and no other", async () => {
    ada.room.reconnection.enabled = false;
    const closed = Promise.withResolvers<number>();
    ada.room.onLeave((code) => closed.resolve(code));
    for (let nth = 0; nth < FRAMES_PER_SECOND * 10; nth++) send({ forward: 1 });
    expect(await closed.promise).toBe(4002);
    await isServed(bob);
  });

  test("a message larger than any closes the connection it comes from, and no other", async () => {
    ada.room.reconnection.enabled = false;
    const closed = Promise.withResolvers<void>();
    ada.room.onLeave(() => closed.resolve());
    ada.room.send("chat", { text: "x".repeat(70_000) });
    await closed.promise;
    await isServed(bob);
  });
});

test("a message that is sent without waiting for its answer is judged alike, and does not close the connection", async () => {
  ada.room.send("generate_world", { prompt: "", x: Number.NaN });
  ada.room.send("chat", { text: "" });
  ada.room.send("set_name", null);
  ada.room.send("remove_portal", { portalId: "no-such-portal" });
  await isServed(ada);
  expect([seen().name, bob.room.state.portals.size]).toEqual(["Ada", 0]);
});

test("a request that there is not is answered with an error, and does not close the connection", async () => {
  for (const type of ["no_such_request", "constructor", "__proto__", "toString"]) {
    await expect(ada.room.request(type, {})).rejects.toThrow(type);
  }
  await isServed(ada);
});
