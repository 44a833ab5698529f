import type { TestProject } from "vitest/node";
import { startScratchPostgres } from "../../scripts/scratch-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of the run's one Postgres: its `postgres` database, with the right to make others. */
    postgresUrl: string;
  }
}

/** One Postgres for the whole run; each test makes databases of its own in it. */
export default async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await startScratchPostgres();
  project.provide("postgresUrl", server.url);
  return server.stop;
}
