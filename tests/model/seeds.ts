import type { Move } from "./moves.ts";

/**
 * Runs that found something, as fast-check printed them: the moves, and the seed of what was left to chance. Moves are
 * kept, not fast-check's own seed and path, which mean another run as soon as any move is added or drawn otherwise.
 */
interface KeptRun {
  readonly showed: string;
  readonly seed: number;
  readonly moves: readonly Move[];
}

export const keptRuns: readonly KeptRun[] = [
  {
    showed: "a task that a search finds and a look does not was lost and found without end, with no time passing",
    seed: 0,
    moves: [
      { do: "ask", on: 0, player: "ada", kind: "portrait", isFor: "portal", key: null, takesMs: 1_000 },
      { do: "forget", task: 0, what: "operation" },
    ],
  },
  {
    showed: "the failed first task was taken for the second one, which was paid for and given up",
    seed: 3,
    moves: [
      { do: "ask", on: 0, player: "ada", kind: "portrait", isFor: "portal", key: null, takesMs: 200_000 },
      { do: "fault", call: "submit", fault: "answer_lost", times: 1 },
      { do: "spoil", task: 0, end: "fails_for_now" },
      { do: "wait", ms: 5_000 },
    ],
  },
  {
    showed: "a POST left after its claim had lapsed, for what others were searching for",
    seed: 0,
    moves: [
      { do: "start", on: 1 },
      { do: "kill", on: 0 },
      { do: "database lag", on: 1, ms: 25_000 },
      { do: "ask", on: 1, player: "ada", kind: "world", isFor: "portal", key: null, takesMs: 1_000 },
      { do: "wait", ms: 60_000 },
      { do: "wait", ms: 33_000 },
      { do: "start", on: 0 },
      { do: "wait", ms: 20_000 },
    ],
  },
  {
    showed: "what was settled onto nothing never reached the portal that it was given while the server stopped",
    seed: 0,
    moves: [
      { do: "start", on: 1 },
      { do: "database lag", on: 1, ms: 25_000 },
      { do: "ask", on: 0, player: "ada", kind: "world", isFor: "", key: null, takesMs: 15_001 },
      { do: "wait", ms: 5_000 },
      { do: "assign", on: 1, row: 0 },
      { do: "stop", on: 1 },
      { do: "wait", ms: 17_538 },
      { do: "wait", ms: 57_462 },
    ],
  },
  {
    showed: "a submit that failed beside a failing admission was caught by nobody, which ends a server",
    seed: 0,
    moves: [
      { do: "database", on: 0, fault: "refuses", after: 9, times: 2 },
      { do: "ask", on: 0, player: "ada", kind: "world", isFor: "portal", key: null, takesMs: 1_000 },
    ],
  },
  {
    showed: "what somebody else had made was submitted, and paid for, after it had failed for now",
    seed: 0,
    moves: [
      { do: "connect", on: 0, player: "ada", kind: "world", takesMs: 1_000 },
      { do: "spoil", task: 0, end: "fails_for_now" },
      { do: "wait", ms: 20_000 },
    ],
  },
  {
    showed: "a throttle closed no gate when what met it had been cancelled meanwhile",
    seed: 0,
    moves: [
      { do: "slow", ms: 9_500 },
      { do: "fault", call: "submit", fault: "throttled", times: 1 },
      { do: "ask", on: 0, player: "ada", kind: "world", isFor: "portal", key: null, takesMs: 1_000 },
      { do: "cancel", on: 0, row: 0 },
      { do: "wait", ms: 20_000 },
      { do: "ask", on: 0, player: "ada", kind: "world", isFor: "portal", key: null, takesMs: 200_000 },
    ],
  },
  {
    showed: "a POST left at a gate that had been closed while its file was handed over",
    seed: 0,
    moves: [
      { do: "database lag", on: 0, ms: 25_000 },
      { do: "ask", on: 0, player: "ada", kind: "model", isFor: "portal", key: null, takesMs: 200_000 },
      { do: "fault", call: "submit", fault: "throttled", times: 1 },
      { do: "pause", on: 0 },
      { do: "slow", ms: 30_000 },
      { do: "start", on: 1 },
      { do: "wait", ms: 45_001 },
      { do: "ask", on: 1, player: "ada", kind: "model", isFor: "portal", key: null, takesMs: 20_000 },
      { do: "wait", ms: 20_000 },
    ],
  },
];
