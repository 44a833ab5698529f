import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmptyDatabase, emptyDatabase } from "../support/database.ts";
import { statusesIn } from "../support/event-stream.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { begin, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { type Tray, trayOf } from "../support/tray.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const life = ["queued", "submitting", "running", "collecting", "succeeded"];
const spots = spotsInHub();

let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let ada: TestPlayer;
let tray: Tray;
async function open(): Promise<void> {
  waygate = await startWaygate({ SANDBOX_SPLAT_SCALE: "0.001" });
  sandbox = steer(waygate.sandboxUrl);
  ada = await join(waygate.url);
  await ada.room.request("set_away", { away: true });
  tray = trayOf(waygate.url, ada);
}

describe("the events of a world", () => {
  beforeAll(open);
  afterAll(async () => {
    await ada.leave();
    await waygate.close();
  });

  test("go through its life to exactly what the room is told, and end", async () => {
    await ada.room.request("generate_world", { prompt: "a quiet valley", ...spots.next().value });
    const [asked] = await tray.list();
    const jobId = asked?.job_id ?? "";
    const events = await tray.events(jobId);
    expect(events.response.headers.get("cache-control")).toBe("no-store");
    const before = await events.until(({ data }) => data.status === "running");
    await sandbox.advance(WORLD_MS);
    const after = await events.rest();
    const places = statusesIn([...before, ...after]).map((status) => life.indexOf(String(status)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const [last, told] = after.slice(-2);
    expect(last).toMatchObject({
      event: "generation",
      data: { job_id: jobId, status: "succeeded", place: { worldId: "hub" } },
    });
    const heard = () => ada.received.find(({ type }) => type === "job_completed");
    await until(() => heard() !== undefined);
    expect(told).toMatchObject({ event: "job_completed", data: Object(heard()?.message) });
    expect(told?.data.result).toEqual(last?.data.result);
  });

  test("are there for whoever comes back after the end", async () => {
    const [ended] = await tray.list();
    const events = await (await tray.events(ended?.job_id ?? "")).rest();
    expect(events.map(({ event }) => event)).toEqual(["generation", "job_completed"]);
    expect(events[0]?.data).toEqual(ended);
  });

  test("tell of a world that failed what the room is told", async () => {
    await sandbox.fault("task_fails");
    const { portalId, operationId } = await begin(ada, spots.next().value);
    const jobId = (await tray.list()).find(({ operation_id }) => operation_id === operationId)?.job_id ?? "";
    const events = await tray.events(jobId);
    await sandbox.advance(WORLD_MS);
    const told = (await events.rest()).at(-1);
    expect(told).toMatchObject({ event: "job_failed", data: { job_id: jobId, kind: "world", status: "failed" } });
    const heard = () => ada.received.find(({ type }) => type === "job_failed");
    await until(() => heard() !== undefined);
    expect(told?.data).toEqual(heard()?.message);
    await until(() => ada.room.state.portals.get(portalId)?.status === "error");
  });

  test("come to a page of this server by its cookie, and to no foreign one", async () => {
    const [ended] = await tray.list();
    const read = (headers: Record<string, string>) =>
      fetch(`${waygate.url}/api/generations/${ended?.job_id}/events`, {
        headers: { cookie: `waygate_session=${ada.token}`, ...headers },
      });
    const own = await read({ "sec-fetch-site": "same-origin" });
    expect([own.status, await own.text()]).toEqual([200, expect.stringContaining("event: job_failed")]);
    expect((await read({ "sec-fetch-site": "cross-site", origin: "https://foe.example" })).status).toBe(404);
  });
});

describe("when the server is told to end", () => {
  beforeAll(open);
  afterAll(() => waygate.close());

  test("the streams end well, it ends at once, and whoever comes back afterwards goes on where it was", async () => {
    const jobId = await tray.order("a loud city");
    const { operation_id } = await tray.when(jobId, ({ status }) => status === "running");
    const open = await Promise.all(Array.from({ length: 5 }, () => tray.events(jobId)));
    for (const events of open) await events.next();
    const rests = open.map((events) => events.rest());
    ada.room.reconnection.enabled = false;
    expect(await waygate.terminate()).toBe(0);
    expect(await Promise.all(rests)).toEqual(open.map(() => []));

    await waygate.startAgain();
    const events = await tray.events(jobId);
    expect((await events.next())?.data).toMatchObject({ status: "running", operation_id });
    await sandbox.advance(WORLD_MS);
    expect((await events.rest()).at(-1)?.event).toBe("job_completed");
  });
});

describe("two servers on one Postgres", () => {
  let place: EmptyDatabase;
  let other: Waygate;
  beforeAll(async () => {
    place = await emptyDatabase("postgres");
    const shared = { DATABASE_URL: place.url, SESSION_SECRET: "a secret that both of these servers know" };
    waygate = await startWaygate({ ...shared, SANDBOX_SPLAT_SCALE: "0.001" });
    sandbox = steer(waygate.sandboxUrl);
    // One provider for both, as it is without the sandbox.
    other = await startWaygate({ ...shared, MARBLE_BASE_URL: `${waygate.sandboxUrl}` });
    ada = await join(waygate.url);
    tray = trayOf(waygate.url, ada);
  });
  afterAll(async () => {
    await ada.leave();
    await other.close();
    await waygate.close();
    await place.remove();
  });

  test("what is cancelled at one is told at the other", async () => {
    const jobId = await tray.order("a harbour");
    await tray.when(jobId, ({ status }) => status === "running");
    const events = await trayOf(other.url, ada).events(jobId);
    await events.next();
    await tray.cancel(jobId);
    expect((await events.rest()).at(-1)).toMatchObject({ event: "job_failed", data: { status: "cancelled" } });
  });

  test("of two retries, one at each, one generation is made", async () => {
    const [cancelled] = await tray.list();
    const path = `/${cancelled?.job_id}/retry`;
    const answers = await Promise.all([tray, trayOf(other.url, ada)].map((each) => each.ask(path, "POST")));
    expect(answers.some(({ ok }) => ok)).toBe(true);
    expect(await tray.list()).toHaveLength(2);
    expect(await sandbox.charges()).toHaveLength(1);
  });
});
