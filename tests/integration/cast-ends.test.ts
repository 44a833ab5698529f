import { describe, expect, test } from "vitest";
import type { Generation } from "../../server/generation/generation.ts";
import { createCharacterRows } from "../../server/shows/character-rows.ts";
import { createJoinedJobs } from "../../server/shows/joined-jobs.ts";
import { createOwnership } from "../../server/shows/ownership.ts";
import { createRequesting } from "../../server/shows/requesting.ts";
import { createShowRows } from "../../server/shows/show-rows.ts";
import { openShowDoors, type ShowDoors } from "../support/show-doors.ts";
import { until } from "../support/until.ts";

const rowOf = async (doors: ShowDoors, jobId: string): Promise<Generation> => {
  const row = await doors.store.findByJob("ada", jobId);
  if (row === null) throw new Error(`There is no job ${jobId}.`);
  return row;
};
const retry = (doors: ShowDoors, row: Generation): Promise<Generation> => {
  const told = doors.shows.told.find(({ kind }) => kind === row.kind);
  if (!told) throw new Error(`Nobody was told of ${row.kind}.`);
  return told.retry(row);
};
const cancelled = async (doors: ShowDoors, jobId: string): Promise<Generation> => {
  await doors.generations.cancel(await rowOf(doors, jobId));
  await until(async () => {
    await doors.clock.advance(100);
    return (await rowOf(doors, jobId)).settledAt !== null;
  });
  return rowOf(doors, jobId);
};

describe("removing", () => {
  test("a character cancels its jobs, at the provider, too, and its result lets go of its file", async () => {
    const doors = await openShowDoors();
    const { ids } = await doors.addCast("Alice");
    const [alice = ""] = ids;
    await doors.ask("portrait", "p", alice);
    await doors.finish("p", "aa");
    await doors.ask("video", "v", alice);
    await until(async () => (await rowOf(doors, "v")).status === "running");
    expect((await doors.call("DELETE", `/api/characters/${alice}`)).status).toBe(200);
    expect(await rowOf(doors, "v")).toMatchObject({ status: "cancelled" });
    expect(doors.replicate.cancelled).toEqual([(await rowOf(doors, "v")).operationId]);
    expect(doors.counts).toEqual(new Map([["aa", 1]]));
  });

  test("a show removes its characters and cancels everything", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice", "Bob");
    await doors.ask("portrait", "a", ids[0] ?? "");
    await doors.finish("a", "aa");
    await doors.ask("portrait", "b", ids[1] ?? "");
    await doors.ask("trailer", "t", showId);
    await until(async () => (await rowOf(doors, "t")).status === "running");
    expect((await doors.call("DELETE", `/api/shows/${showId}`)).status).toBe(200);
    for (const jobId of ["b", "t"]) expect((await rowOf(doors, jobId)).status).toBe("cancelled");
    expect(await doors.database.client.character.count()).toBe(0);
    expect(await doors.listShows()).toEqual([]);
  });
});

test("what is asked for in the moment in which its character is removed is called off", async () => {
  const doors = await openShowDoors();
  const { ids } = await doors.addCast("Alice");
  const [alice = ""] = ids;
  const shows = createShowRows(doors.database);
  const characters = createCharacterRows(doors.database);
  const requesting = createRequesting({
    generations: {
      ...doors.generations,
      // Removed after it was seen to be there, and before whoever removes it could see the job.
      async commit(row) {
        await characters.remove(alice);
        return doors.generations.commit(row);
      },
    },
    joined: createJoinedJobs(doors.database),
    ownership: createOwnership({ shows, characters }),
    characters,
  });
  const asked = requesting.request({ kind: "portrait", playerId: "ada", jobId: "late", id: alice });
  await expect(asked).rejects.toMatchObject({ code: "unknown_character" });
  const { status, cancelRequested } = await rowOf(doors, "late");
  expect(status === "cancelled" || cancelRequested).toBe(true);
});

describe("a result", () => {
  test("that was asked for earlier and settles later replaces nothing", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice");
    await doors.ask("portrait", "first", ids[0] ?? "");
    await doors.finish("first", "aa");
    const first = await rowOf(doors, "first");
    await doors.ask("portrait", "second", ids[0] ?? "");
    await doors.finish("second", "bb");
    // As after a crash: settled again, long after.
    await doors.store.write(first.id, first.version, { nextLookAt: doors.clock.now(), settledAt: null });
    await doors.clock.advance(10_000);
    await until(async () => (await rowOf(doors, "first")).settledAt !== null);
    expect((await doors.readShow(showId)).characters).toMatchObject([{ portraitUrl: "/assets/bb.webp" }]);
  });
});

describe("trying again", () => {
  test("is made from what the character is by now, and takes the one place that there is", async () => {
    const doors = await openShowDoors();
    const { ids } = await doors.addCast("Alice");
    const [alice = ""] = ids;
    await doors.ask("portrait", "p", alice);
    const ended = await cancelled(doors, "p");
    await doors.call("PATCH", `/api/characters/${alice}`, { description: "A red coat." });
    const retried = await retry(doors, ended);
    expect(retried).toMatchObject({ retryOf: ended.id, activeKey: `portrait:character:${alice}` });
    expect(retried.input).toMatchObject({ prompt: "Portrait of Alice, sheriff. A red coat." });
    expect(await doors.ask("portrait", "again", alice)).toMatchObject({ jobId: retried.jobId });
    expect(await retry(doors, ended)).toMatchObject({ id: retried.id });
  });

  test("takes a result that is still there instead of paying again", async () => {
    const doors = await openShowDoors();
    const { ids } = await doors.addCast("Alice");
    await doors.ask("portrait", "p", ids[0] ?? "");
    await until(async () => (await rowOf(doors, "p")).status === "running");
    await doors.clock.advance(6 * 60_000);
    await until(async () => {
      await doors.clock.advance(1_000);
      return (await rowOf(doors, "p")).settledAt !== null;
    });
    expect(await doors.status("portrait", "p")).toMatchObject({ status: "failed", detail: "timed out" });
    const retried = await retry(doors, await rowOf(doors, "p"));
    await doors.finish(retried.jobId, "aa");
    expect(await doors.status("portrait", retried.jobId)).toMatchObject({ outputUrl: "/assets/aa.webp" });
    expect(doors.replicate.charged).toHaveLength(1);
  });

  test("is refused once something newer is there, or its character is gone, and a batch leaves those out", async () => {
    const doors = await openShowDoors();
    const { ids } = await doors.addCast("Alice", "Bob");
    const [alice = "", bob = ""] = ids;
    await doors.ask("portrait", "old", alice);
    const old = await cancelled(doors, "old");
    await doors.ask("portrait", "new", alice);
    expect(await retry(doors, old)).toMatchObject({ jobId: "new" });
    await doors.finish("new", "aa");
    await expect(retry(doors, old)).rejects.toMatchObject({ code: "stale_operation" });
    await doors.ask("portrait", "gone", bob);
    const gone = await cancelled(doors, "gone");
    const portraits = doors.shows.told.find(({ kind }) => kind === "portrait");
    expect(await portraits?.isReplaced(gone)).toBe(false);
    await doors.call("DELETE", `/api/characters/${bob}`);
    await expect(retry(doors, gone)).rejects.toMatchObject({ code: "unknown_character" });
    expect(await portraits?.isReplaced(old)).toBe(true);
    expect(await portraits?.isReplaced(gone)).toBe(true);
  });
});
