import type { Prisma } from "../../generated/sqlite/client.ts";
import { type Generation, statusesAtProvider } from "../generation/generation.ts";
import type { GenerationFilter, GenerationPatch, GenerationStore } from "../generation/store.ts";
import type { Database, DatabaseClient } from "./database.ts";
import { readGate, writeGate } from "./gate-rows.ts";
import { columnsOf, columnsOfPatch, generationOf } from "./generation-columns.ts";
import { storableText } from "./storable-text.ts";
import { isUniqueViolation } from "./unique-violation.ts";

const newestFirst = [{ createdAt: "desc" }, { id: "desc" }] satisfies Prisma.GenerationOrderByWithRelationInput[];
const oldestFirst = [{ createdAt: "asc" }, { id: "asc" }] satisfies Prisma.GenerationOrderByWithRelationInput[];
/** The clock acts on every row with a next look but the waiting ones: those are the gate's. */
const looked = { status: { not: "queued" } } satisfies Prisma.GenerationWhereInput;

/** Prisma lets a statement on SQLite have 999 parameters. */
const valuesPerQuery = 900;

/** The core's store on Prisma, the same on SQLite and Postgres: every write is one statement. */
export function createGenerationStore({ client }: Database): GenerationStore {
  const newest = async (where: Prisma.GenerationWhereInput): Promise<Generation | null> => {
    const row = await client.generation.findFirst({ where, orderBy: newestFirst });
    return row && generationOf(row);
  };
  const many = async (query: Prisma.GenerationFindManyArgs): Promise<Generation[]> =>
    (await client.generation.findMany(query)).map(generationOf);
  const writeWhere = async (where: Prisma.GenerationWhereInput, patch: GenerationPatch): Promise<Generation[]> => {
    const data = { ...columnsOfPatch(patch), version: { increment: 1 } };
    return (await client.generation.updateManyAndReturn({ where, data })).map(generationOf);
  };

  return {
    insert: (row) => insert(client, row),

    async read(id) {
      if (!Number.isSafeInteger(id)) return null;
      const row = await client.generation.findUnique({ where: { id: BigInt(id) } });
      return row && generationOf(row);
    },

    write: async (id, version, patch) => (await writeWhere({ id: BigInt(id), version }, patch))[0] ?? null,
    // One statement is one commit, and costs a fifth of what as many cost one by one.
    writeEach: (rows, patch) => writeWhere({ OR: rows.map(({ id, version }) => ({ id: BigInt(id), version })) }, patch),

    async findByJob(requestedBy, jobId, kind) {
      // One row per kind at most; asked for an order, SQLite would walk through all of the player's rows.
      const job = { requestedBy: storableText(requestedBy), jobId: storableText(jobId) };
      const rows = await many({ where: { ...job, ...(kind !== undefined && { kind: storableText(kind) }) } });
      return rows.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)[0] ?? null;
    },
    findByOperation: (provider, operationId) => newest({ provider, operationId: storableText(operationId) }),
    findBySubject: (subject) => newest({ subject: storableText(subject) }),

    list: (filter) => many({ where: whereOf(filter), orderBy: newestFirst, take: filter.limit }),

    async retried(requestedBy, ids) {
      const retried = new Set<number>();
      for (const some of portions(ids)) {
        const rows = await client.generation.findMany({
          where: { requestedBy: storableText(requestedBy), retryOf: { in: some.map(BigInt) } },
          select: { retryOf: true },
        });
        for (const { retryOf } of rows) retried.add(Number(retryOf));
      }
      return retried;
    },

    due: (now, limit) =>
      many({
        where: { ...looked, nextLookAt: { lte: new Date(now) } },
        orderBy: [{ nextLookAt: "asc" }, { id: "asc" }],
        take: limit,
      }),

    async nextDueAt() {
      const first = await client.generation.findFirst({
        where: { ...looked, nextLookAt: { not: null } },
        orderBy: { nextLookAt: "asc" },
        select: { nextLookAt: true },
      });
      return first?.nextLookAt?.getTime() ?? null;
    },

    queued: (provider) => many({ where: { provider, status: "queued" }, orderBy: oldestFirst }),

    underWay: (provider) => client.generation.count({ where: { provider, status: { in: [...statusesAtProvider] } } }),

    async lastSubmits(provider, playerIds) {
      const last = new Map<string, number>();
      for (const some of portions(playerIds)) {
        const requestedBy = { in: some.map(storableText) };
        const groups = await client.generation.groupBy({
          by: ["requestedBy"],
          where: { provider, requestedBy, submittedAt: { not: null } },
          _max: { submittedAt: true },
        });
        for (const { requestedBy, _max } of groups)
          if (_max.submittedAt) last.set(requestedBy, _max.submittedAt.getTime());
      }
      return last;
    },

    count: ({ createdSince, ...filter }) =>
      client.generation.count({
        where: {
          ...whereOf(filter),
          ...(createdSince !== undefined && { createdAt: { gte: new Date(createdSince) } }),
        },
      }),

    async recentDurations(kind, limit) {
      const rows = await client.generation.findMany({
        where: { kind, status: "succeeded", acceptedAt: { not: null }, endedAt: { not: null } },
        orderBy: [{ endedAt: "desc" }, { id: "desc" }],
        take: limit,
        select: { acceptedAt: true, endedAt: true },
      });
      return rows.flatMap((row) =>
        row.acceptedAt && row.endedAt ? [row.endedAt.getTime() - row.acceptedAt.getTime()] : [],
      );
    },

    readGate: (provider) => readGate(client, provider),
    writeGate: (gate) => writeGate(client, gate),
  };
}

/** How often a key may be taken at the insert and free again at the read after it, before something else is wrong. */
const insertTries = 5;

async function insert(client: DatabaseClient, row: Generation): Promise<{ row: Generation; created: boolean }> {
  for (let tries = 1; ; tries++) {
    try {
      return { row: generationOf(await client.generation.create({ data: columnsOf(row) })), created: true };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const holder = await holderOf(client, row);
      if (holder) return { row: holder, created: false };
      if (tries === insertTries) throw error;
    }
  }
}

/** Who has the row's job id or active key. The job id goes first: sent again, it means the generation it meant before. */
async function holderOf(client: DatabaseClient, row: Generation): Promise<Generation | null> {
  const { requestedBy, kind, jobId, activeKey } = columnsOf(row);
  const job = await client.generation.findUnique({
    where: { requestedBy_jobId_kind: { requestedBy, jobId, kind } },
  });
  const holder =
    job ?? (typeof activeKey === "string" ? await client.generation.findUnique({ where: { activeKey } }) : null);
  return holder && generationOf(holder);
}

function* portions<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let from = 0; from < values.length; from += valuesPerQuery) yield values.slice(from, from + valuesPerQuery);
}

function whereOf({
  requestedBy,
  kinds,
  statuses,
  subjects,
}: Omit<GenerationFilter, "limit">): Prisma.GenerationWhereInput {
  return {
    ...(requestedBy !== undefined && { requestedBy: storableText(requestedBy) }),
    ...(kinds && { kind: { in: kinds.map(storableText) } }),
    ...(statuses && { status: { in: [...statuses] } }),
    ...(subjects && { subject: { in: subjects.map(storableText) } }),
  };
}
