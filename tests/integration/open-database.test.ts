import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, inject, onTestFinished, test } from "vitest";
import { openDatabase } from "../../server/persistence/database.ts";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { applyMigrations } from "../../server/persistence/migrate.ts";
import { freshDatabase } from "../support/database.ts";

describe.each(databaseProviders)("an open database on %s", (provider) => {
  test("says what it is, and answers", async () => {
    const { database, remove } = await freshDatabase(provider);
    expect(database.provider).toBe(provider);
    expect(await database.client.portal.count()).toBe(0);
    await remove();
  });

  test("leaves no global by which others would take this process for CommonJS", async () => {
    const { remove } = await freshDatabase(provider);
    onTestFinished(remove);
    expect("__dirname" in globalThis).toBe(false);
  });
});

describe("a SQLite file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "waygate-open-"));
    return () => rm(folder, { recursive: true });
  });

  test("is made with its folders, and every connection to it waits for the disk, never with the process held up, and enforces foreign keys", async () => {
    const file = join(folder, "a new/folder 100%/waygate.db");
    const database = await openDatabase(`file:${encodeURI(file)}`);
    onTestFinished(() => database.close());
    expect((await stat(file)).isFile()).toBe(true);
    expect(await database.client.$queryRaw`PRAGMA journal_mode`).toEqual([{ journal_mode: "wal" }]);
    const pragmas = async () => [
      await database.client.$queryRaw`PRAGMA foreign_keys`,
      await database.client.$queryRaw`PRAGMA busy_timeout`,
      await database.client.$queryRaw`PRAGMA synchronous`,
    ];
    // libsql would wait inside a call that nothing else gets by; `patient-sqlite.ts` waits instead.
    // FULL: what is committed is on the disk, whatever happens to the machine's power.
    const kept = [[{ foreign_keys: 1 }], [{ timeout: 0 }], [{ synchronous: 2 }]];
    expect(await pragmas()).toEqual(kept);
    // After a transaction libsql goes on with a new connection.
    await database.client.$transaction([database.client.$queryRaw`SELECT 1`, database.client.$queryRaw`SELECT 2`]);
    expect(await pragmas()).toEqual(kept);
  });

  test("that is no database is refused with a sentence, by opening and by migrating", async () => {
    const file = join(folder, "notes.txt");
    await writeFile(file, "This is not a database, but it is long enough to have a header.".repeat(20));
    for (const use of [openDatabase, applyMigrations]) {
      await expect(use(`file:${file}`)).rejects.toThrow(
        /^Cannot open the SQLite database .*notes\.txt: .*not a database/,
      );
    }
  });

  test("in a place where no folder can be made is refused with a sentence", async () => {
    await writeFile(join(folder, "file"), "");
    for (const use of [openDatabase, applyMigrations]) {
      await expect(use(`file:${folder}/file/waygate.db`)).rejects.toThrow(
        /^Cannot open the SQLite database .*Correct DATABASE_URL/,
      );
    }
  });
});

describe.each([
  ["opening", openDatabase],
  ["migrating", applyMigrations],
])("a Postgres that cannot be used is refused with a sentence without its password: %s", (_, use) => {
  const secret = "hunter2";
  const refusal = async (change: (url: URL) => void): Promise<string> => {
    const url = new URL(inject("postgresUrl"));
    url.password = secret;
    change(url);
    const error = await use(url.href).then(
      () => new Error("it was opened"),
      (reason: unknown) => reason,
    );
    const told = error instanceof Error ? `${error.message} ${error.stack} ${String(error.cause)}` : "";
    expect(told).not.toContain(secret);
    return error instanceof Error ? error.message : "";
  };

  test("the password is wrong", async () => {
    expect(await refusal(() => undefined)).toMatch(
      /^Cannot open Postgres at 127\.0\.0\.1:\d+, database postgres: it refused/,
    );
  });

  test("the database is not there", async () => {
    const { username, password } = new URL(inject("postgresUrl"));
    const sentence = await refusal((url) => Object.assign(url, { username, password, pathname: "atlantis" }));
    expect(sentence).toMatch(/database atlantis: it has no such database\. Create it/);
  });

  test("nothing listens there", async () => {
    const port = await silentPort();
    await new Promise((resolve) => port.server.close(resolve));
    expect(await refusal((url) => Object.assign(url, { port: port.number }))).toMatch(
      /nothing listens there\. Start it/,
    );
  });

  test("it takes the connection and never answers", async () => {
    const port = await silentPort();
    onTestFinished(() => void port.server.close());
    expect(await refusal((url) => Object.assign(url, { port: port.number }))).toMatch(/timeout.*Start it, or correct/);
  });
});

async function silentPort(): Promise<{ server: Server; number: string }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return { server, number: String(address.port) };
}
