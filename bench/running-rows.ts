import { openDatabase } from "../server/persistence/database.ts";
import { parseDatabaseUrl } from "../server/persistence/database-url.ts";
import { createGenerationStore } from "../server/persistence/generation-store.ts";
import { aGeneration } from "../tests/support/generations.ts";
import { runSql } from "../tests/support/sql.ts";

export const kindName = "bench";
export const providerName = "bench";

export interface Rows {
  readonly running: number;
  /** Ended and settled, in the same table. */
  readonly ended: number;
}

/**
 * Fills a migrated, empty database: one row is written by the store, and the database copies it.
 *
 * @param firstDueAt of the first running row, in ms since 1970; the others are due evenly in the `spreadMs` after it
 */
export async function addRows(url: string, rows: Rows, firstDueAt: number, spreadMs: number): Promise<void> {
  const { running, ended } = rows;
  const { provider } = parseDatabaseUrl(url);
  const database = await openDatabase(url);
  const template = aGeneration({
    kind: kindName,
    provider: providerName,
    status: "running",
    observed: {
      done: false,
      metadata: { progress: { status: "IN_PROGRESS", description: "World generation in progress" } },
    },
    observedAt: firstDueAt,
    operationId: "operation",
    submittedAt: firstDueAt,
    acceptedAt: firstDueAt,
    deadlineAt: firstDueAt + 1e9,
    attempts: 1,
    nextLookAt: firstDueAt,
  });
  await createGenerationStore(database).insert(template);
  await database.close();

  const [row = {}] = await runSql(url, "SELECT * FROM generations");
  const dueAt = `${firstDueAt / 1000} + n * ${spreadMs / 1000 / running}`;
  const sqlDueAt =
    provider === "sqlite"
      ? `strftime('%Y-%m-%dT%H:%M:%f+00:00', ${dueAt}, 'unixepoch')`
      : `to_timestamp(${dueAt}) AT TIME ZONE 'UTC'`;
  const isRunning = `n < ${running}`;
  const differing: Readonly<Record<string, string>> = {
    // Scattered as random ones are; the multiplier is odd, so no two are the same.
    id: "n * 11400714819 % 281474976710656",
    job_id: "'job-' || n",
    operation_id: "'operation-' || n",
    requested_by: "'player-' || n % 1000",
    subject: "'portal:' || n",
    submit_tag: "'waygate-' || n",
    status: `CASE WHEN ${isRunning} THEN 'running' ELSE 'succeeded' END`,
    next_look_at: `CASE WHEN ${isRunning} THEN ${sqlDueAt} END`,
    ended_at: `CASE WHEN ${isRunning} THEN NULL ELSE accepted_at END`,
    settled_at: `CASE WHEN ${isRunning} THEN NULL ELSE accepted_at END`,
  };
  const columns = Object.keys(row);
  await runSql(
    url,
    `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${running + ended - 1})
     INSERT INTO generations (${columns.join(", ")})
     SELECT ${columns.map((column) => differing[column] ?? column).join(", ")} FROM generations, numbers`,
  );
  // As Postgres does by itself before long.
  if (provider === "postgres") await runSql(url, "VACUUM ANALYZE generations");
}
