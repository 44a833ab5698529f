import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Check, checkDatabase, checkSandbox, healthRoutes } from "../../server/operations/health.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { createSetClock } from "./http-clock.ts";
import { type House, listenSomewhere, openHouse } from "./http-house.ts";

const clock = createSetClock();
const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

async function houseWith(checks: Record<string, Check>) {
  const house = await openHouse({
    identify: async () => {
      throw new Error("health does not depend on who asks");
    },
    endpoints: (route, log) => healthRoutes(route, { checks, clock, log }),
  });
  houses.push(house);
  const get = async (path: string) => {
    const answer = await fetch(house.url + path, { headers: { authorization: "Bearer x" } });
    return { status: answer.status, body: await answer.json() };
  };
  return { house, get };
}

describe("/health", () => {
  test("answers as long as the process does", async () => {
    const { get } = await houseWith({ database: () => Promise.reject(new Error("down")) });
    expect(await get("/health")).toEqual({ status: 200, body: { status: "ok" } });
  });
});

describe("/ready", () => {
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase("sqlite");
    return () => fresh.remove();
  });

  /** Something that answers like the sandbox, with this status. */
  async function sandboxThatAnswers(status: number) {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status).end("{}");
    });
    const url = `http://127.0.0.1:${await listenSomewhere(server)}`;
    return { url, asked, close: () => server.close() };
  }

  test("says yes when everything answers", async () => {
    const sandbox = await sandboxThatAnswers(200);
    const { get } = await houseWith({ database: checkDatabase(fresh.database), sandbox: checkSandbox(sandbox.url) });
    expect(await get("/ready")).toEqual({ status: 200, body: { status: "ready", database: "ok", sandbox: "ok" } });
    expect(sandbox.asked).toEqual(["/_sandbox/ledger"]);
    expect(clock.waiting()).toBe(0);
    sandbox.close();
  });

  test("says which part does not, and keeps why to the log", async () => {
    const sandbox = await sandboxThatAnswers(500);
    const { house, get } = await houseWith({
      database: checkDatabase(fresh.database),
      sandbox: checkSandbox(sandbox.url),
    });
    expect(await get("/ready")).toEqual({
      status: 503,
      body: { status: "not_ready", database: "ok", sandbox: "failing" },
    });
    expect(house.logged).toContainEqual(expect.objectContaining({ level: 40, part: "sandbox" }));
    sandbox.close();
    expect((await get("/ready")).status).toBe(503);
  });

  test("says no when the database is gone", async () => {
    const { get } = await houseWith({ database: () => fresh.database.client.$queryRaw`SELECT * FROM nowhere` });
    expect(await get("/ready")).toEqual({ status: 503, body: { status: "not_ready", database: "failing" } });
  });

  test("does not wait for ever", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const { get } = await houseWith({
      silent: (signal) => {
        asked.resolve(signal);
        return new Promise(() => undefined);
      },
    });
    const answer = get("/ready");
    const signal = await asked.promise;
    clock.advance(2000);
    expect(await answer).toEqual({ status: 503, body: { status: "not_ready", silent: "failing" } });
    expect(signal.aborted).toBe(true);
    expect(clock.waiting()).toBe(0);
  });
});
