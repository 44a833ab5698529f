import { expect, test } from "vitest";
import { openClock } from "../../server/sandbox/clock.ts";
import type { Journal } from "../../server/sandbox/journal.ts";
import { openRegister } from "../../server/sandbox/marble/register.ts";
import type { MarbleTask } from "../../server/sandbox/marble/tasks.ts";

const TASK: MarbleTask = {
  operationId: "operation",
  worldId: "world",
  prompt: "a foggy harbour",
  picture: null,
  seed: 1,
  tags: [],
  model: "marble-1.1",
  displayName: "Harbour",
  permission: {},
  worldPrompt: {},
  createdAt: 0,
  durationMs: 1_000,
  outcome: "succeeds",
};

/** An empty journal whose disk answers when the test says so. */
function journalOn(disk: Promise<void>): Journal {
  return { past: () => [], append: () => disk, close: async () => {} };
}

test("a task exists only once it is on disk", async () => {
  const disk = Promise.withResolvers<void>();
  const register = openRegister(journalOn(disk.promise));
  const added = register.add(TASK);
  await Promise.resolve();
  expect(register.byOperation("operation")).toBeUndefined();
  disk.resolve();
  await added;
  expect(register.byOperation("operation")).toEqual(TASK);
});

test("a task that could not be written is neither accepted nor billed", async () => {
  const register = openRegister(journalOn(Promise.reject(new Error("disk full"))));
  await expect(register.add(TASK)).rejects.toThrow("disk full");
  expect(register.all()).toEqual([]);
});

test("the clock does not move when the move could not be written", async () => {
  const clock = openClock(journalOn(Promise.reject(new Error("disk full"))), () => 5);
  await expect(clock.advance(1)).rejects.toThrow("disk full");
  expect(clock.now()).toBe(5);
});
