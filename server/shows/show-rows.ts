import type { z } from "zod";
import type { ShowPatch } from "../../contract/shows.ts";
import type { Prisma } from "../../generated/sqlite/client.ts";
import type { Database } from "../persistence/database.ts";
import { storableText } from "../persistence/storable-text.ts";
import { idBefore, madeColumns, madeFrom } from "./made-columns.ts";
import type { Made, ShowRow } from "./show.ts";

/** What is left out stays as it is. */
type ShowChange = z.infer<typeof ShowPatch>;

/** The `shows` table. */
export interface ShowRows {
  /** The newest first. */
  ownedBy(playerId: string): Promise<ShowRow[]>;
  count(playerId: string): Promise<number>;
  read(id: string): Promise<ShowRow | null>;
  insert(row: ShowRow): Promise<void>;
  /** Null when it is gone. */
  change(id: string, change: ShowChange, now: number): Promise<ShowRow | null>;
  /** Compare-and-set: false when another result is there by now, or the show is gone. */
  keepTrailer(id: string, before: Made | null, after: Made): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}

export function createShowRows(database: Database): ShowRows {
  const { show } = database.client;
  return {
    async ownedBy(playerId) {
      const rows = await show.findMany({
        where: { ownedBy: playerId },
        orderBy: [{ createdAt: "desc" }, { id: "asc" }],
      });
      return rows.map(fromDatabase);
    },
    count: (playerId) => show.count({ where: { ownedBy: playerId } }),
    async read(id) {
      const row = await show.findUnique({ where: { id: storableText(id) } });
      return row && fromDatabase(row);
    },
    async insert({ trailer: _none, ...row }) {
      await show.create({ data: { ...row, createdAt: new Date(row.createdAt), updatedAt: new Date(row.updatedAt) } });
    },
    async change(id, { title, logline, autoGenerate }, now) {
      const data = {
        ...(title !== undefined && { title }),
        ...(logline !== undefined && { logline }),
        ...(autoGenerate !== undefined && { autoGenerate }),
        updatedAt: new Date(now),
      };
      const [row] = await show.updateManyAndReturn({ where: { id }, data });
      return row ? fromDatabase(row) : null;
    },
    async keepTrailer(id, before, after) {
      const [trailer, trailerGenerationId, trailerAskedAt] = madeColumns(after);
      const { count } = await show.updateMany({
        where: { id, trailerGenerationId: idBefore(before) },
        data: { trailer, trailerGenerationId, trailerAskedAt },
      });
      return count === 1;
    },
    async remove(id) {
      return (await show.deleteMany({ where: { id } })).count === 1;
    },
  };
}

function fromDatabase(row: Prisma.ShowGetPayload<Record<string, never>>): ShowRow {
  const { trailer, trailerGenerationId, trailerAskedAt, ...rest } = row;
  return {
    ...rest,
    trailer: madeFrom(trailer, trailerGenerationId, trailerAskedAt),
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  };
}
