import type { z } from "zod";
import type { CharacterPatch } from "../../contract/shows.ts";
import type { Prisma } from "../../generated/sqlite/client.ts";
import type { Database } from "../persistence/database.ts";
import { storableText } from "../persistence/storable-text.ts";
import { idBefore, madeColumns, madeFrom } from "./made-columns.ts";
import type { CharacterRow, Made } from "./show.ts";

/** What is left out stays as it is. */
type CharacterChange = z.infer<typeof CharacterPatch>;

/** The `characters` table. */
export interface CharacterRows {
  /** The oldest first. */
  inShow(showId: string): Promise<CharacterRow[]>;
  inShows(showIds: readonly string[]): Promise<CharacterRow[]>;
  read(id: string): Promise<CharacterRow | null>;
  insert(row: CharacterRow): Promise<void>;
  /** Null when it is gone. */
  change(id: string, change: CharacterChange, now: number): Promise<CharacterRow | null>;
  /** Compare-and-set: false when another result is there by now, or the character is gone. */
  keep(id: string, what: "portrait" | "video", before: Made | null, after: Made): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  removeFrom(showId: string): Promise<void>;
}

const oldestFirst = [{ createdAt: "asc" }, { id: "asc" }] satisfies Prisma.CharacterOrderByWithRelationInput[];

export function createCharacterRows(database: Database): CharacterRows {
  const { character } = database.client;
  const many = async (where: Prisma.CharacterWhereInput): Promise<CharacterRow[]> =>
    (await character.findMany({ where, orderBy: oldestFirst })).map(fromDatabase);

  return {
    inShow: (showId) => many({ showId }),
    inShows: (showIds) => many({ showId: { in: [...showIds] } }),
    async read(id) {
      const row = await character.findUnique({ where: { id: storableText(id) } });
      return row && fromDatabase(row);
    },
    async insert({ portrait: _noPortrait, video: _noVideo, ...row }) {
      const times = { createdAt: new Date(row.createdAt), updatedAt: new Date(row.updatedAt) };
      await character.create({ data: { ...row, ...times } });
    },
    async change(id, { name, role, description }, now) {
      const data = {
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
        ...(description !== undefined && { description }),
        updatedAt: new Date(now),
      };
      const [row] = await character.updateManyAndReturn({ where: { id }, data });
      return row ? fromDatabase(row) : null;
    },
    async keep(id, what, before, after) {
      const [file, generationId, askedAt] = madeColumns(after);
      const { where, data } =
        what === "portrait"
          ? {
              where: { portraitGenerationId: idBefore(before) },
              data: { portrait: file, portraitGenerationId: generationId, portraitAskedAt: askedAt },
            }
          : {
              where: { videoGenerationId: idBefore(before) },
              data: { video: file, videoGenerationId: generationId, videoAskedAt: askedAt },
            };
      return (await character.updateMany({ where: { id, ...where }, data })).count === 1;
    },
    async remove(id) {
      return (await character.deleteMany({ where: { id } })).count === 1;
    },
    async removeFrom(showId) {
      await character.deleteMany({ where: { showId } });
    },
  };
}

function fromDatabase(row: Prisma.CharacterGetPayload<Record<string, never>>): CharacterRow {
  const { portrait, portraitGenerationId, portraitAskedAt, video, videoGenerationId, videoAskedAt, ...rest } = row;
  return {
    ...rest,
    portrait: madeFrom(portrait, portraitGenerationId, portraitAskedAt),
    video: madeFrom(video, videoGenerationId, videoAskedAt),
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  };
}
