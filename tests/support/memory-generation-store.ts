import { type Generation, isAtProvider, isEnded } from "../../server/generation/generation.ts";
import type { GateRow, GenerationStore } from "../../server/generation/store.ts";

/**
 * The core's store in memory: what the simulations run on, where thousands of lives pass in a second. The contract
 * suite holds it to the same promises as the databases.
 */
export function createMemoryGenerationStore(): GenerationStore & { clear(): void } {
  const rows = new Map<number, Generation>();
  const gates = new Map<string, GateRow>();
  const all = (): Generation[] => [...rows.values()];
  const newestFirst = (a: Generation, b: Generation): number => b.createdAt - a.createdAt || b.id - a.id;
  const newest = (matches: (row: Generation) => boolean): Generation | null =>
    all().filter(matches).sort(newestFirst)[0] ?? null;

  return {
    clear() {
      rows.clear();
      gates.clear();
    },
    async insert(row) {
      const holder =
        all().find(
          (other) => other.requestedBy === row.requestedBy && other.kind === row.kind && other.jobId === row.jobId,
        ) ?? all().find((other) => row.activeKey !== null && other.activeKey === row.activeKey);
      if (holder) return { row: holder, created: false };
      if (rows.has(row.id)) throw new Error(`The id ${row.id} is taken.`);
      rows.set(row.id, row);
      return { row, created: true };
    },
    read: async (id) => rows.get(id) ?? null,
    async write(id, version, patch) {
      const row = rows.get(id);
      if (row?.version !== version) return null;
      const { activeKey = null } = patch;
      if (activeKey !== null && all().some((other) => other.id !== id && other.activeKey === activeKey)) {
        throw new Error(`The active key ${activeKey} is taken.`);
      }
      const after = { ...row, ...patch, id, createdAt: row.createdAt, version: version + 1 };
      rows.set(id, after);
      return after;
    },
    async writeEach(before, patch) {
      const after = before.flatMap((row) => {
        const current = rows.get(row.id);
        if (current?.version !== row.version) return [];
        return [{ ...current, ...patch, id: row.id, createdAt: current.createdAt, version: row.version + 1 }];
      });
      for (const row of after) rows.set(row.id, row);
      return after;
    },
    findByJob: async (requestedBy, jobId, kind) =>
      newest(
        (row) => row.requestedBy === requestedBy && row.jobId === jobId && (kind === undefined || row.kind === kind),
      ),
    findByOperation: async (provider, operationId) =>
      newest((row) => row.provider === provider && row.operationId === operationId),
    findBySubject: async (subject) => newest((row) => row.subject === subject),
    list: async ({ requestedBy, kinds, statuses, subjects, limit }) =>
      all()
        .filter((row) => requestedBy === undefined || row.requestedBy === requestedBy)
        .filter((row) => kinds === undefined || kinds.includes(row.kind))
        .filter((row) => statuses === undefined || statuses.includes(row.status))
        .filter((row) => subjects === undefined || subjects.includes(row.subject))
        .sort(newestFirst)
        .slice(0, limit),
    async retried(requestedBy, ids) {
      const named = all().flatMap((row) => (row.requestedBy === requestedBy ? [row.retryOf] : []));
      return new Set(ids.filter((id) => named.includes(id)));
    },
    due: async (now, limit) =>
      all()
        .filter((row) => row.status !== "queued" && row.nextLookAt !== null && row.nextLookAt <= now)
        .sort((a, b) => (a.nextLookAt ?? 0) - (b.nextLookAt ?? 0))
        .slice(0, limit),
    async nextDueAt() {
      const times = all().flatMap((row) =>
        row.status === "queued" || row.nextLookAt === null ? [] : [row.nextLookAt],
      );
      return times.length === 0 ? null : Math.min(...times);
    },
    queued: async (provider) =>
      all()
        .filter((row) => row.provider === provider && row.status === "queued")
        .sort((a, b) => a.createdAt - b.createdAt || a.id - b.id),
    underWay: async (provider) => all().filter((row) => row.provider === provider && isAtProvider(row.status)).length,
    async lastSubmits(provider, playerIds) {
      const last = new Map<string, number>();
      for (const row of all()) {
        if (row.provider !== provider || row.submittedAt === null || !playerIds.includes(row.requestedBy)) continue;
        last.set(row.requestedBy, Math.max(row.submittedAt, last.get(row.requestedBy) ?? 0));
      }
      return last;
    },
    count: async ({ requestedBy, kinds, statuses, createdSince }) =>
      all().filter(
        (row) =>
          row.requestedBy === requestedBy &&
          (kinds === undefined || kinds.includes(row.kind)) &&
          (statuses === undefined || (!isEnded(row.status) && statuses.includes(row.status))) &&
          (createdSince === undefined || row.createdAt >= createdSince),
      ).length,
    recentDurations: async (kind, limit) =>
      all()
        .filter((row) => row.kind === kind && row.status === "succeeded" && row.acceptedAt !== null)
        .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
        .slice(0, limit)
        .flatMap(({ acceptedAt, endedAt }) => (acceptedAt === null || endedAt === null ? [] : [endedAt - acceptedAt])),
    readGate: async (provider) => gates.get(provider) ?? closedNever(provider),
    async writeGate(gate) {
      const current = gates.get(gate.provider) ?? closedNever(gate.provider);
      if (current.version !== gate.version) return false;
      gates.set(gate.provider, { ...gate, version: gate.version + 1 });
      return true;
    },
  };
}

const closedNever = (provider: string): GateRow => ({
  provider,
  minuteStartedAt: 0,
  minuteStarts: 0,
  hourStartedAt: 0,
  hourStarts: 0,
  notBefore: 0,
  version: 0,
});
