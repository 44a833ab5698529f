import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, test } from "vitest";
import { createShutdown, type Shutdown, shutDownWithProcess } from "../../server/operations/shutdown.ts";
import { createSetClock, type SetClock } from "../integration/http-clock.ts";
import { listeningLog } from "../integration/http-house.ts";

describe("shutting down", () => {
  let events: string[];
  let clock: SetClock;
  let shutdown: Shutdown;
  let process: EventEmitter;
  let exited: Promise<number>;
  beforeEach(() => {
    events = [];
    clock = createSetClock();
    process = new EventEmitter();
    const { log } = listeningLog();
    const exiting = Promise.withResolvers<number>();
    exited = exiting.promise;
    const exit = (code: number) => {
      events.push(`exit ${code}`);
      exiting.resolve(code);
    };
    shutdown = createShutdown({ log, clock, exit });
    shutDownWithProcess(process, shutdown, { log, exit });
    shutdown.add("database", async () => void events.push("database"));
    shutdown.add("server", () => void events.push("server"));
  });

  test("closes what was opened last first, then exits", async () => {
    await shutdown.run("asked to", 0);
    expect(events).toEqual(["server", "database", "exit 0"]);
  });

  test("happens once, however often it is asked for", async () => {
    await Promise.all([shutdown.run("first", 0), shutdown.run("second", 1)]);
    expect(events).toEqual(["server", "database", "exit 0"]);
  });

  test.each(["SIGTERM", "SIGINT"])("happens on %s", async (signal) => {
    process.emit(signal, signal);
    expect(await exited).toBe(0);
    expect(events).toEqual(["server", "database", "exit 0"]);
  });

  test("does not wait any longer for a second signal, whichever it is", async () => {
    shutdown.add("slow", () => new Promise(() => undefined));
    process.emit("SIGTERM");
    process.emit("SIGINT");
    expect(await exited).toBe(1);
    expect(events).toEqual(["exit 1"]);
  });

  test("goes on when a part does not close, and says so in its exit code", async () => {
    shutdown.add("stubborn", async () => {
      throw new Error("no");
    });
    await shutdown.run("asked to", 0);
    expect(events).toEqual(["server", "database", "exit 1"]);
  });

  test("gives up on what takes too long", async () => {
    shutdown.add("slow", () => new Promise(() => undefined));
    void shutdown.run("asked to", 0);
    clock.advance(10_000);
    expect(await exited).toBe(1);
  });

  test.each(["uncaughtException", "unhandledRejection"])("happens after an %s, with a bad exit code", async (event) => {
    process.emit(event, new Error("nobody caught me"));
    expect(await exited).toBe(1);
    expect(events).toEqual(["server", "database", "exit 1"]);
  });
});
