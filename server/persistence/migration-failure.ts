import type { Migration } from "./migration-folder.ts";

/** The sentence for a script that the database refused; its transaction is rolled back by then. */
export function undone(migration: Migration, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(
    `The migration ${migration.name} could not be applied, and nothing of it was kept: ${reason}. The database is as ` +
      "it was before; correct the cause and start again.",
    { cause: error },
  );
}
