/** What is to be found of what somebody asked for, once the next process is through with it. */
export type Outcome =
  /** It is there: behind its portal, or on its pedestal. */
  | "made"
  /** Nothing was begun. A portal that waits for it says so, and what to do. */
  | "never asked"
  /** Nobody can know whether the POST left: it is searched for, and not sent again. */
  | "searched for"
  | "cancelled";

export interface CrashPlace {
  readonly at: string;
  readonly what: string;
  readonly outcome: Outcome;
}

/** Where the matrix ends the process, in the order of a generation's life. */
export const everyPlace: readonly CrashPlace[] = [
  { at: "before asked", what: "the portal's row, and not yet the generation's", outcome: "never asked" },
  { at: "after asked", what: "the rows, and nobody answered yet", outcome: "made" },
  { at: "before gate_opened", what: "the gate's permit is spent", outcome: "made" },
  { at: "after gate_opened", what: "before the POST", outcome: "searched for" },
  { at: "before submitted", what: "after the POST, before the operation id", outcome: "made" },
  { at: "after submitted", what: "after the operation id", outcome: "made" },
  { at: "before cancel", what: "a cancel that nobody wrote down", outcome: "made" },
  { at: "after cancel", what: "a cancel that nobody answered", outcome: "cancelled" },
  { at: "after claimed", what: "a look that was never asked", outcome: "made" },
  { at: "before looked", what: "a look whose answer was not written", outcome: "made" },
  { at: "before done_seen", what: "`done` was seen, and not written", outcome: "made" },
  { at: "after done_seen", what: "`done` is written", outcome: "made" },
  { at: "before file_collected", what: "a file is ours, and its row does not know", outcome: "made" },
  { at: "after file_collected", what: "between files", outcome: "made" },
  { at: "before files_collected", what: "before `succeeded`", outcome: "made" },
  { at: "after files_collected", what: "before settling", outcome: "made" },
  { at: "before settled", what: "after settling, before its mark", outcome: "made" },
  { at: "after settled", what: "before announcing", outcome: "made" },
];

/** The places of every kind, with what this one has instead or beside them. */
export function placesOf(own: readonly CrashPlace[]): readonly CrashPlace[] {
  const ownAt = new Map(own.map((place) => [place.at, place]));
  const known = new Set(everyPlace.map(({ at }) => at));
  return [...everyPlace.map((place) => ownAt.get(place.at) ?? place), ...own.filter(({ at }) => !known.has(at))];
}
