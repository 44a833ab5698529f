import type { Clock } from "../../server/generation/ports.ts";
import type { GenerationStore } from "../../server/generation/store.ts";
import type { Life } from "./life.ts";
import type { Random } from "./random.ts";
import { Staged } from "./staged.ts";

export const databaseFaults = ["refuses", "loses_answer"] as const;
export type DatabaseFault = (typeof databaseFaults)[number];

/** One process's connection to the database: slow for a while, away for the next calls, or gone before it answers. */
export interface Connection {
  lagMs: number;
  /** After so many queries that go well, so many do not. */
  put(fault: DatabaseFault, after: number, times: number): void;
  isWell(): boolean;
  heal(): void;
  /** A statement that has left is carried out even if its process dies; the answer needs somebody who lives. */
  query<T>(run: () => Promise<T>): Promise<T>;
}

export function openConnection(parts: {
  readonly clock: Clock;
  readonly life: Life;
  readonly random: Random;
  readonly onTrouble: () => void;
}): Connection {
  const { clock, life, random, onTrouble } = parts;
  let faults: (DatabaseFault | null)[] = [];
  const passTime = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));

  const connection: Connection = {
    lagMs: 0,
    put(fault, after, times) {
      const well = Array.from({ length: after }, () => null);
      faults.push(...well, ...Array.from({ length: times }, () => fault));
    },
    isWell: () => faults.length === 0 && connection.lagMs === 0,
    heal() {
      faults = [];
      connection.lagMs = 0;
    },
    query: (run) =>
      life.through(async () => {
        const fault = faults.shift() ?? null;
        const { lagMs } = connection;
        if (fault !== null || lagMs > 0) onTrouble();
        if (fault === "refuses") throw new Staged("The database is away.");
        // Who is first at the database is chance.
        for (let turns = random(4); turns > 0; turns--) await null;
        if (lagMs > 0) await passTime(lagMs / 2);
        const answer = await run();
        if (lagMs > 0) {
          await passTime(lagMs / 2);
          onTrouble();
        }
        if (fault === "loses_answer") throw new Staged("The connection to the database was lost.");
        return answer;
      }),
  };
  return connection;
}

export function storeThrough({ query }: Connection, store: GenerationStore): GenerationStore {
  return {
    insert: (row) => query(() => store.insert(row)),
    read: (id) => query(() => store.read(id)),
    write: (id, version, patch) => query(() => store.write(id, version, patch)),
    writeEach: (rows, patch) => query(() => store.writeEach(rows, patch)),
    findByJob: (requestedBy, jobId) => query(() => store.findByJob(requestedBy, jobId)),
    findByOperation: (provider, operationId) => query(() => store.findByOperation(provider, operationId)),
    findBySubject: (subject) => query(() => store.findBySubject(subject)),
    list: (filter) => query(() => store.list(filter)),
    retried: (requestedBy, ids) => query(() => store.retried(requestedBy, ids)),
    due: (now, limit) => query(() => store.due(now, limit)),
    nextDueAt: () => query(() => store.nextDueAt()),
    queued: (provider) => query(() => store.queued(provider)),
    underWay: (provider) => query(() => store.underWay(provider)),
    lastSubmits: (provider, playerIds) => query(() => store.lastSubmits(provider, playerIds)),
    count: (filter) => query(() => store.count(filter)),
    recentDurations: (kind, limit) => query(() => store.recentDurations(kind, limit)),
    readGate: (provider) => query(() => store.readGate(provider)),
    writeGate: (gate) => query(() => store.writeGate(gate)),
  };
}
