import { type Generation, type GenerationStatus, isEnded } from "../../server/generation/generation.ts";
import type { GenerationStore } from "../../server/generation/store.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

export interface WatchedStore {
  /** The store as one process has it. */
  as(writer: object): GenerationStore;
  /** Every row as it stands, by id. */
  readonly rows: ReadonlyMap<number, Generation>;
  /** Every tag that a generation's submits had. */
  tagsOf(id: number): readonly string[];
  readGate: GenerationStore["readGate"];
}

/** The arrows of design section 3; staying where one is, is none. */
const arrows: Readonly<Record<GenerationStatus, readonly GenerationStatus[]>> = {
  queued: ["submitting", "failed", "cancelled"],
  submitting: ["running", "queued", "failed", "unknown", "cancelled"],
  unknown: ["running", "failed", "cancelled"],
  running: ["collecting", "failed", "queued", "timed_out", "unknown", "cancelled"],
  collecting: ["succeeded", "failed", "cancelled"],
  succeeded: [],
  failed: [],
  cancelled: [],
  timed_out: [],
};

/**
 * The one store of all processes. Every committed change is held against what may change.
 *
 * @param onChange gets each change, and what is wrong with it
 */
export function watchStore(
  now: () => number,
  onChange: (after: Generation, before: Generation | null, wrong: readonly string[]) => void,
): WatchedStore {
  const store = createMemoryGenerationStore();
  const rows = new Map<number, Generation>();
  const tags = new Map<number, Set<string>>();
  const holders = new Map<string, object>();

  function keep(row: Generation, writer: object): void {
    rows.set(row.id, row);
    tags.set(row.id, (tags.get(row.id) ?? new Set()).add(row.submitTag));
    if (row.leaseOwner !== null && !holders.has(row.leaseOwner)) holders.set(row.leaseOwner, writer);
  }

  /** While one process has a row, another one writes of it only what people want: what it found out is out of date. */
  function wrongBy(writer: object, before: Generation, after: Generation): string[] {
    if (before.leaseOwner === null || holders.get(before.leaseOwner) === writer) return [];
    if (after.leaseOwner === before.leaseOwner)
      return changesBySight(before, after) ? ["somebody else wrote of it"] : [];
    const mayTakeOver = (before.leaseUntil ?? 0) <= now() || after.status === "cancelled" || isEnded(before.status);
    return mayTakeOver ? [] : ["its lease was taken away while it held"];
  }

  function watch(after: Generation, writer: object): void {
    const before = rows.get(after.id);
    if (!before) return;
    keep(after, writer);
    onChange(after, before, [...wrongIn(before, after), ...wrongBy(writer, before, after)]);
  }

  return {
    rows,
    tagsOf: (id) => [...(tags.get(id) ?? [])],
    readGate: store.readGate,
    as: (writer) => ({
      ...store,
      async insert(row) {
        const inserted = await store.insert(row);
        if (inserted.created) {
          keep(inserted.row, writer);
          onChange(inserted.row, null, []);
        }
        return inserted;
      },
      async write(id, version, patch) {
        const after = await store.write(id, version, patch);
        if (after) watch(after, writer);
        return after;
      },
      async writeEach(before, patch) {
        const written = await store.writeEach(before, patch);
        for (const after of written) watch(after, writer);
        return written;
      },
    }),
  };
}

const changesBySight = (before: Generation, after: Generation): boolean =>
  after.status !== before.status || after.observedAt !== before.observedAt || after.output !== before.output;

function wrongIn(before: Generation, after: Generation): string[] {
  const wrong: string[] = [];
  const hold = (isRight: boolean, what: string): void => {
    if (!isRight) wrong.push(what);
  };
  hold(after.version === before.version + 1, `its version went from ${before.version} to ${after.version}`);
  hold(
    after.submitTag === before.submitTag || (before.status === "running" && after.status === "queued"),
    "its tag changed",
  );
  hold(
    after.status === before.status || arrows[before.status].includes(after.status),
    `it went from ${before.status} to ${after.status}`,
  );
  hold(before.endedAt === null || after.endedAt === before.endedAt, "it ended a second time");
  hold((after.endedAt !== null) === isEnded(after.status), "its end and its status disagree");
  hold(before.settledAt === null || after.settledAt === before.settledAt, "it was settled a second time");
  hold(after.settledAt === null || isEnded(after.status), "it was settled before it ended");
  hold(!before.cancelRequested || after.cancelRequested, "a cancel was forgotten");
  hold(
    !after.cancelRequested || !isEnded(after.status) || after.status === "cancelled",
    `a cancel was remembered, and it ended ${after.status}`,
  );
  hold(after.attempts === before.attempts || after.status === "submitting", "a POST was counted that was none");
  hold(
    after.status !== "succeeded" || after.output?.files.every((file) => file.hash !== null || !file.required) === true,
    "it succeeded without its files",
  );
  return wrong;
}
