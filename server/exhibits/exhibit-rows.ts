import type { Prisma } from "../../generated/sqlite/client.ts";
import type { Database } from "../persistence/database.ts";
import { storableText } from "../persistence/storable-text.ts";
import type { ExhibitRow, Stance } from "./exhibit.ts";

/** The `exhibits` table. */
export interface ExhibitRows {
  inWorld(worldId: string): Promise<ExhibitRow[]>;
  read(id: string): Promise<ExhibitRow | null>;
  /** Every exhibit that shows a generation, in whatever world, the oldest first. */
  showing(generationId: number): Promise<ExhibitRow[]>;
  /** The same for a subject. */
  showingSubject(subject: string): Promise<ExhibitRow[]>;
  insert(row: ExhibitRow): Promise<void>;
  /** Null when it is gone. */
  move(id: string, stance: Stance, now: number): Promise<ExhibitRow | null>;
  /** Whatever shows `before` shows `after` from now on. */
  showInstead(before: number, after: number): Promise<void>;
  remove(id: string): Promise<boolean>;
}

export function createExhibitRows(database: Database): ExhibitRows {
  const { exhibit } = database.client;
  const many = async (where: Prisma.ExhibitWhereInput): Promise<ExhibitRow[]> =>
    (await exhibit.findMany({ where, orderBy: [{ createdAt: "asc" }, { id: "asc" }] })).map(fromDatabase);

  return {
    inWorld: (worldId) => many({ worldId }),
    async read(id) {
      const row = await exhibit.findUnique({ where: { id: storableText(id) } });
      return row && fromDatabase(row);
    },
    showing: (generationId) => many({ generationId: BigInt(generationId) }),
    showingSubject: (subject) => many({ subject: storableText(subject) }),
    async insert(row) {
      await exhibit.create({ data: toDatabase(row) });
    },
    async move(id, { x, y, z, rotationY, scale }, now) {
      const [row] = await exhibit.updateManyAndReturn({
        where: { id },
        data: { x, y, z, rotationY, scale, updatedAt: new Date(now) },
      });
      return row ? fromDatabase(row) : null;
    },
    async showInstead(before, after) {
      await exhibit.updateMany({ where: { generationId: BigInt(before) }, data: { generationId: BigInt(after) } });
    },
    async remove(id) {
      return (await exhibit.deleteMany({ where: { id } })).count === 1;
    },
  };
}

type DatabaseRow = Prisma.ExhibitGetPayload<Record<string, never>>;

const fromDatabase = (row: DatabaseRow): ExhibitRow => ({
  ...row,
  generationId: row.generationId === null ? null : Number(row.generationId),
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
});

const toDatabase = (row: ExhibitRow): DatabaseRow => ({
  ...row,
  generationId: row.generationId === null ? null : BigInt(row.generationId),
  createdAt: new Date(row.createdAt),
  updatedAt: new Date(row.updatedAt),
});
