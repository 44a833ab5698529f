import { Refused } from "../refused.ts";
import { type Core, kindOf } from "./core.ts";
import { startDueClock } from "./due-clock.ts";
import { bringAbout } from "./effects.ts";
import { type Generation, isEnded, type Json } from "./generation.ts";
import type { Kind } from "./kind.ts";
import { newGeneration } from "./new-generation.ts";
import type { Budget, Clock, Files, Journal } from "./ports.ts";
import { type Found, stillToBeHad } from "./retrying.ts";
import type { GenerationFilter, GenerationStore } from "./store.ts";
import { createUntold } from "./untold.ts";

export interface Order {
  readonly kind: string;
  readonly input: Json;
  readonly requestedBy: string;
  readonly subject: string;
  readonly jobId?: string;
  readonly activeKey?: string;
}

interface GenerationListener {
  /** After every committed change, in this process. */
  changed(after: Generation, before: Generation | null): void;
  /** The waiting rows' places, 1 for who goes next; called when any place changed. */
  queueMoved(places: ReadonlyMap<number, number>): void;
}

export interface GenerationsParts {
  readonly store: GenerationStore;
  readonly clock: Clock;
  readonly files: Files;
  readonly journal: Journal;
  readonly budget: Budget;
  /** In ms. */
  readonly leaseMs: number;
  readonly passing?: Core["passing"];
}

/** The core's public face: what doors and features may do with generations. */
export interface Generations {
  /** Says what a kind is; before `start`. */
  declare(kind: Kind): void;
  /** Throws `Refused` (`over_budget`) before anything is written. */
  checkBudget(playerId: string, kind: string): Promise<void>;
  /**
   * A row that is not committed yet: its id may be written elsewhere first. With `found` it is not asked for anew but
   * takes over a task that is at the provider already.
   */
  draft(order: Order, found?: Found): Generation;
  /** Commits a draft. Returns the row that holds its key already, if there is one. */
  commit(draft: Generation): Promise<Generation>;
  /**
   * The draft that repeats an ended generation; adopts its result instead of paying again where there still is one.
   * While one retry of it goes on, or its kind's key is taken, committing another returns the first.
   */
  draftRetry(ended: Generation): Promise<Generation>;
  cancel(row: Generation): Promise<Generation>;
  /** Has the provider asked about it now, and not when that is due. Nothing happens to what is not there, or has ended. */
  hint(id: number): Promise<void>;
  /** Says what a generation is for; an ended one is then settled onto it. */
  assign(row: Generation, subject: string): Promise<Generation>;
  read(id: number): Promise<Generation | null>;
  /** Several kinds may have one of the same job id: then the newest, where no kind is said. */
  findByJob(requestedBy: string, jobId: string, kind?: string): Promise<Generation | null>;
  findByOperation(provider: string, operationId: string): Promise<Generation | null>;
  list(filter: GenerationFilter): Promise<Generation[]>;
  /** Which of a player's generations were retried. */
  retried(requestedBy: string, ids: readonly number[]): Promise<Set<number>>;
  /** Median seconds from acceptance to end of the newest successes of a kind, or null while there are none. */
  typicalSeconds(kind: string): Promise<number | null>;
  placeInQueue(id: number): number;
  listen(listener: GenerationListener): () => void;
  start(): void;
  stop(): Promise<void>;
}

export function createGenerations(parts: GenerationsParts): Generations {
  const { store, clock, budget } = parts;
  const kinds = new Map<string, Kind>();
  const listeners = new Set<GenerationListener>();
  const places = new Map<string, ReadonlyMap<number, number>>();
  let dueClock: ReturnType<typeof startDueClock> | null = null;
  const core: Core = {
    ...parts,
    kinds,
    untold: createUntold(),
    announce(after, before) {
      dueClock?.heed(after, before);
      for (const listener of listeners) {
        try {
          listener.changed(after, before);
        } catch (error) {
          // A listener's fault must not undo what is committed, nor keep it from the other listeners.
          parts.journal.troubled("telling of a change", after, error);
        }
      }
    },
  };

  function onQueue(provider: string, waiting: readonly number[]): void {
    const before = places.get(provider);
    const after = new Map(waiting.map((id, index) => [id, index + 1]));
    if (before?.size === after.size && waiting.every((id, index) => before.get(id) === index + 1)) return;
    places.set(provider, after);
    const all = new Map([...places.values()].flatMap((ofProvider) => [...ofProvider]));
    for (const listener of listeners) listener.queueMoved(all);
  }

  function draft(order: Order, found?: Found): Generation {
    const kind = kinds.get(order.kind);
    if (!kind) throw new Error(`No kind "${order.kind}" is declared.`);
    const now = clock.now();
    const activeKey = order.activeKey ?? kind.activeKey?.(order.subject) ?? null;
    const row = newGeneration(
      { ...order, provider: kind.provider.name, ...(activeKey !== null && { activeKey }) },
      now,
    );
    if (!found) return row;
    return {
      ...row,
      ...found,
      status: "running",
      nextLookAt: now,
      adopted: true,
      acceptedAt: now,
      deadlineAt: now + kind.times.deadlineMs,
    };
  }

  return {
    declare(kind) {
      if (kinds.has(kind.name)) throw new Error(`The kind "${kind.name}" is declared twice.`);
      kinds.set(kind.name, kind);
    },
    checkBudget: (playerId, kind) => budget.check(playerId, kind),
    draft,
    async commit(drafted) {
      core.passing?.("before asked");
      const { row, created } = await store.insert(drafted);
      if (created) {
        core.passing?.("after asked");
        parts.journal.changed(null, row);
        core.announce(row, null);
        dueClock?.wake();
      }
      return row;
    },
    async draftRetry(ended) {
      if (!isEnded(ended.status) || ended.status === "succeeded") {
        throw new Refused("already_generating", "There is nothing to retry: it has not failed.");
      }
      const { kind, input, requestedBy, subject } = ended;
      const order = { kind, input, requestedBy, subject };
      const found = await stillToBeHad(ended, kindOf(core, ended).provider);
      if (!found && isOthersWork(ended)) {
        throw new Refused(
          "unknown_world",
          "What this was to show is not at its maker any more: choose something else.",
        );
      }
      // The search goes by what the first submit carried, and what was paid for once stays so.
      const { submitTag, upload, attempts } = ended;
      const row = found ? { ...draft(order, found), submitTag, upload, attempts } : draft(order);
      return { ...row, retryOf: ended.id, activeKey: row.activeKey ?? `retry:${ended.id}` };
    },
    async cancel(row) {
      const after = await bringAbout(core, row, { type: "cancel" }, null);
      dueClock?.wake();
      return after ?? row;
    },
    async hint(id) {
      const row = await store.read(id);
      if (row) await bringAbout(core, row, { type: "hinted" }, null);
      dueClock?.wake();
    },
    async assign(row, subject) {
      const after = (await bringAbout(core, row, { type: "assigned", subject }, null)) ?? row;
      if (after.settledAt === null) return after;
      // The due clock would do it; who assigns sees it done.
      await kindOf(core, after).settle(after);
      await bringAbout(core, after, { type: "settled", subject: after.subject }, null);
      return after;
    },
    read: (id) => store.read(id),
    findByJob: (requestedBy, jobId, kind) => store.findByJob(requestedBy, jobId, kind),
    findByOperation: (provider, operationId) => store.findByOperation(provider, operationId),
    list: (filter) => store.list(filter),
    retried: (requestedBy, ids) => store.retried(requestedBy, ids),
    async typicalSeconds(kind) {
      const sorted = (await store.recentDurations(kind, 20)).sort((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)];
      return median === undefined ? null : Math.round(median / 1000);
    },
    placeInQueue: (id) => [...places.values()].find((ofProvider) => ofProvider.has(id))?.get(id) ?? 0,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      dueClock ??= startDueClock(core, onQueue);
    },
    async stop() {
      await dueClock?.stop();
      dueClock = null;
    },
  };
}

/** Taken over without ever being submitted by us: nobody asked for it to be made, so a retry must not pay for it. */
const isOthersWork = ({ adopted, attempts }: Generation): boolean => adopted && attempts === 0;
