import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { roomAnswers } from "../../contract/messages.ts";
import { WorldAnswer } from "../../contract/routes.ts";
import type { Generation } from "../../server/generation/generation.ts";
import { type Asker, newAsker, orderWorld, readAs } from "../support/http-orders.ts";
import { join, joinAs } from "../support/player.ts";
import { shown } from "../support/portals.ts";
import { openSharedHouse, type SharedHouse } from "../support/shared-house.ts";
import { until } from "../support/until.ts";
import type { Waygate } from "../support/waygate.ts";

const worldSeconds = 300;
/** Servers that start beside each other take their time on a busy machine. */
vi.setConfig({ testTimeout: 180_000 });

describe("what was ordered at one of two servers", () => {
  let house: SharedHouse;
  let one: Waygate;
  let other: Waygate;
  let ada: Asker;
  beforeAll(async () => {
    house = await openSharedHouse("postgres", { worldSeconds, environment: {} });
    [one, other] = await Promise.all([house.open(), house.open()]);
    ada = await newAsker(one.url);
  }, 120_000);
  afterAll(() => house.close());

  const rowOf = ({ playerId }: Asker, jobId: string): Promise<Generation | null> =>
    house.store.findByJob(playerId, jobId);

  async function running(jobId: string): Promise<string> {
    const operationId = async () => (await rowOf(ada, jobId))?.operationId ?? null;
    await until(async () => (await operationId()) !== null);
    return (await operationId()) ?? "";
  }

  test("can be read at the other one with the same session, and by nobody else", async () => {
    const { job_id } = await orderWorld(one.url, ada, "a forest");
    const operation_id = await running(job_id);
    const path = `${other.url}/api/generations/${job_id}`;
    const read = await readAs(ada, path);
    expect(read).toMatchObject({ status: 200, body: { job_id, operation_id, status: "running" } });
    expect(await readAs(await newAsker(one.url), path)).toMatchObject({ status: 404 });
    const operation = await readAs(ada, `${other.url}/api/operations/${operation_id}`);
    expect(operation).toMatchObject({ status: 200, body: { operation_id, done: false } });
  });

  test("is served by both, whichever fetched its files", async () => {
    const prompts = ["a desert", "a foggy harbour", "a snowy village", "a jungle"];
    const jobs = await Promise.all(
      prompts.map((prompt, nth) => orderWorld(nth % 2 === 0 ? one.url : other.url, ada, prompt)),
    );
    await Promise.all(jobs.map(({ job_id }) => running(job_id)));
    await house.sandbox.advance(worldSeconds * 1000);
    for (const { job_id } of jobs) {
      await until(async () => (await rowOf(ada, job_id))?.settledAt != null);
      const worldId = (await rowOf(ada, job_id))?.providerRef;
      for (const { url } of [one, other]) {
        const { thumbnailUrl, splatUrls } = WorldAnswer.parse(
          await (await fetch(`${url}/api/worlds/${worldId}`)).json(),
        );
        for (const file of [thumbnailUrl, splatUrls["100k"], splatUrls["500k"]]) {
          expect((await fetch(`${url}${file}`)).status).toBe(200);
        }
      }
    }
  });

  test("can be called off at the other one", async () => {
    const maker = await join(one.url);
    const asked = await maker.room.request("generate_world", { prompt: "a forest", x: 5, y: 0, z: 5, rotationY: 0 });
    const { portalId } = roomAnswers.generate_world.parse(asked);
    await maker.leave();
    const row = () => house.store.findBySubject(`portal:${portalId}`);
    await until(async () => (await row())?.status === "running");

    const returned = await joinAs(other.url, maker);
    expect(shown(returned, portalId)).toMatchObject({ status: "generating" });
    await returned.room.request("cancel_portal", { portalId });
    await returned.leave();
    await until(async () => (await row())?.settledAt != null);
    expect(await row()).toMatchObject({ status: "cancelled" });
    const portal = await house.database.client.portal.findUnique({ where: { id: portalId } });
    expect(portal).toMatchObject({ status: "error", errorCode: "cancelled", pendingOperationId: null });
  });
});

describe("the gate of two servers", () => {
  const startsPerHour = 5;
  const hourMs = 3_600_000;

  /** Orders as many at each server, and waits for their answers: both have been at the gate by then. */
  async function orderAtBoth(servers: readonly Waygate[], asker: Asker, each: number): Promise<void> {
    const orders = Array.from({ length: each }, () => servers.map(({ url }) => orderWorld(url, asker, "a forest")));
    await Promise.all(orders.flat());
  }

  /** As if an hour had gone by since the first start of this one. */
  async function anHourLater({ store }: SharedHouse): Promise<void> {
    await until(async () => {
      const gate = await store.readGate("marble");
      const { minuteStartedAt, hourStartedAt } = gate;
      const moved = { minuteStartedAt: minuteStartedAt - hourMs, hourStartedAt: hourStartedAt - hourMs };
      return store.writeGate({ ...gate, ...moved });
    });
  }

  test("lets through what it may, and not one more, however many wait at either", async () => {
    const environment = { MARBLE_STARTS_PER_HOUR: String(startsPerHour), LIMIT_RUNNING_PER_PLAYER: "100" };
    const house = await openSharedHouse("postgres", { worldSeconds, environment });
    try {
      const servers = await Promise.all([house.open(), house.open()]);
      const ada = await newAsker(servers[0].url);
      const starts = async () => (await house.sandbox.charges()).length;
      for (let hours = 1; hours <= 3; hours++) {
        await orderAtBoth(servers, ada, 3);
        await until(async () => (await starts()) >= hours * startsPerHour);
        await orderAtBoth(servers, ada, 1);
        expect(await starts()).toBe(hours * startsPerHour);
        await anHourLater(house);
      }
    } finally {
      await house.close();
    }
  });

  test("is closed to both when one of them met a 429", async () => {
    const house = await openSharedHouse("postgres", { worldSeconds, environment: {} });
    try {
      const servers = await Promise.all([house.open(), house.open()]);
      const ada = await newAsker(servers[0].url);
      await house.sandbox.fault("throttle", 1, { on: "create" });
      const throttled = orderWorld(servers[0].url, ada, "a forest");
      const closedUntil = async () => (await house.store.readGate("marble")).notBefore;
      await until(async () => (await closedUntil()) > 0);
      await orderAtBoth(servers, ada, 2);
      await throttled;
      await until(async () => (await house.sandbox.charges()).length === 5);
      const opened = await closedUntil();
      expect((await house.sandbox.charges()).filter(({ at }) => at < opened)).toEqual([]);
    } finally {
      await house.close();
    }
  });
});
