import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { withFileLock } from "../../server/persistence/file-lock.ts";

let path: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "waygate-lock-"));
  path = join(folder, "not yet there", "lock");
  return () => rm(folder, { recursive: true });
});

test("tasks under one path run one after the other, and each gets its result", async () => {
  let running = 0;
  const task = async (name: string) => {
    expect(++running).toBe(1);
    await new Promise(setImmediate);
    running--;
    return name;
  };
  const names = ["a", "b", "c", "d"];
  expect(await Promise.all(names.map((name) => withFileLock(path, () => task(name))))).toEqual(names);
});

test("a task that fails hands its error on and the lock back", async () => {
  await expect(withFileLock(path, () => Promise.reject(new Error("it broke")))).rejects.toThrow("it broke");
  expect(await withFileLock(path, async () => "next")).toBe("next");
});

test("another path is another lock", async () => {
  const inner = () => withFileLock(`${path}-other`, async () => "both");
  expect(await withFileLock(path, inner)).toBe("both");
});
