import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PollPortal } from "../../contract/messages.ts";
import { createDesignatedPolling } from "../../server/portals/designated-polling.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { createManualClock } from "../support/manual-clock.ts";

const second = 1_000;
/** The bound of design section 4, under any churn. */
const longestGapMs = 25 * second;

/** How a player behaves when asked to look. */
type Manner = "prompt" | "slow" | "silent" | "hidden";

/** A room whose players come and go, and answer or do not. */
function createRoom() {
  const clock = createManualClock();
  const players = new Map<string, Manner>();
  const pollers: string[] = [];
  const asked: { sessionId: string; at: number }[] = [];
  const polling = createDesignatedPolling({
    clock,
    grantMs: 4 * second,
    roomOf: () => ({
      eligible: () => [...players].filter(([, manner]) => manner !== "hidden").map(([id]) => id),
      poll(sessionId, request) {
        asked.push({ sessionId, at: clock.now() });
        answer(sessionId, request);
      },
      showPoller: (_portalId, sessionId) => void pollers.push(sessionId),
    }),
  });
  function answer(sessionId: string, { grant, operationId }: PollPortal): void {
    const manner = players.get(sessionId);
    const redeem = () => void polling.redeem(grant, operationId)?.catch(failed);
    if (manner === "prompt") redeem();
    if (manner === "slow") clock.after(3_900, redeem);
  }
  const failed = (error: unknown) => {
    throw error;
  };
  return {
    clock,
    players,
    polling,
    asked,
    poller: () => pollers.at(-1) ?? "",
    join(id: string, manner: Manner) {
      players.set(id, manner);
      polling.electAgain(["p1"]);
    },
    drop(id: string) {
      players.delete(id);
      polling.onDrop(id);
      polling.electAgain(["p1"]);
    },
  };
}

async function runningWorld(room: ReturnType<typeof createRoom>) {
  const core = createCoreUnderTest({ clock: room.clock, delegate: room.polling });
  await askForWorld(core);
  await core.clock.settle();
  const startedAt = core.clock.now();
  const gaps = () => {
    const times = [startedAt, ...core.calls.looks, core.clock.now()];
    return times.slice(1).map((at, index) => at - (times[index] ?? at));
  };
  return { ...core, gaps };
}

describe("the time between looks", () => {
  const manner = fc.constantFrom<Manner>("prompt", "slow", "silent", "hidden");
  const moment = fc.record({ joins: fc.boolean(), manner, leaverIndex: fc.nat(20) });

  test("is at most 25 s with a join or leave every second, half the tabs hidden, silent clients, empty rooms", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 120, maxLength: 120 }), async (moments) => {
        const room = createRoom();
        const core = await runningWorld(room);
        let joined = 0;
        for (const { joins, manner, leaverIndex } of moments) {
          const leaver = [...room.players.keys()][leaverIndex];
          if (joins) room.join(`s${joined++}`, manner);
          else if (leaver !== undefined) room.drop(leaver);
          await core.clock.advance(second);
        }
        expect(core.troubles).toEqual([]);
        expect(core.calls.looks.length).toBeGreaterThanOrEqual(4);
        expect(Math.max(...core.gaps())).toBeLessThanOrEqual(longestGapMs);
        await core.stop();
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["nobody is there", [], 15 * second],
    ["every tab is hidden", ["hidden", "hidden"], 15 * second],
    ["everybody is silent", ["silent", "silent", "silent"], 23 * second],
    ["everybody is slow", ["slow", "slow"], 15 * second + 3_900],
  ] as [string, Manner[], number][])("is bounded when %s", async (_name, manners, boundMs) => {
    const room = createRoom();
    for (const [index, manner] of manners.entries()) room.join(`s${index}`, manner);
    const core = await runningWorld(room);
    await core.clock.advance(5 * 60 * second);
    expect(Math.max(...core.gaps())).toBeLessThanOrEqual(boundMs);
    await core.stop();
  });

  test("is not lengthened by an answer that takes nine seconds", async () => {
    const room = createRoom();
    const core = await runningWorld(room);
    core.script.look = () =>
      new Promise((resolve) => {
        const observation = { type: "pending", progress: -1, providerRef: null, observed: {} } as const;
        core.clock.after(9 * second, () => resolve(observation));
      });
    await core.clock.advance(2 * 60 * second);
    expect(Math.max(...core.gaps())).toBeLessThanOrEqual(15 * second);
    await core.stop();
  });
});

describe("who looks", () => {
  test("a silent client is passed over for a minute, and the next in line is asked", async () => {
    const room = createRoom();
    room.join("quiet", "silent");
    const core = await runningWorld(room);
    await core.clock.advance(15 * second);
    expect(room.asked.map(({ sessionId }) => sessionId)).toEqual(["quiet"]);
    room.join("ada", "prompt");
    await core.clock.advance(45 * second);
    expect(room.asked.slice(1).every(({ sessionId }) => sessionId === "ada")).toBe(true);
    await core.stop();
  });

  test("when the holder of a grant drops, the next in line is asked at once", async () => {
    const room = createRoom();
    room.join("a", "silent");
    room.join("b", "silent");
    const core = await runningWorld(room);
    await core.clock.advance(15 * second);
    const first = room.asked[0];
    expect(room.poller()).toBe(first?.sessionId);
    room.drop(first?.sessionId ?? "");
    await core.clock.settle();
    expect(room.asked[1]).toEqual({ sessionId: first?.sessionId === "a" ? "b" : "a", at: first?.at });
    await core.stop();
  });

  test("a join does not take an open grant away", async () => {
    const room = createRoom();
    room.join("a", "silent");
    const core = await runningWorld(room);
    await core.clock.advance(15 * second);
    for (const id of ["b", "c", "d", "e"]) room.join(id, "prompt");
    expect(room.poller()).toBe("a");
    await core.stop();
  });

  test("nobody is shown when nobody is eligible", async () => {
    const room = createRoom();
    room.join("a", "prompt");
    room.drop("a");
    expect(room.poller()).toBe("");
  });
});

describe("the report window", () => {
  const done = {
    type: "done",
    output: { facts: {}, files: [] },
    providerRef: "w1",
    observed: { done: true },
  } as const;

  async function doneUnderGrant(manner: Manner) {
    const room = createRoom();
    room.join("a", manner);
    const settledAt: number[] = [];
    const core = createCoreUnderTest({
      clock: room.clock,
      delegate: room.polling,
      async settle({ id }) {
        await room.polling.reportWindowClosed(id);
        settledAt.push(room.clock.now());
      },
    });
    core.script.look = async () => done;
    const { id } = await askForWorld(core);
    await core.clock.settle();
    const startedAt = core.clock.now();
    return { room, core, id, settledAt, dueAt: startedAt + 15 * second };
  }

  test("holds a done portal back for the report, and no longer than the window", async () => {
    const { core, settledAt, dueAt } = await doneUnderGrant("prompt");
    await core.clock.advance(60 * second);
    expect(settledAt).toEqual([dueAt + 4 * second]);
  });
  test("closes with the report", async () => {
    const { room, core, id, settledAt, dueAt } = await doneUnderGrant("prompt");
    await core.clock.advance(16 * second);
    expect(settledAt).toEqual([]);
    room.polling.onReported(id);
    await core.clock.settle();
    expect(settledAt).toEqual([dueAt + second]);
  });
  test("closes when the client that looked is gone", async () => {
    const { room, core, settledAt, dueAt } = await doneUnderGrant("prompt");
    await core.clock.advance(16 * second);
    room.drop("a");
    await core.clock.settle();
    expect(settledAt).toEqual([dueAt + second]);
  });
  test("does not open when the server looked by itself", async () => {
    const { core, settledAt, dueAt } = await doneUnderGrant("hidden");
    await core.clock.advance(60 * second);
    expect(settledAt).toEqual([dueAt]);
  });
  test("a grant is one look, however often it is shown", async () => {
    const room = createRoom();
    const core = createCoreUnderTest({ clock: room.clock, delegate: room.polling });
    const requests: PollPortal[] = [];
    const polling = createDesignatedPolling({
      clock: room.clock,
      grantMs: 4 * second,
      roomOf: () => ({ eligible: () => ["a"], poll: (_id, request) => void requests.push(request), showPoller() {} }),
    });
    let looks = 0;
    const row = await askForWorld(core);
    const offered = polling.offer({ ...row, operationId: "op" }, async () => {
      looks += 1;
      return { type: "pending", progress: -1, providerRef: null, observed: {} };
    });
    const redeem = () => polling.redeem(requests[0]?.grant ?? "", "op");
    await Promise.all([redeem(), redeem(), redeem()]);
    await offered;
    expect(looks).toBe(1);
    expect(polling.redeem(requests[0]?.grant ?? "", "another-operation")).toBeUndefined();
    expect(polling.redeem("made-up", "op")).toBeUndefined();
    await room.clock.advance(5 * second);
    expect(redeem()).toBeUndefined();
    await core.stop();
  });
});
