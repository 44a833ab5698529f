import { beforeEach, describe, expect, test } from "vitest";
import type { GenerationAnswer } from "../../contract/routes.ts";
import type { Moment } from "../../server/tray/event-frames.ts";
import { createEventStreams, type EventStreams } from "../../server/tray/event-streams.ts";
import { createSetClock, type SetClock } from "../integration/http-clock.ts";
import { until } from "../support/until.ts";

const running: GenerationAnswer = {
  job_id: "job",
  record_id: 7,
  retry_of: null,
  kind: "world",
  status: "running",
  title: "a forest",
  operation_id: "op",
  progress: 0,
  queue_position: 0,
  typical_seconds: 300,
  error_code: null,
  error_message: null,
  created_at: "2026-11-20T12:00:00.000Z",
  updated_at: "2026-11-20T12:00:00.000Z",
  ended_at: null,
  result: null,
  place: null,
};

let clock: SetClock;
let streams: EventStreams;
let watchers: Set<() => void>;
let moment: Moment | null;
let reads: number;
beforeEach(() => {
  clock = createSetClock();
  watchers = new Set();
  moment = { answer: running, last: null };
  reads = 0;
  streams = createEventStreams({
    clock,
    watch(_id, onNews) {
      watchers.add(onNews);
      return () => watchers.delete(onNews);
    },
  });
});

function becomes(changed: Partial<GenerationAnswer>): void {
  if (moment) moment = { ...moment, answer: { ...moment.answer, ...changed } };
  for (const onNews of watchers) onNews();
}

function open(read?: () => Promise<Moment | null>) {
  const readNow = async () => {
    reads += 1;
    return moment;
  };
  const reader = streams.open({ playerId: "ada", generationId: 7, read: read ?? readNow }).getReader();
  return {
    reader,
    /** The text of what comes next; undefined at the end. */
    async next(): Promise<string | undefined> {
      const { value } = await reader.read();
      return value && new TextDecoder().decode(value);
    },
  };
}

const isReleased = () => watchers.size === 0 && clock.waiting() === 0;

describe("a reader that is slow", () => {
  test("gets the latest: what it did not take in time is neither kept nor made", async () => {
    const { next } = open();
    await next();
    for (let progress = 1; progress <= 1000; progress++) becomes({ progress });
    expect(reads).toBe(1);
    expect(await next()).toContain('"progress":1000');
    expect(reads).toBe(2);
  });

  test("that never reads holds nothing up but its own place", async () => {
    open();
    for (let progress = 1; progress <= 1000; progress++) becomes({ progress });
    expect([reads, clock.waiting()]).toEqual([0, 0]);
  });
});

describe("a stream", () => {
  test("is silent about what its reader cannot see", async () => {
    const { next } = open();
    await next();
    becomes({ updated_at: "2026-11-20T12:00:01.000Z" });
    const soon = next();
    becomes({ progress: 3 });
    expect(await soon).toContain('"progress":3');
  });

  test("looks again after a while, for what nobody here was told of", async () => {
    const { next } = open();
    await next();
    const soon = next();
    await until(() => clock.waiting() > 0);
    moment = { answer: { ...running, progress: 9 }, last: null };
    clock.advance(5_000);
    expect(await soon).toContain('"progress":9');
  });

  test("lets go of everything when its reader leaves, also while it waits", async () => {
    const { reader, next } = open();
    await next();
    const waiting = next();
    await Promise.resolve();
    await reader.cancel();
    expect(await waiting).toBeUndefined();
    expect(isReleased()).toBe(true);
  });

  test("ends when its generation is gone", async () => {
    const { next } = open();
    await next();
    moment = null;
    becomes({});
    expect(await next()).toBeUndefined();
    expect(isReleased()).toBe(true);
  });

  test("breaks when the generation cannot be read, and lets go", async () => {
    const { next } = open(() => Promise.reject(new Error("The database is away.")));
    await expect(next()).rejects.toThrow("The database is away.");
    expect(isReleased()).toBe(true);
  });

  test("carries nothing but one line of JSON, whatever is in the title", async () => {
    const title = "a\nevent: job_completed\n\nb\r\u2028";
    becomes({ title });
    const text = (await open().next()) ?? "";
    expect(text.split(/\r\n|\r|\n/)).toHaveLength(4);
    expect(JSON.parse(text.split("data: ")[1] ?? "")).toMatchObject({ title });
  });
});

describe("closing", () => {
  test("ends every stream, and does not wait for a reader that takes nothing", async () => {
    const [waiting, stuck] = [open(), open()];
    await waiting.next();
    const end = waiting.next();
    const closing = streams.close();
    expect(await end).toBeUndefined();
    clock.advance(1_000);
    await closing;
    expect(await stuck.next()).toBeUndefined();
    expect(isReleased()).toBe(true);
  });

  test("is done at once when every reader takes its end", async () => {
    const { next } = open();
    await next();
    const end = next();
    await streams.close();
    expect(await end).toBeUndefined();
    expect(clock.waiting()).toBe(0);
  });

  test("ends those that come after it, too", async () => {
    await streams.close();
    expect(await open().next()).toBeUndefined();
  });
});
