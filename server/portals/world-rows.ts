import { z } from "zod";
import type { WorldAnswer } from "../../contract/routes.ts";
import type { Output } from "../generation/generation.ts";
import type { Database } from "../persistence/database.ts";
import { storableText } from "../persistence/storable-text.ts";

/** What a finished world says about itself besides its files, as its provider put it into the output's `facts`. */
const WorldFacts = z.object({
  worldId: z.string(),
  displayName: z.string(),
  url: z.string(),
  caption: z.string().nullable(),
  metricScaleFactor: z.number().nullable(),
  groundPlaneOffset: z.number().nullable(),
});
type WorldFacts = z.infer<typeof WorldFacts>;

/** role -> `hash.ext` of our own file */
const WorldFiles = z.record(z.string(), z.string());
type WorldFiles = z.infer<typeof WorldFiles>;

const hashOf = (file: string): string => file.slice(0, file.indexOf("."));

/** Counts who shows a stored file, so that removing is safe. */
export interface FileReferences {
  addReference(hash: string): Promise<void>;
  dropReference(hash: string): Promise<void>;
}

/** The `worlds` table: what Marble made, with its files in our store. */
export interface WorldRows {
  /** Idempotent: the same world again is the same row. */
  keep(output: Output, now: number): Promise<WorldAnswer>;
  read(id: string): Promise<WorldAnswer | null>;
  exists(id: string): Promise<boolean>;
}

export function createWorldRows(database: Database, references: FileReferences): WorldRows {
  const { world } = database.client;

  /** Counted before the row shows them: dying in between leaves one count too many, and never a file that somebody removes. */
  async function countReferences(id: string, files: WorldFiles): Promise<void> {
    const row = await world.findUnique({ where: { id } });
    const before = new Set(Object.values(row ? WorldFiles.parse(row.files) : {}));
    for (const file of Object.values(files)) if (!before.has(file)) await references.addReference(hashOf(file));
    const after = new Set(Object.values(files));
    for (const file of before) if (!after.has(file)) await references.dropReference(hashOf(file));
  }

  return {
    async keep(output, now) {
      const { worldId, ...facts } = WorldFacts.parse(output.facts);
      const files = Object.fromEntries(
        output.files.flatMap(({ role, hash, ext }) =>
          hash === null || ext === null ? [] : [[role, `${hash}.${ext}`]],
        ),
      );
      await countReferences(worldId, files);
      await world.upsert({
        where: { id: worldId },
        create: { id: worldId, ...facts, files, createdAt: new Date(now) },
        update: { ...facts, files },
      });
      return answerFrom({ id: worldId, ...facts, files });
    },
    async read(id) {
      const row = await world.findUnique({ where: { id: storableText(id) } });
      return row && answerFrom(row);
    },
    async exists(id) {
      return (await world.count({ where: { id: storableText(id) } })) > 0;
    },
  };
}

function answerFrom(row: Omit<WorldFacts, "worldId"> & { readonly id: string; readonly files: unknown }): WorldAnswer {
  const files = WorldFiles.parse(row.files);
  const asset = (role: string): string | null => (files[role] ? `/assets/${files[role]}` : null);
  const splats = Object.entries(files).filter(([role]) => role.startsWith("splats:"));
  return {
    worldId: row.id,
    displayName: row.displayName,
    url: row.url,
    caption: row.caption,
    thumbnailUrl: asset("thumbnail"),
    panoUrl: asset("pano"),
    colliderUrl: asset("collider"),
    splatUrls: Object.fromEntries(splats.map(([role, file]) => [role.slice("splats:".length), `/assets/${file}`])),
    metricScaleFactor: row.metricScaleFactor,
    groundPlaneOffset: row.groundPlaneOffset,
  };
}
