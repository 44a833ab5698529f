import fc from "fast-check";
import type { CrashPoint, Write } from "../../server/generation/crash-points.ts";
import { type DatabaseFault, databaseFaults } from "./database.ts";
import { type Call, callFaults, type Fault } from "./faults.ts";
import type { KindName } from "./process.ts";
import { type Manner, manners } from "./room.ts";
import { type Slot, slots } from "./simulation.ts";

/** Everything that can happen, as plain data: what a failing run prints can be kept as it is. */
export type Move =
  | { do: "ask"; on: Slot; player: string; kind: KindName; isFor: "" | "portal"; key: string | null; takesMs: number }
  | { do: "connect"; on: Slot; player: string; kind: KindName; takesMs: number }
  /** Of one character there is one portrait at a time, whoever asks for it. */
  | { do: "portray"; on: Slot; player: string; character: number; takesMs: number }
  /** A webhook: for what a row's first or second submit sent along, or for what nobody ever sent. */
  | { do: "hint"; on: Slot; row: number; of: "first submit" | "second submit" | "nothing" }
  | { do: "cancel"; on: Slot; row: number }
  | { do: "retry"; on: Slot; row: number; takesMs: number }
  | { do: "assign"; on: Slot; row: number }
  | { do: "wait"; ms: number }
  | { do: "jump"; hours: number }
  | { do: "fault"; call: Call; fault: Fault; times: number }
  | { do: "slow"; ms: number }
  | { do: "provider"; is: "down" | "up" }
  | { do: "forget"; task: number; what: "operation" | "everything" }
  | { do: "expire"; task: number }
  | { do: "spoil"; task: number; end: "fails" | "fails_for_now" }
  | { do: "start" | "kill" | "pause" | "go on" | "stop"; on: Slot }
  | { do: "crash"; on: Slot; at: CrashPoint; nth: number }
  | { do: "database"; on: Slot; fault: DatabaseFault; after: number; times: number }
  | { do: "database lag"; on: Slot; ms: number }
  | { do: "seat"; player: string; manner: Manner }
  | { do: "leave"; player: string };

/** What a run may do without. */
export const optional = [
  ...[
    "connect",
    "portray",
    "hint",
    "cancel",
    "retry",
    "assign",
    "jump",
    "fault",
    "slow",
    "provider",
    "forget",
    "expire",
    "spoil",
  ],
  ...["start", "kill", "pause", "stop", "crash", "database", "database lag", "seat"],
];

const writes: readonly Write[] = [
  ...(["claimed", "gate_opened", "uploaded", "submitted", "lease_lapsed", "searched", "looked"] as const),
  ...(["done_seen", "file_collected", "files_collected", "collect_failed", "cancel", "assigned", "settled"] as const),
  ...(["waited_too_long", "asked"] as const),
];
const crashPoints = writes.flatMap((write): CrashPoint[] => [`before ${write}`, `after ${write}`]);

const is = <Name extends string>(name: Name) => fc.constant(name);
const between = (min: number, max: number) => fc.integer({ min, max });

const on = fc.constantFrom(...slots);
const player = fc.constantFrom("ada", "bob", "cem");
const kind = fc.constantFrom<KindName>("world", "world", "model", "portrait");
/** Which one, of as many as there are. */
const row = fc.nat(11);
const task = fc.nat(11);
const takesMs = fc.oneof(between(1_000, 20_000), between(20_000, 120_000), between(200_000, 1_200_000));
const waitMs = fc.oneof(between(100, 2_000), between(2_000, 20_000), between(20_000, 60_000));

const anyDatabaseFault = fc.constantFrom(...databaseFaults);

const chances: readonly [number, fc.Arbitrary<Move>][] = [
  [
    6,
    fc.record({
      do: is("ask"),
      on,
      player,
      kind,
      isFor: fc.constantFrom("portal", "portal", ""),
      key: fc.constantFrom(null, null, "a", "b"),
      takesMs,
    }),
  ],
  [1, fc.record({ do: is("connect"), on, player, kind, takesMs })],
  [5, fc.record({ do: is("portray"), on, player, character: fc.nat(2), takesMs })],
  [
    4,
    fc.record({
      do: is("hint"),
      on,
      row,
      of: fc.constantFrom("first submit", "first submit", "second submit", "nothing"),
    }),
  ],
  [3, fc.record({ do: is("cancel"), on, row })],
  [3, fc.record({ do: is("retry"), on, row, takesMs })],
  [1, fc.record({ do: is("assign"), on, row })],
  [9, fc.record({ do: is("wait"), ms: waitMs })],
  [1, fc.record({ do: is("jump"), hours: between(1, 26) })],
  [4, fc.tuple(fc.constantFrom(...callFaults), between(1, 4)).map(([at, times]) => ({ do: "fault", ...at, times }))],
  [2, fc.record({ do: is("slow"), ms: fc.constantFrom(0, 300, 3_900, 9_500, 30_000, 70_000, 200_000) })],
  [1, fc.record({ do: is("provider"), is: fc.constantFrom("down", "up") })],
  [1, fc.record({ do: is("forget"), task, what: fc.constantFrom("operation", "everything") })],
  [1, fc.record({ do: is("expire"), task })],
  [2, fc.record({ do: is("spoil"), task, end: fc.constantFrom("fails", "fails_for_now") })],
  [3, fc.record({ do: is("start"), on })],
  [1, fc.record({ do: fc.constantFrom("kill", "stop"), on })],
  [1, fc.record({ do: is("pause"), on })],
  [1, fc.record({ do: is("go on"), on })],
  [3, fc.record({ do: is("crash"), on, at: fc.constantFrom(...crashPoints), nth: between(1, 3) })],
  [3, fc.record({ do: is("database"), on, fault: anyDatabaseFault, after: fc.nat(20), times: between(1, 6) })],
  [1, fc.record({ do: is("database lag"), on, ms: fc.constantFrom(0, 50, 3_000, 25_000) })],
  [2, fc.record({ do: is("seat"), player, manner: fc.constantFrom(...manners) })],
  [1, fc.record({ do: is("leave"), player })],
];

export const anyMove: fc.Arbitrary<Move> = fc.oneof(...chances.map(([weight, arbitrary]) => ({ weight, arbitrary })));
