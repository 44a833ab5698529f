import { describe, expect, test } from "vitest";
import { castKinds } from "../../contract/shows.ts";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { going } from "../support/scripted-cast.ts";
import { openShowDoors, refusalIn } from "../support/show-doors.ts";
import { until } from "../support/until.ts";

const minute = 60_000;

describe("asking for a portrait", () => {
  test("is answered 202 with starting, and becomes the character's when it is made", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice");
    const alice = ids[0] ?? "";
    expect(await doors.ask("portrait", "job-1", alice)).toEqual({ jobId: "job-1", status: "starting" });
    await until(() => doors.replicate.charged.length === 1);
    expect(doors.replicate.charged).toEqual([
      {
        prompt: "Portrait of Alice, sheriff. Grey coat, a scar.",
        images: [],
        seed: expect.any(Number),
        showId,
        characterId: alice,
        name: "Alice",
      },
    ]);
    doors.replicate.script.look = () => going(42);
    await until(async () => {
      await doors.clock.advance(3_000);
      return (await doors.status("portrait", "job-1")).progress === 42;
    });
    expect(await doors.status("portrait", "job-1")).toEqual({
      jobId: "job-1",
      status: "processing",
      detail: null,
      outputUrl: null,
      progress: 42,
    });
    expect((await doors.readShow(showId)).characters).toMatchObject([
      { portraitUrl: null, jobs: [{ kind: "portrait", jobId: "job-1", status: "processing", progress: 42 }] },
    ]);
    await doors.finish("job-1", "aa");
    const outputUrl = "/assets/aa.webp";
    expect(await doors.status("portrait", "job-1")).toMatchObject({ status: "succeeded", outputUrl, progress: 100 });
    expect((await doors.readShow(showId)).characters).toMatchObject([
      { portraitUrl: outputUrl, videoUrl: null, jobs: [] },
    ]);
    expect(doors.troubles).toEqual([]);
  });

  test.each(databaseProviders)(
    "ten times at once, under ten job ids, is one job and one charge, and each id means it from then on: %s",
    async (provider) => {
      const doors = await openShowDoors({ provider });
      const alice = (await doors.addCast("Alice")).ids[0] ?? "";
      const jobIds = Array.from({ length: 10 }, (_, index) => `click-${index}`);
      const allChecked = Promise.withResolvers<void>();
      let checked = 0;
      doors.script.atBudget = () => {
        checked += 1;
        if (checked === jobIds.length) allChecked.resolve();
        return allChecked.promise;
      };
      const answers = await Promise.all(jobIds.map((jobId) => doors.ask("portrait", jobId, alice)));
      expect(new Set(answers.map(({ jobId }) => jobId)).size).toBe(1);
      await until(() => doors.replicate.charged.length > 0);
      await doors.finish(answers[0]?.jobId ?? "", "aa");
      for (const jobId of jobIds) {
        expect(await doors.status("portrait", jobId)).toMatchObject({ jobId, status: "succeeded" });
      }
      // Sent again after the end: none of them pays another time.
      await Promise.all(jobIds.map((jobId) => doors.ask("portrait", jobId, alice)));
      await doors.clock.advance(minute);
      expect(doors.replicate.charged).toHaveLength(1);
    },
  );

  test("under a job id that was used for another character is refused, joined ones included", async () => {
    const doors = await openShowDoors();
    const [alice = "", bob = ""] = (await doors.addCast("Alice", "Bob")).ids;
    await doors.ask("portrait", "own", alice);
    await doors.ask("portrait", "joined", alice);
    for (const jobId of ["own", "joined"]) {
      const refusal = await refusalIn(await doors.order("portrait", jobId, bob));
      expect(refusal).toEqual([409, "job_id_reused", "This jobId was used for something else: choose a new one."]);
    }
    expect(await doors.ask("portrait", "own", alice)).toMatchObject({ jobId: "own" });
    expect(await doors.ask("portrait", "joined", alice)).toMatchObject({ jobId: "own" });
  });

  test("anew, after it is there, replaces it", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice");
    await doors.ask("portrait", "first", ids[0] ?? "");
    await doors.finish("first", "aa");
    await doors.ask("portrait", "second", ids[0] ?? "");
    await doors.finish("second", "bb");
    expect((await doors.readShow(showId)).characters).toMatchObject([{ portraitUrl: "/assets/bb.webp" }]);
    // The rows of both generations show their files, and the character shows the second.
    expect(doors.counts).toEqual(
      new Map([
        ["aa", 1],
        ["bb", 2],
      ]),
    );
  });

  test("beyond what one may have running is refused, and joining what is running is not", async () => {
    const doors = await openShowDoors({ limits: { runningCastPerPlayer: 1, startsPerPlayerPerDay: 10 } });
    const [alice = "", bob = ""] = (await doors.addCast("Alice", "Bob")).ids;
    await doors.ask("portrait", "a", alice);
    expect((await refusalIn(await doors.order("portrait", "b", bob))).slice(0, 2)).toEqual([429, "over_budget"]);
    expect(await doors.ask("portrait", "c", alice)).toMatchObject({ jobId: "a" });
  });
});

describe("a video and a trailer", () => {
  test("need a portrait, and are made from it", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice", "Bob");
    const alice = ids[0] ?? "";
    const needed = [
      [409, "needs_portrait", "Alice has no portrait yet: generate that first."],
      [409, "needs_portrait", "A trailer needs at least one portrait of the cast: generate that first."],
    ];
    expect(await refusalIn(await doors.order("video", "v", alice))).toEqual(needed[0]);
    expect(await refusalIn(await doors.order("trailer", "t", showId))).toEqual(needed[1]);
    await doors.ask("portrait", "p", alice);
    await doors.finish("p", "aa");
    await doors.ask("video", "v", alice);
    await doors.finish("v", "cc");
    await doors.ask("trailer", "t", showId);
    await doors.finish("t", "dd");
    expect(doors.replicate.charged.slice(1)).toMatchObject([
      { prompt: "Alice, sheriff, in motion. Grey coat, a scar.", images: ["/assets/aa.webp"] },
      { prompt: 'Trailer for "The Long Night". A town waits. Starring: Alice.', images: ["/assets/aa.webp"] },
    ]);
    expect(await doors.readShow(showId)).toMatchObject({
      trailerUrl: "/assets/dd.webm",
      characters: [{ portraitUrl: "/assets/aa.webp", videoUrl: "/assets/cc.webm" }, { videoUrl: null }],
    });
  });

  test("may have the same job id as a portrait: each door knows its own", async () => {
    const doors = await openShowDoors();
    const alice = (await doors.addCast("Alice")).ids[0] ?? "";
    await doors.ask("portrait", "same", alice);
    await doors.finish("same", "aa");
    await doors.ask("video", "same", alice);
    expect(await doors.status("portrait", "same")).toMatchObject({ status: "succeeded" });
    expect((await doors.status("video", "same")).status).not.toBe("succeeded");
  });
});

describe("a job's status", () => {
  test("is forgotten thirty minutes after its end, and its id still pays no second time", async () => {
    const doors = await openShowDoors();
    const alice = (await doors.addCast("Alice")).ids[0] ?? "";
    await doors.ask("portrait", "a", alice);
    await doors.ask("portrait", "b", alice);
    await doors.finish("a", "aa");
    const settledAt = (await doors.store.findByJob("ada", "a"))?.settledAt ?? 0;
    await doors.clock.advance(settledAt + 30 * minute - 1 - doors.clock.now());
    expect((await doors.statusOf("portrait", "b")).status).toBe(200);
    await doors.clock.advance(1);
    for (const jobId of ["a", "b", "never"]) {
      expect((await refusalIn(await doors.statusOf("portrait", jobId))).slice(0, 2)).toEqual([404, "unknown_job"]);
    }
    expect(await doors.ask("portrait", "b", alice)).toMatchObject({ jobId: "a" });
    expect(doors.replicate.charged).toHaveLength(1);
  });

  test("is somebody else's like one that is not there", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice");
    await doors.ask("portrait", "a", ids[0] ?? "");
    const foreign = await refusalIn(await doors.statusOf("portrait", "a", "mallory"));
    expect(foreign).toEqual(await refusalIn(await doors.statusOf("portrait", "none", "mallory")));
    expect(foreign.slice(0, 2)).toEqual([404, "unknown_job"]);
    for (const kind of castKinds) {
      const id = kind === "trailer" ? showId : (ids[0] ?? "");
      const refused = await refusalIn(await doors.order(kind, "m", id, "mallory"));
      expect(refused).toEqual(await refusalIn(await doors.order(kind, "m", "nobody", "mallory")));
      expect(refused[0]).toBe(404);
    }
  });

  test("says why it waits, and why it failed", async () => {
    const doors = await openShowDoors({ gate: { startsPerMinute: 1, startsPerHour: 100 } });
    const [alice = "", bob = "", eve = ""] = (await doors.addCast("Alice", "Bob", "Eve")).ids;
    await doors.ask("portrait", "a", alice);
    await until(() => doors.replicate.charged.length === 1);
    await doors.ask("portrait", "b", bob);
    await doors.clock.advance(1);
    await doors.ask("portrait", "c", eve);
    await until(async () => {
      await doors.clock.advance(100);
      return (await doors.status("portrait", "c")).detail === "It waits for its turn: number 2.";
    });
    expect(await doors.status("portrait", "c")).toMatchObject({ status: "starting" });
    doors.replicate.script.look = () => ({
      type: "failed",
      code: "moderated",
      message: "The words were refused.",
      transient: false,
      observed: {},
    });
    await until(async () => {
      await doors.clock.advance(3_000);
      return (await doors.status("portrait", "a")).status === "failed";
    });
    expect(await doors.status("portrait", "a")).toMatchObject({ detail: "The words were refused.", outputUrl: null });
    const waiting = await doors.store.findByJob("ada", "c");
    if (waiting) await doors.generations.cancel(waiting);
    expect(await doors.status("portrait", "c")).toMatchObject({ status: "failed", detail: "cancelled" });
  });
});

test.each([
  ["no jobId", { characterId: "x" }, "jobId is missing."],
  [
    "a jobId with blanks",
    { jobId: "a b", characterId: "x" },
    "jobId must be 1 to 128 letters, digits and . : _ - only.",
  ],
  ["no characterId", { jobId: "a" }, "characterId is missing."],
])("%s is 400 with a sentence", async (_what, body, sentence) => {
  const doors = await openShowDoors();
  const answer = await doors.call("POST", "/api/characters/portrait", body);
  expect(await refusalIn(answer)).toEqual([400, "bad_message", sentence]);
});
