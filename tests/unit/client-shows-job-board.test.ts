import { describe, expect, test } from "vitest";
import { ApiRefused } from "../../client/session/api.ts";
import type { Order, Task } from "../../client/shows/jobs/task.ts";
import { boards } from "../support/job-board.ts";
import { aCastJob, aCharacter, aShow } from "../support/shows.ts";

const alice: Order = { kind: "portrait", subjectId: "alice", showId: "show-1" };
const lost = new TypeError("Failed to fetch");
const kept = (jobId: string, startedAt: number): Task => ({ ...alice, jobId, startedAt });

/** Lets everything that is answered already be taken in. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("an order", () => {
  test("is kept before it is sent, and told in the seed's words", async () => {
    const world = boards();
    const { board, lines } = world.tab();
    const { promise, resolve } = Promise.withResolvers<string>();
    world.answers.push(promise);
    const ordering = board.order(alice);
    expect(world.kept()).toEqual([kept("job-1", world.now())]);
    expect(world.orders).toEqual([kept("job-1", world.now())]);
    resolve("job-1");
    await ordering;
    expect(lines).toEqual([
      "Created background task for portrait: alice (job: job-1)",
      "Portrait generation started for alice, job: job-1",
    ]);
  });

  test("is sent once, however often it is asked for, in whatever tab", async () => {
    const world = boards();
    const [first, second] = [world.tab(), world.tab()];
    const { promise, resolve } = Promise.withResolvers<string>();
    world.answers.push(promise);
    const ordering = first.board.order(alice);
    await first.board.order(alice);
    await second.board.order(alice);
    const skipped = "Portrait for alice already has active job job-1, skipping duplicate call";
    expect([first.lines.at(-1), second.lines.at(-1)]).toEqual([skipped, skipped]);
    resolve("job-1");
    await ordering;
    await first.board.order(alice);
    expect(world.orders).toHaveLength(1);
    expect(second.board.jobs.value.get("portrait alice")?.task.jobId).toBe("job-1");
  });

  test("of something else is another one", async () => {
    const world = boards();
    const { board } = world.tab();
    await board.order(alice);
    await board.order({ ...alice, kind: "video" });
    await board.order({ ...alice, subjectId: "bob" });
    expect(world.orders.map(({ jobId }) => jobId)).toEqual(["job-1", "job-2", "job-3"]);
  });

  test("whose answer is lost is repeated under the same job", async () => {
    const world = boards();
    const { board } = world.tab();
    world.answers.push(lost, new ApiRefused(503, "server_error", "Later."));
    await board.order(alice);
    expect(world.orders.map(({ jobId }) => jobId)).toEqual(["job-1", "job-1", "job-1"]);
    expect(world.pauses).toEqual([1, 2]);
    expect(board.jobs.value.get("portrait alice")?.isOrdered).toBe(true);
  });

  test("that is refused is not kept, and says why until it is asked for again", async () => {
    const world = boards();
    const { board, lines } = world.tab();
    world.answers.push(new ApiRefused(409, "needs_portrait", "Make a portrait first."));
    await board.order(alice);
    expect(world.kept()).toEqual([]);
    expect(board.jobs.value.size).toBe(0);
    expect(board.refusals.value.get("portrait alice")).toBe("Make a portrait first.");
    expect(lines.at(-1)).toBe("Portrait for alice was not started: Make a portrait first.");
    await board.order(alice);
    expect(board.refusals.value.size).toBe(0);
    expect(world.orders).toHaveLength(2);
  });

  test("that is answered with another job follows that one", async () => {
    const world = boards();
    const { board, lines } = world.tab();
    world.answers.push(Promise.resolve("theirs"));
    await board.order(alice);
    expect(world.kept().map(({ jobId }) => jobId)).toEqual(["theirs"]);
    expect(lines.at(-1)).toBe("Portrait for alice already has active job theirs, skipping duplicate call");
    world.pass(3_000);
    board.poll(false);
    expect(world.asked).toEqual(["theirs"]);
  });

  test("is not asked about before it was answered", async () => {
    const world = boards();
    const { board } = world.tab();
    world.answers.push(new Promise(() => undefined));
    void board.order(alice);
    world.pass(60_000);
    board.poll(false);
    expect(world.asked).toEqual([]);
  });
});

describe("a job that is followed", () => {
  test("is asked about every three seconds, and told of as it changes", async () => {
    const world = boards();
    const { board, lines, ended } = world.tab();
    await board.order(alice);
    for (const status of ["processing", "processing", "succeeded"] as const) {
      world.statuses.set("job-1", { status, outputUrl: status === "succeeded" ? "/assets/a.webp" : null });
      world.pass(2_999);
      board.poll(false);
      world.pass(1);
      board.poll(false);
      await settled();
    }
    expect(world.asked).toEqual(["job-1", "job-1", "job-1"]);
    expect(lines.slice(2)).toEqual([
      "Portrait alice status: processing",
      "Portrait alice status: succeeded",
      "Portrait alice completed: /assets/a.webp",
    ]);
    expect(world.kept()).toEqual([]);
    expect(ended).toMatchObject([{ how: "succeeded", outputUrl: "/assets/a.webp" }]);
  });

  test("is asked about seldom while the room tells of jobs", async () => {
    const world = boards();
    const { board } = world.tab();
    await board.order(alice);
    for (let second = 0; second < 14; second += 2) {
      world.pass(2_000);
      board.hear("job-1", { status: "processing", progress: second, detail: null, outputUrl: null });
      board.poll(true);
    }
    expect(world.asked).toEqual([]);
    expect(board.jobs.value.get("portrait alice")?.progress).toBe(12);
    // The room fell silent.
    world.pass(9_000);
    board.poll(true);
    expect(world.asked).toEqual(["job-1"]);
  });

  test("ends once, though the room and its status both tell of it", async () => {
    const world = boards();
    const { board, ended } = world.tab();
    await board.order(alice);
    world.statuses.set("job-1", { status: "failed", detail: "No credits." });
    world.pass(3_000);
    board.poll(false);
    const news = { status: "failed", progress: -1, detail: "No credits.", outputUrl: null } as const;
    expect(board.hear("job-1", news)).toBe(true);
    await settled();
    expect(board.hear("job-1", news)).toBe(false);
    expect(ended).toHaveLength(1);
  });

  test("goes on through a status that is not answered", async () => {
    const world = boards();
    const { board, ended } = world.tab();
    await board.order(alice);
    world.statuses.set("job-1", lost);
    world.pass(3_000);
    board.poll(false);
    await settled();
    expect(ended).toEqual([]);
    world.pass(3_000);
    board.poll(false);
    expect(world.asked).toHaveLength(2);
  });

  test("ends in the other tabs, too, which then read what became of it", async () => {
    const world = boards();
    const [first, second] = [world.tab(), world.tab()];
    await first.board.order(alice);
    first.board.hear("job-1", { status: "succeeded", progress: 100, detail: null, outputUrl: "/assets/a.webp" });
    expect(second.board.jobs.value.size).toBe(0);
    expect(second.ended).toMatchObject([{ how: "unknown" }]);
  });
});

describe("after a reload", () => {
  test("what was kept is asked about at once, and told as resumed", async () => {
    const world = boards();
    world.keep([kept("old", 0)]);
    const { board, lines } = world.tab();
    board.resume();
    board.poll(true);
    await settled();
    expect(world.asked).toEqual(["old"]);
    expect(lines).toEqual(["Resuming portrait polling for alice", "Portrait alice status: processing"]);
    await board.order(alice);
    expect(world.orders).toEqual([]);
  });

  test("a job that the server has forgotten is dropped; one that may still be on its way is not", async () => {
    const world = boards();
    world.keep([kept("old", 0), { ...kept("young", world.now() - 5_000), kind: "video" }]);
    const forgotten = new ApiRefused(404, "unknown_job", "There is no such job.");
    world.statuses.set("old", forgotten).set("young", forgotten);
    const { board, ended, lines } = world.tab();
    board.resume();
    board.poll(false);
    await settled();
    expect(world.kept().map(({ jobId }) => jobId)).toEqual(["young"]);
    expect(ended).toMatchObject([{ task: { jobId: "old" }, how: "unknown" }]);
    expect(lines).toContain("Portrait alice: job old is no longer known, reading the show instead");
  });

  test("the server rules: what it has under way is followed, what it does not tell of is asked about", async () => {
    const world = boards();
    world.keep([kept("mine", 0), { ...kept("ended", 0), subjectId: "bob" }]);
    world.statuses.set("ended", { status: "succeeded", outputUrl: "/assets/b.webp" });
    const { board, ended } = world.tab();
    board.resume();
    const jobs = [aCastJob("portrait", "theirs"), aCastJob("video", "failed", { status: "failed" })];
    board.reconcileWith(aShow({ characters: [aCharacter("alice", { jobs }), aCharacter("bob")] }));
    await settled();
    expect(world.kept().map(({ jobId }) => jobId)).toEqual(["theirs"]);
    expect(ended).toMatchObject([{ task: { subjectId: "bob" }, how: "succeeded" }]);
  });
});
