import type { Generation } from "./generation.ts";
import type { GateLimits } from "./provider.ts";
import type { GateRow } from "./store.ts";

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** When the gate lets the next start through, in ms since 1970; not after `now` means it is open. */
export function gateOpensAt(gate: GateRow, limits: GateLimits, now: number): number {
  const { minuteStarts, hourStarts } = current(gate, now);
  return Math.max(
    gate.notBefore,
    minuteStarts >= limits.startsPerMinute ? gate.minuteStartedAt + minuteMs : 0,
    hourStarts >= limits.startsPerHour ? gate.hourStartedAt + hourMs : 0,
  );
}

/** The gate after one start was let through. A window begins with its first start. */
export function passGate(gate: GateRow, now: number): GateRow {
  const { minuteStarts, hourStarts } = current(gate, now);
  return {
    ...gate,
    minuteStartedAt: minuteStarts === 0 ? now : gate.minuteStartedAt,
    minuteStarts: minuteStarts + 1,
    hourStartedAt: hourStarts === 0 ? now : gate.hourStartedAt,
    hourStarts: hourStarts + 1,
  };
}

/** The gate after a start that never left. Its permit is to be had again, unless it was one of a window that is over. */
export function returnPermit(gate: GateRow, startedAt: number): GateRow {
  const { minuteStartedAt, minuteStarts, hourStartedAt, hourStarts } = gate;
  return {
    ...gate,
    minuteStarts: startedAt < minuteStartedAt ? minuteStarts : Math.max(0, minuteStarts - 1),
    hourStarts: startedAt < hourStartedAt ? hourStarts : Math.max(0, hourStarts - 1),
  };
}

export const closeGate = (gate: GateRow, until: number): GateRow => ({
  ...gate,
  notBefore: Math.max(gate.notBefore, until),
});

function current(gate: GateRow, now: number): { minuteStarts: number; hourStarts: number } {
  return {
    minuteStarts: now < gate.minuteStartedAt + minuteMs ? gate.minuteStarts : 0,
    hourStarts: now < gate.hourStartedAt + hourMs ? gate.hourStarts : 0,
  };
}

/**
 * The order in which waiting rows go: round-robin by player, then first come. Who had the last turn longest ago is
 * next, so nobody with a hundred requests makes a neighbour with one wait for them all.
 *
 * @param lastSubmits when each player last had a turn (ms since 1970); absent means never
 */
export function queueOrder(waiting: readonly Generation[], lastSubmits: ReadonlyMap<string, number>): Generation[] {
  const lines = new Map<string, Generation[]>();
  for (const row of [...waiting].sort((a, b) => a.createdAt - b.createdAt || a.id - b.id)) {
    const line = lines.get(row.requestedBy);
    if (line) line.push(row);
    else lines.set(row.requestedBy, [row]);
  }
  const turns = [...lines].flatMap(([playerId, line]) =>
    line.map((row, turn) => ({ row, turn, lastTurnAt: lastSubmits.get(playerId) ?? 0 })),
  );
  turns.sort(
    (a, b) =>
      a.turn - b.turn || a.lastTurnAt - b.lastTurnAt || a.row.createdAt - b.row.createdAt || a.row.id - b.row.id,
  );
  return turns.map(({ row }) => row);
}
