import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { applyMigrations } from "../../server/persistence/migrate.ts";
import { settleFile } from "../support/damage.ts";
import { freePort } from "../support/free-port.ts";
import { join } from "../support/player.ts";
import { begin, spotsInHub } from "../support/portals.ts";
import { runSql, tableNames } from "../support/sql.ts";
import { startWaygate } from "../support/waygate.ts";

const SECRET = "hunter2";
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path(tmpdir(), "waygate-start-"));
  return () => rm(folder, { recursive: true, force: true });
});

/** Starts the server as `npm start` does, and waits for its end. `FOLDER` in a value is a folder of the test's own. */
async function start(environment: Readonly<Record<string, string>>) {
  const usable = {
    PORT: "0",
    HOST: "127.0.0.1",
    SANDBOX_PORT: "0",
    DATA_DIR: "FOLDER/data",
    DATABASE_URL: "file:FOLDER/a.db",
  };
  const set = Object.entries({ ...usable, ...environment }).map(([name, value]) => [
    name,
    value.replace("FOLDER", folder),
  ]);
  const server = spawn(process.execPath, ["server/main.ts"], {
    cwd: path(import.meta.dirname, "../.."),
    env: { PATH: process.env.PATH, ...Object.fromEntries(set) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  const [[code], said, complained] = await Promise.all([
    once(server, "exit"),
    text(server.stdout),
    text(server.stderr),
  ]);
  return { code, said, complained };
}

/** It ends with 1 and with these sentences, and shows neither its insides nor a secret. */
async function expectRefusedStart(environment: Readonly<Record<string, string>>, ...sentences: readonly RegExp[]) {
  const { code, said, complained } = await start(environment);
  expect(code).toBe(1);
  const lines = complained.trim().split("\n");
  expect(lines).toHaveLength(sentences.length);
  for (const [nth, sentence] of sentences.entries()) expect(lines[nth]).toMatch(sentence);
  expect(said + complained).not.toMatch(/^\s+at .+:\d+|"stack"|Error: |Waygate is open/m);
  expect(said + complained).not.toContain(SECRET);
}

describe("a variable that cannot be used", () => {
  test.each([
    ["PORT", "abc", /^PORT must be a whole number from 0 to 65535\.$/],
    ["PORT", "70000", /^PORT must be a whole number from 0 to 65535\.$/],
    ["SANDBOX_PORT", "-1", /^SANDBOX_PORT must be a whole number from 0 to 65535\.$/],
    [
      "DATABASE_URL",
      `mysql://ada:${SECRET}@localhost/waygate`,
      /^DATABASE_URL must begin with file: .* or postgres:\/\//,
    ],
    ["DATABASE_URL", "data/waygate.db", /^DATABASE_URL must begin with file: .* or postgres:\/\//],
    ["WORLD_POLL_MS", "soon", /^WORLD_POLL_MS must be a whole number from \d+ to \d+ milliseconds\.$/],
    ["SESSION_SECRET", SECRET, /^SESSION_SECRET must have at least \d+ characters\.$/],
  ])("%s=%s stops the start, and nothing is made", async (name, value, sentence) => {
    await expectRefusedStart({ [name]: value }, sentence);
    expect(await readdir(folder)).toEqual([]);
  });

  test("is told together with all the others", () =>
    expectRefusedStart({ PORT: "abc", DATABASE_URL: "nowhere" }, /^PORT must /, /^DATABASE_URL must /));
});

describe("a database that cannot be had", () => {
  test.each([
    ["names no file", "file:FOLDER/", /^DATABASE_URL names no file: write file: and the path of one/],
    ["has a query", "file:FOLDER/a.db?mode=ro", /^DATABASE_URL has something after its path/],
    [
      "is no address",
      `postgres://ada:${SECRET}@[::1/waygate`,
      /^DATABASE_URL is not a Postgres address: write postgres:\/\//,
    ],
  ])("a DATABASE_URL that %s", (_what, url, sentence) => expectRefusedStart({ DATABASE_URL: url }, sentence));

  test("a file that is something else is left as it is", async () => {
    const file = path(folder, "diary.txt");
    const diary = "Today I made a portal. ".repeat(500);
    await writeFile(file, diary);
    await expectRefusedStart(
      { DATABASE_URL: `file:${file}` },
      /^Cannot open the SQLite database .*diary\.txt: .*not a database\. Correct DATABASE_URL/,
    );
    expect(await readFile(file, "utf8")).toBe(diary);
  });

  test.each<[string, (file: Buffer) => Buffer, RegExp]>([
    ["cut off in its middle", (file) => file.subarray(0, file.length / 2), /is damaged: .*malformed/],
    ["cut off within its first page", (file) => file.subarray(0, 1_000), /is damaged: .*malformed/],
    ["garbage in its header", (file) => file.fill(0xab, 0, 100), /^Cannot open .* not a database\./],
    ["garbage in its middle", (file) => file.fill(0xab, file.length / 2, file.length / 2 + 8_192), /is damaged: /],
  ])("a SQLite file with damage is named, and left as it is: %s", async (_what, spoil, sentence) => {
    const file = path(folder, "a.db");
    await applyMigrations(`file:${file}`);
    await settleFile(file);
    const damaged = spoil(await readFile(file));
    await writeFile(file, damaged);
    await expectRefusedStart({}, new RegExp(`${sentence.source}.*restore a backup`));
    expect(await readFile(file)).toEqual(damaged);
  });

  test("a Postgres that is not there is named without its password", async () => {
    const port = await freePort();
    await expectRefusedStart(
      { DATABASE_URL: `postgres://ada:${SECRET}@127.0.0.1:${port}/waygate` },
      new RegExp(`^Cannot open Postgres at 127\\.0\\.0\\.1:${port}, database waygate: .*correct DATABASE_URL\\.$`),
    );
  });

  test("one that is newer than the code is left as it is", async () => {
    const url = `file:${path(folder, "a.db")}`;
    await applyMigrations(url);
    await runSql(url, "CREATE TABLE things_to_come (id INTEGER)");
    await runSql(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('x', 'x', '29991231000000_things_to_come', 1, 1)`,
    );
    const before = await tableNames(url);
    await expectRefusedStart(
      {},
      /^The database is newer than this version of Waygate: .*29991231000000_things_to_come.* Start the version/,
    );
    expect(await tableNames(url)).toEqual(before);
  });
});

test("a DATA_DIR that is a file", async () => {
  await writeFile(path(folder, "data"), "");
  await expectRefusedStart({}, /^Cannot use the folder .*data: .* Correct DATA_DIR, or the rights of that folder\.$/);
  expect(await readdir(folder)).toEqual(["data"]);
});

describe("a port that is taken", () => {
  let holder: Server;
  let port: string;
  beforeAll(async () => {
    holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    port = String(typeof address === "object" ? address?.port : "");
  });
  afterAll(() => holder.close());

  test("PORT", () =>
    expectRefusedStart(
      { PORT: port },
      new RegExp(`^Port ${port} is taken: set PORT to a free one, or stop what listens there\\.$`),
    ));

  test("SANDBOX_PORT", () =>
    expectRefusedStart(
      { SANDBOX_PORT: port },
      new RegExp(`^Port ${port} is taken, so the sandbox cannot start\\. Set SANDBOX_PORT to a free port\\.$`),
    ));

  test("PORT, where there is work to do: it is not begun", async () => {
    const waygate = await startWaygate({ WORLD_POLL_MS: "1000", SANDBOX_SPLAT_SCALE: "0.001" });
    onTestFinished(waygate.close);
    const url = `file:${waygate.dataDir}/waygate.db`;
    await begin(await join(waygate.url), spotsInHub().next().value);
    await waygate.kill();
    const before = await runSql(url, "SELECT * FROM generations");
    expect(before).toMatchObject([{ status: "running" }]);
    await expectRefusedStart({ PORT: port, DATABASE_URL: url }, /is taken/);
    expect(await runSql(url, "SELECT * FROM generations")).toEqual(before);
  });
});
