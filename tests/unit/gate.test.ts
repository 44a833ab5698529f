import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeGate, gateOpensAt, passGate, queueOrder } from "../../server/generation/gate.ts";
import type { GateRow } from "../../server/generation/store.ts";
import { aGeneration, aTime } from "../support/generations.ts";

const limits = { startsPerMinute: 3, startsPerHour: 5 };
const fresh: GateRow = {
  provider: "marble",
  minuteStartedAt: 0,
  minuteStarts: 0,
  hourStartedAt: 0,
  hourStarts: 0,
  notBefore: 0,
  version: 0,
};
const passTimes = (gate: GateRow, times: number, at: number): GateRow =>
  times === 0 ? gate : passTimes(passGate(gate, at), times - 1, at);

describe("the gate", () => {
  test("is open for as many starts as a minute allows, then opens a minute after the first of them", () => {
    const twice = passTimes(fresh, 2, aTime);
    expect(gateOpensAt(twice, limits, aTime)).toBeLessThanOrEqual(aTime);
    const full = passGate(twice, aTime + 1_000);
    expect(gateOpensAt(full, limits, aTime + 1_000)).toBe(aTime + 60_000);
    expect(gateOpensAt(full, limits, aTime + 60_000)).toBeLessThanOrEqual(aTime + 60_000);
  });
  test("holds the hour's limit over the minutes", () => {
    const full = passTimes(passTimes(fresh, 3, aTime), 2, aTime + 60_000);
    expect(gateOpensAt(full, limits, aTime + 120_000)).toBe(aTime + 3_600_000);
  });
  test("stays closed until a throttle is over, and a shorter throttle does not open it earlier", () => {
    const closed = closeGate(closeGate(fresh, aTime + 9_000), aTime + 1_000);
    expect(gateOpensAt(closed, limits, aTime)).toBe(aTime + 9_000);
  });
  test("lets no more through in any of its windows than the limits say, whatever the times", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (gaps) => {
        let gate = fresh;
        let now = aTime;
        const starts: number[] = [];
        for (const gap of gaps) {
          now += gap;
          if (gateOpensAt(gate, limits, now) > now) continue;
          gate = passGate(gate, now);
          starts.push(now);
          const inWindow = (startedAt: number, lengthMs: number) =>
            starts.filter((at) => at >= startedAt && at < startedAt + lengthMs).length;
          expect(inWindow(gate.minuteStartedAt, 60_000)).toBeLessThanOrEqual(limits.startsPerMinute);
          expect(inWindow(gate.hourStartedAt, 3_600_000)).toBeLessThanOrEqual(limits.startsPerHour);
        }
      }),
    );
  });
});

describe("the queue", () => {
  const row = (requestedBy: string, createdAt: number) => aGeneration({ requestedBy, createdAt: aTime + createdAt });
  test("goes round-robin by player, and within a player first come, first served", () => {
    const [a1, a2, a3, b1] = [row("ada", 1), row("ada", 2), row("ada", 3), row("bob", 4)];
    expect(queueOrder([a3, b1, a2, a1], new Map())).toEqual([a1, b1, a2, a3]);
  });
  test("puts who had a turn behind who waits for one", () => {
    const [a2, b1] = [row("ada", 2), row("bob", 4)];
    expect(queueOrder([a2, b1], new Map([["ada", aTime]]))).toEqual([b1, a2]);
  });
  test("holds every waiting row exactly once", () => {
    const rows = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(50)), { maxLength: 40 });
    fc.assert(
      fc.property(rows, (waiting) => {
        const generations = waiting.map(([player, at]) => row(player, at));
        const ids = (list: { id: number }[]) => list.map(({ id }) => id).sort();
        expect(ids(queueOrder(generations, new Map()))).toEqual(ids(generations));
      }),
    );
  });
});
