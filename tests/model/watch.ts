import type { Generation } from "../../server/generation/generation.ts";
import type { Clock } from "../../server/generation/ports.ts";
import type { Outside } from "./outside.ts";
import { leaseMs, type Witness } from "./process.ts";
import type { WatchedStore } from "./watched-store.ts";

/** The bound of design section 4, under any churn. */
const longestGapMs = 25_000;

export interface Watch {
  readonly witness: Witness;
  changed(after: Generation, before: Generation | null, wrong: readonly string[]): void;
  /** Sentences: what was seen that must not be. */
  readonly wrong: readonly string[];
  /** What was reached, for telling whether the simulation shows anything at all. */
  readonly seen: ReadonlySet<string>;
  /** Every running generation was looked at lately enough. */
  checkLooks(): void;
  isSettledOnto(row: Generation): boolean;
}

/** Sees everything that leaves a process or is committed, and writes down what must not be. */
export function startWatch(parts: {
  readonly clock: Clock;
  readonly store: WatchedStore;
  readonly outside: Outside;
  /** Whether any process runs that takes on work. */
  readonly isServed: () => boolean;
}): Watch {
  const { clock, store, outside, isServed } = parts;
  const wrong: string[] = [];
  const seen = new Set<string>();
  const lastLookAt = new Map<number, number>();
  const results = new Map<string, string>();
  const announced = new Set<number>();
  const connected = new Set<number>();
  const throttles: { provider: string; at: number; until: number }[] = [];
  let disturbedAt = clock.now();

  function checkGap(row: Generation): void {
    const since = Math.max(lastLookAt.get(row.id) ?? 0, disturbedAt + leaseMs);
    const gapMs = clock.now() - since;
    if (gapMs > longestGapMs) wrong.push(`Generation ${row.id} was not looked at for ${gapMs} ms.`);
  }

  const witness: Witness = {
    posting(row, process) {
      const now = clock.now();
      const stored = store.rows.get(row.id);
      if (stored?.status !== "submitting" || stored.attempts !== row.attempts) {
        wrong.push(`A POST left for generation ${row.id}, which was ${stored?.status}, attempt ${stored?.attempts}.`);
      }
      if (connected.has(row.id)) wrong.push(`A POST left for generation ${row.id}, which somebody else had made.`);
      const closed = throttles.some(
        ({ provider, at, until }) => provider === row.provider && disturbedAt < at && at < now && now < until,
      );
      if (closed && process.connection.isWell()) wrong.push(`A POST left for generation ${row.id} at a closed gate.`);
    },
    throttled(row, until, process) {
      const isHolder = store.rows.get(row.id)?.leaseOwner === row.leaseOwner;
      if (isHolder && process.connection.isWell()) throttles.push({ provider: row.provider, at: clock.now(), until });
    },
    looking(row) {
      if (row.status !== "running") return;
      checkGap(row);
      lastLookAt.set(row.id, clock.now());
    },
    settling(row) {
      const result = `${row.status} ${row.output?.files.map(({ hash }) => hash).join()}`;
      const key = `${row.id} on ${row.subject}`;
      if (row.endedAt === null) wrong.push(`Generation ${row.id} was settled while it was ${row.status}.`);
      if ((results.get(key) ?? result) !== result) {
        wrong.push(`Generation ${key} was settled as ${results.get(key)}, and then as ${result}.`);
      }
      results.set(key, result);
    },
    announced(row) {
      if (announced.has(row.id)) wrong.push(`Generation ${row.id} was announced twice.`);
      announced.add(row.id);
      const stored = store.rows.get(row.id);
      if (stored?.settledAt == null || stored.status !== row.status) {
        wrong.push(`Generation ${row.id} was announced as ${row.status}, and is ${stored?.status}, unsettled.`);
      }
    },
    crashed: () => void seen.add("crashed"),
    reached: (what) => void seen.add(what),
    disturbed() {
      disturbedAt = clock.now();
    },
    spinning: (row) => void wrong.push(`Generation ${row.id} was asked about without end, with no time passing.`),
    broken: (sentence) => void wrong.push(sentence),
  };

  /** A neighbour's task is not ours; what somebody connected is somebody's. */
  function isOurs(row: Generation): boolean {
    if (connected.has(row.id)) return true;
    const named = outside.ledger.tasks.filter(
      ({ operationId, workId }) => operationId === row.operationId || workId === row.providerRef,
    );
    return named.every(({ tag }) => tag === row.submitTag);
  }

  return {
    witness,
    wrong,
    seen,
    changed(after, before, wrongInRow) {
      seen.add(before === null || before.status === after.status ? after.status : `${before.status} → ${after.status}`);
      if (after.adopted) seen.add("adopted");
      if (before === null && after.adopted && after.attempts === 0) connected.add(after.id);
      if (before?.status !== "running") lastLookAt.set(after.id, clock.now());
      for (const what of wrongInRow) wrong.push(`Generation ${after.id}: ${what}.`);
      if (!isOurs(after)) wrong.push(`Generation ${after.id} took a task over that is not its own.`);
    },
    checkLooks() {
      if (!isServed()) return;
      for (const row of store.rows.values()) if (row.status === "running") checkGap(row);
    },
    isSettledOnto: (row) => results.get(`${row.id} on ${row.subject}`)?.startsWith(`${row.status} `) === true,
  };
}
