import type { Prisma } from "../../generated/sqlite/client.ts";
import type { DatabaseClient } from "../persistence/database.ts";
import { columnsOf, generationOf } from "../persistence/generation-columns.ts";

/** An open database, or a transaction on it. */
export type Tables = Pick<
  DatabaseClient,
  | "portal"
  | "exhibit"
  | "world"
  | "generation"
  | "show"
  | "character"
  | "joinedJob"
  | "providerGate"
  | "player"
  | "storedFile"
>;

const rowsAtOnce = 200;

/** Copies every row of every table; `to` has none yet. Nobody may write into `from` meanwhile: it is read page by page. */
export async function copyRows(from: Tables, to: Tables): Promise<void> {
  const byId = { id: "asc" } as const;
  await copyPages(
    (page) => from.player.findMany({ ...page, orderBy: byId }),
    (data) => to.player.createMany({ data }),
  );
  await copyPages(
    (page) => from.storedFile.findMany({ ...page, orderBy: { hash: "asc" } }),
    (data) => to.storedFile.createMany({ data }),
  );
  await copyPages(
    (page) => from.world.findMany({ ...page, orderBy: byId }),
    (rows) =>
      to.world.createMany({ data: rows.map((row) => ({ ...row, files: row.files as Prisma.InputJsonObject })) }),
  );
  await copyPages(
    (page) => from.generation.findMany({ ...page, orderBy: byId }),
    (rows) => to.generation.createMany({ data: rows.map((row) => columnsOf(generationOf(row))) }),
  );
  await copyPages(
    (page) => from.portal.findMany({ ...page, orderBy: byId }),
    (data) => to.portal.createMany({ data }),
  );
  await copyPages(
    (page) => from.exhibit.findMany({ ...page, orderBy: byId }),
    (data) => to.exhibit.createMany({ data }),
  );
  await copyPages(
    (page) => from.show.findMany({ ...page, orderBy: byId }),
    (data) => to.show.createMany({ data }),
  );
  await copyPages(
    (page) => from.character.findMany({ ...page, orderBy: byId }),
    (data) => to.character.createMany({ data }),
  );
  await copyPages(
    (page) => from.joinedJob.findMany({ ...page, orderBy: [{ playerId: "asc" }, { kind: "asc" }, { jobId: "asc" }] }),
    (data) => to.joinedJob.createMany({ data }),
  );
  await copyPages(
    (page) => from.providerGate.findMany({ ...page, orderBy: { provider: "asc" } }),
    (data) => to.providerGate.createMany({ data }),
  );
}

async function copyPages<Row>(
  read: (page: { skip: number; take: number }) => Promise<Row[]>,
  write: (rows: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let skip = 0; ; skip += rowsAtOnce) {
    const rows = await read({ skip, take: rowsAtOnce });
    if (rows.length > 0) await write(rows);
    if (rows.length < rowsAtOnce) return;
  }
}

export async function countRows(tables: Tables): Promise<number> {
  const counts = await Promise.all([
    tables.player.count(),
    tables.storedFile.count(),
    tables.world.count(),
    tables.generation.count(),
    tables.portal.count(),
    tables.exhibit.count(),
    tables.show.count(),
    tables.character.count(),
    tables.joinedJob.count(),
    tables.providerGate.count(),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}
