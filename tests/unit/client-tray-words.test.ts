import { describe, expect, test } from "vitest";
import { kindOf, shareOf, standingOf, stateOf } from "../../client/tray/entry-words.ts";
import { anEntry, secondsAgo, trayNow } from "../support/tray-entries.ts";

const ended_at = secondsAgo(2);

describe("the words of a task", () => {
  test.each([
    [{ status: "running" }, "Being made", "generating"],
    [{ status: "queued" }, "Waiting", "generating"],
    [{ status: "running", error_code: "cancel_requested" }, "Cancelling", "generating"],
    [{ status: "a newer word" }, "Under way", "generating"],
    [{ status: "succeeded", ended_at }, "Ready", "ready"],
    [{ status: "timed_out", ended_at }, "Took too long", "error"],
    [{ status: "cancelled", ended_at }, "Cancelled", "error"],
    [{ status: "toString", ended_at }, "Ended", "error"],
  ])("for the status of %o: %s", (different, word, tone) => {
    expect(stateOf(anEntry(different))).toEqual({ word, tone });
  });

  test.each([
    ["world", "World"],
    ["model", "Model"],
    ["a newer kind", "Task"],
  ])("for the kind %s: %s", (kind, word) => expect(kindOf(anEntry({ kind }))).toBe(word));

  test.each([
    ["its place in the queue", { status: "queued", queue_position: 2 }, "2nd in the queue · 0:42"],
    ["the time against the usual one, and an estimate by it", {}, "0:42 of about 5:00 · ≈ 14 %"],
    ["its progress", { progress: 30 }, "0:42 of about 5:00 · 30 %"],
    ["how long it took", { status: "succeeded", ended_at }, "after 0:40"],
    ["why it failed", { status: "failed", ended_at, error_message: "No credits." }, "No credits."],
    ["that no reason is known", { status: "failed", ended_at }, "The reason is not known."],
    ["what a cancel waits for", { error_code: "cancel_requested", error_message: "It will be." }, "It will be."],
  ])("tell %s", (_, different, words) => {
    expect(standingOf(anEntry(different), trayNow)).toBe(words);
  });
});

describe("the bar of a task", () => {
  test.each([
    ["goes as far as its maker says", { progress: 30 }, 0.3],
    ["goes by the usual time while nobody says", { typical_seconds: 84 }, 0.5],
    ["never says that it is done by the time alone", { typical_seconds: 10 }, 0.95],
    ["is empty when not even the usual time is known", { typical_seconds: 0 }, 0],
    ["does not go backwards by clocks that disagree", { created_at: secondsAgo(-9) }, 0],
    ["is not there in the queue", { status: "queued" }, null],
    ["is not there at the end", { status: "failed", progress: 50, ended_at }, null],
  ])("%s", (_, different, share) => expect(shareOf(anEntry(different), trayNow)).toBe(share));
});
