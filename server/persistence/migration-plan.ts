import type { Migration } from "./migration-folder.ts";

/** A row of `_prisma_migrations`. */
export interface HistoryRow {
  readonly id: string;
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
  readonly rolledBack: boolean;
}

export interface MigrationPlan {
  /** Ids of rows that were begun by other tools and never finished: to be marked as rolled back, as Prisma does. */
  readonly abandoned: readonly string[];
  /** To be applied, in this order. */
  readonly pending: readonly Migration[];
}

/**
 * What is to be done with a database that has this history.
 * @throws Error with a sentence when the database knows more than the code, or an applied migration was edited.
 */
export function planMigrations(migrations: readonly Migration[], history: readonly HistoryRow[]): MigrationPlan {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const standing = history.filter((row) => !row.rolledBack);
  const applied = standing.filter((row) => row.finished);

  const foreign = standing.find((row) => !known.has(row.name));
  if (foreign) {
    throw new Error(
      `The database is newer than this version of Waygate: it has the migration ${foreign.name}, which is unknown ` +
        "here. Start the version that wrote it, or restore a backup from before.",
    );
  }
  const edited = applied.find((row) => !known.get(row.name)?.checksums.includes(row.checksum));
  if (edited) {
    throw new Error(
      `The migration ${edited.name} was edited after it was applied to this database. Restore its file, and put the ` +
        "change into a new migration (npm run migration -- NAME).",
    );
  }
  const done = new Set(applied.map((row) => row.name));
  return {
    abandoned: standing.filter((row) => !row.finished).map((row) => row.id),
    pending: migrations.filter((migration) => !done.has(migration.name)),
  };
}
