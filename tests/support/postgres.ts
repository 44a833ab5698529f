import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { runSql } from "./sql.ts";

export interface PostgresDatabase {
  readonly url: string;
  /** Closes whatever is still connected to it. */
  drop(): Promise<void>;
}

/** An empty database of its own in the run's Postgres. */
export async function createPostgresDatabase(): Promise<PostgresDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await runSql(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: async () => void (await runSql(server, `DROP DATABASE ${name} WITH (FORCE)`)) };
}
