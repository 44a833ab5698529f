import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AskedWorld, askForWorld, worldMs } from "../support/asked-world.ts";
import { type EmptyDatabase, emptyDatabase } from "../support/database.ts";
import { join, joinAs, type TestPlayer } from "../support/player.ts";
import { steer } from "../support/sandbox-control.ts";
import { runSql } from "../support/sql.ts";
import { openTcpGate, type TcpGate } from "../support/tcp-gate.ts";
import { told, whenTold } from "../support/troubles.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

let place: EmptyDatabase;
let gate: TcpGate;
let waygate: Waygate;
let ada: TestPlayer;
let sandbox: ReturnType<typeof steer>;
beforeAll(async () => {
  place = await emptyDatabase("postgres");
  const url = new URL(place.url);
  gate = await openTcpGate({ host: url.hostname, port: Number(url.port) });
  url.port = String(gate.port);
  waygate = await startWaygate({ DATABASE_URL: url.href, LEASE_MS: "8000" });
  sandbox = steer(waygate.sandboxUrl);
  ada = await join(waygate.url);
  await ada.room.request("set_away", { away: true });
});
afterAll(async () => {
  await ada.leave();
  await waygate.close();
  await gate.close();
  await place.remove();
});

/** Longer than the SDK waits by itself: what is tried here is that an answer comes, and which. */
const patient = { timeout: 50_000 };

/** A place where no portal stands yet. */
const elsewhere = { prompt: "a lake", x: -20, y: 0, z: -20, rotationY: 0 };

const refusal = (): Promise<unknown> =>
  ada.room.request("generate_world", elsewhere, patient).then(
    () => "it was answered",
    (error: unknown) => Object(error).reason,
  );

async function http(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(waygate.url + path, init);
  return { status: answer.status, body: await answer.json() };
}

const openSession = () =>
  http("/api/session", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });

/** One world in each state in which a generation can be met. */
async function worldsInEveryState(): Promise<AskedWorld[]> {
  const collecting = await askForWorld(waygate, ada);
  await collecting.lifeUntil("running");
  await sandbox.fault("slow", 20, { on: "file", forMs: 2_000 });
  await sandbox.advance(worldMs);
  await collecting.lifeUntil("collecting");
  const running = await askForWorld(waygate, ada);
  await running.lifeUntil("running");
  const before = (await sandbox.charges()).length;
  await sandbox.fault("slow", 1, { on: "create", forMs: 1_000 });
  const submitting = await askForWorld(waygate, ada);
  await until(async () => (await sandbox.charges()).length > before);
  const queued = await askForWorld(waygate, ada, () => sandbox.fault("throttle", 1, { on: "create" }));
  return [collecting, running, submitting, queued];
}

/** The provider's work is done, and so is ours: no generation was lost, and none was paid twice. */
async function allEndReady(worlds: readonly AskedWorld[], chargesBefore: number): Promise<void> {
  await sandbox.clearFaults();
  for (const world of worlds) await until(() => hasBeenAccepted(world));
  await sandbox.advance(worldMs);
  for (const world of worlds) await until(() => world.portal().status === "ready");
  const charges = (await sandbox.charges()).slice(chargesBefore);
  expect(new Set(charges.map(({ tag }) => tag)).size).toBe(worlds.length);
  expect(charges).toHaveLength(worlds.length);
}

async function hasBeenAccepted({ portalId }: AskedWorld): Promise<boolean> {
  const sql = `SELECT accepted_at FROM generations WHERE subject = 'portal:${portalId}'`;
  return (await runSql(place.url, sql))[0]?.accepted_at !== null;
}

const away = /^The server cannot reach its database just now\./;

describe.each(["refuse", "hang"] as const)("a Postgres whose connections %s for a while", (how) => {
  let worlds: AskedWorld[];
  let chargesBefore: number;
  let toldBefore: number;
  let linesBefore: number;
  beforeAll(async () => {
    chargesBefore = (await sandbox.charges()).length;
    toldBefore = told(waygate.lines, "away").length;
    worlds = await worldsInEveryState();
    linesBefore = waygate.lines.length;
    await gate[how]();
  }, 180_000);

  test("requests, routes and joins are answered with a sentence and a code", async () => {
    const refused = { code: "server_error", message: expect.stringMatching(away) };
    const unavailable = {
      status: 503,
      body: { success: false, code: "server_error", error: expect.stringMatching(away) },
    };
    const join = expect(joinAs(waygate.url, ada, { worldId: "nowhere" })).rejects.toMatchObject({
      code: 500,
      message: expect.stringMatching(away),
    });
    const answers = Promise.all([refusal(), refusal(), refusal(), openSession(), http("/api/worlds/nowhere")]);
    expect(await answers).toEqual([refused, refused, refused, unavailable, unavailable]);
    await join;
  });

  test("it is alive and not ready", async () => {
    expect(await http("/health")).toEqual({ status: 200, body: { status: "ok" } });
    expect(await http("/ready")).toEqual({
      status: 503,
      body: { status: "not_ready", database: "failing", sandbox: "ok" },
    });
  });

  test("the log tells of it in one sentence, whatever fails meanwhile", async () => {
    expect((await whenTold(waygate.lines, "away", toldBefore + 1)).slice(toldBefore)).toEqual([
      expect.stringMatching(
        /^The database \(.*\) cannot be reached: .+\. Once it answers, everything goes on by itself\.$/,
      ),
    ]);
    expect(waygate.lines.slice(linesBefore).filter((line) => line.includes('"stack"'))).toEqual([]);
    expect(waygate.hasEnded()).toBe(false);
  });

  test("back again, everything goes on by itself, and is paid once", async () => {
    await gate.open();
    await until(async () => (await http("/ready")).status === 200);
    await allEndReady(worlds, chargesBefore);
    expect((await whenTold(waygate.lines, "away", toldBefore + 2)).slice(toldBefore)).toEqual([
      expect.stringContaining("cannot be reached"),
      expect.stringMatching(/works again, after \d+ calls that failed\.$/),
    ]);
    expect((await openSession()).status).toBe(200);
  }, 180_000);
});

describe("a Postgres that takes no changes for a while", () => {
  const name = () => new URL(place.url).pathname.slice(1);
  /** For the connections there are too: they are ended, and made anew. */
  async function setReadOnly(value: "on" | "off"): Promise<void> {
    const admin = new URL(place.url);
    admin.pathname = "postgres";
    await runSql(admin.href, `ALTER DATABASE ${name()} SET default_transaction_read_only = ${value}`);
    await runSql(admin.href, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name()}'`);
  }

  test("says so to who asks and once to the operator, goes on reading, and goes on by itself", async () => {
    const chargesBefore = (await sandbox.charges()).length;
    const worlds = await worldsInEveryState();
    await setReadOnly("on");
    const readOnly = /^The server's database takes no changes just now\./;
    const answer = { code: "server_error", message: expect.stringMatching(readOnly) };
    await until(async () => Object(await refusal()).message.match(readOnly));
    for (let nth = 0; nth < 3; nth++) {
      expect(await refusal()).toEqual(answer);
      expect(await http("/api/worlds/nowhere")).toMatchObject({ status: 404 });
    }
    expect(await openSession()).toMatchObject({ status: 503, body: { code: "server_error" } });
    expect(await whenTold(waygate.lines, "read_only", 1)).toEqual([
      expect.stringMatching(/^The database \(.*\) takes no changes: cannot execute \w+ in a read-only transaction\. /),
    ]);
    await setReadOnly("off");
    await allEndReady(worlds, chargesBefore);
    expect(await whenTold(waygate.lines, "read_only", 2)).toEqual([
      expect.stringContaining("takes no changes"),
      expect.stringContaining("works again"),
    ]);
  }, 180_000);
});
