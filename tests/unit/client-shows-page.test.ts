import { describe, expect, test } from "vitest";
import { cardView } from "../../client/shows/card-view.ts";
import { newJob } from "../../client/shows/jobs/job.ts";
import { tasksIn } from "../../client/shows/jobs/kept-tasks.ts";
import { failedJobsOf, missingOf } from "../../client/shows/missing.ts";
import { hashOf, studioPlaceIn } from "../../client/shows/studio-address.ts";
import { withEnded } from "../../client/shows/with-ended.ts";
import { aCastJob, aCharacter, aShow } from "../support/shows.ts";

const nowMs = Date.UTC(2026, 10, 20, 12);
const secondsAgo = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString();
const task = { jobId: "a", kind: "portrait", subjectId: "alice", showId: "show-1", startedAt: nowMs } as const;

describe("the Studio's address", () => {
  test.each([
    ["", { kind: "closed" }],
    ["#studio", { kind: "library" }],
    ["#studio/3f0e-1", { kind: "show", showId: "3f0e-1" }],
  ] as const)("%s", (hash, place) => {
    expect(studioPlaceIn(hash)).toEqual(place);
    expect(hashOf(place)).toBe(hash);
  });

  test.each(["#studio/", "#studio/a/b", "#studio/<b>", "#elsewhere"])("%s is not the Studio's", (hash) => {
    expect(studioPlaceIn(hash)).toEqual({ kind: "closed" });
  });
});

describe("what is missing", () => {
  const active = aCastJob("portrait", "a");
  const failed = aCastJob("portrait", "f", { status: "failed" });
  const show = aShow({
    characters: [
      aCharacter("has", { portraitUrl: "/p" }),
      aCharacter("makes", { jobs: [active] }),
      aCharacter("failed", { jobs: [failed] }),
      aCharacter("lacks"),
      aCharacter("ordered"),
      aCharacter("hasBoth", { portraitUrl: "/p", videoUrl: "/v" }),
    ],
  });
  const followed = new Set(["portrait ordered"]);
  const ids = (kind: "portrait" | "video") => missingOf(show, kind, followed).map(({ id }) => id);

  test("is what is not there and not on its way", () => expect(ids("portrait")).toEqual(["failed", "lacks"]));
  test("is no video without a portrait", () => expect(ids("video")).toEqual(["has"]));

  test("what failed is tried again, but not what was called off or is under way again", () => {
    const cancelled = aCastJob("video", "c", { status: "failed", detail: "cancelled" });
    const retried = aCastJob("video", "r", { status: "failed" });
    const trailer = aCastJob("trailer", "t", { status: "failed" });
    const characters = [aCharacter("x", { jobs: [failed, cancelled] }), aCharacter("y", { jobs: [retried, active] })];
    expect(failedJobsOf(aShow({ jobs: [trailer], characters }), new Set(["video y"]))).toEqual(["t", "f"]);
  });
});

describe("a card", () => {
  const base = { url: null, told: undefined, followed: undefined, serverNowMs: nowMs };

  test("shows the provider's progress", () => {
    const told = aCastJob("portrait", "a", { progress: 42, startedAt: secondsAgo(1) });
    expect(cardView({ ...base, told }).making).toEqual({ share: 0.42, words: "42 %", jobId: "a" });
  });

  test("marks an estimate as one, and never lets it end", () => {
    const told = aCastJob("portrait", "a", { startedAt: secondsAgo(5) });
    expect(cardView({ ...base, told }).making).toEqual({ share: 0.25, words: "≈ 25 %", jobId: "a" });
    const late = aCastJob("portrait", "a", { startedAt: secondsAgo(500) });
    expect(cardView({ ...base, told: late }).making?.words).toBe("≈ 95 %");
  });

  test("shows its place in the queue", () => {
    const told = aCastJob("portrait", "a", { status: "starting", queuePosition: 3 });
    expect(cardView({ ...base, told }).making).toEqual({ share: null, words: "3rd in the queue", jobId: "a" });
  });

  test("of an order that was not answered yet cannot be cancelled", () => {
    expect(cardView({ ...base, followed: newJob(task, false, nowMs) }).making).toMatchObject({ jobId: null });
  });

  test("shows what is followed rather than an older job's end", () => {
    const told = aCastJob("portrait", "older", { status: "failed", detail: "No credits." });
    const followed = { ...newJob(task, true, nowMs), status: "processing", progress: 7 } as const;
    const view = cardView({ ...base, told, followed });
    expect(view).toEqual({ url: null, making: { share: 0.07, words: "7 %", jobId: "a" }, failed: null });
  });

  test("says why there is nothing, beside what there is of an earlier time", () => {
    const told = aCastJob("portrait", "a", { status: "failed", detail: "No credits." });
    expect(cardView({ ...base, url: "/p", told })).toEqual({
      url: "/p",
      making: null,
      failed: { reason: "No credits.", jobId: "a" },
    });
    const cancelled = aCastJob("portrait", "a", { status: "failed", detail: "cancelled" });
    expect(cardView({ ...base, told: cancelled }).failed?.reason).toBe("Cancelled.");
    expect(cardView({ ...base, url: "/p", told: cancelled }).failed).toBeNull();
  });
});

describe("a job's end on the page", () => {
  const jobs = [aCastJob("portrait", "a"), aCastJob("video", "v")];
  const show = aShow({ characters: [aCharacter("alice", { jobs }), aCharacter("bob")] });

  test("brings what it made and leaves the rest", () => {
    const after = withEnded(show, { task, how: "succeeded", outputUrl: "/p", detail: null });
    expect(after.characters).toEqual([
      aCharacter("alice", { portraitUrl: "/p", jobs: jobs.slice(1) }),
      aCharacter("bob"),
    ]);
  });

  test("says why it failed", () => {
    const after = withEnded(show, { task, how: "failed", outputUrl: null, detail: "No credits." });
    expect(after.characters[0]?.jobs).toMatchObject([jobs[1], { status: "failed", detail: "No credits.", jobId: "a" }]);
  });

  test("brings a trailer to its show", () => {
    const trailer = { ...task, kind: "trailer", subjectId: "show-1" } as const;
    expect(withEnded(show, { task: trailer, how: "succeeded", outputUrl: "/t", detail: null }).trailerUrl).toBe("/t");
  });
});

describe("what this browser kept", () => {
  test("counts only where it is ours", () => {
    const kept = JSON.stringify([task, { ...task, kind: "song" }, { jobId: 1 }, null]);
    expect(tasksIn(kept)).toEqual([task]);
  });
  test.each([null, "", "{", "{}", "7"])("is nothing in %o", (kept) => expect(tasksIn(kept)).toEqual([]));
});
