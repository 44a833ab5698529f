import { describe, expect, test } from "vitest";
import { castMakings, type Sitter } from "../../server/shows/cast-making.ts";
import { castDetail, castStatusOf } from "../../server/shows/cast-status.ts";
import { generationToTell } from "../../server/shows/exhibited.ts";
import { newestWithoutResult } from "../../server/shows/job-answers.ts";
import { isNewer } from "../../server/shows/keeping.ts";
import { portraitPrompt, trailerPrompt, videoPrompt } from "../../server/shows/prompts.ts";
import { type CharacterRow, type Made, type ShowRow, subjectIn } from "../../server/shows/show.ts";
import { aGeneration, aTime } from "../support/generations.ts";

const made = (file: string, generationId = 1, askedAt = aTime): Made => ({ file, generationId, askedAt });
const alice: CharacterRow = {
  id: "a",
  showId: "s",
  name: "Alice",
  role: "a tired sheriff",
  description: "Grey coat, a scar.",
  portrait: made("aa.webp"),
  video: null,
  createdAt: aTime,
  updatedAt: aTime,
};
const show: ShowRow = {
  id: "s",
  ownedBy: "ada",
  title: "The Long Night",
  logline: "A town waits",
  autoGenerate: false,
  trailer: null,
  createdAt: aTime,
  updatedAt: aTime,
};

describe("the words for the provider", () => {
  test("say who it is, and leave out what was left empty", () => {
    expect(portraitPrompt(alice)).toBe("Portrait of Alice, a tired sheriff. Grey coat, a scar.");
    expect(videoPrompt(alice)).toBe("Alice, a tired sheriff, in motion. Grey coat, a scar.");
    expect(portraitPrompt({ ...alice, role: "", description: "" })).toBe("Portrait of Alice.");
  });

  test("of a trailer keep title and names apart, whatever is in them", () => {
    const cast = [alice, { ...alice, name: "Bob; the Baker" }];
    expect(trailerPrompt(show, cast)).toBe(
      'Trailer for "The Long Night". A town waits. Starring: Alice; Bob, the Baker.',
    );
    expect(trailerPrompt({ ...show, title: 'The "Night"', logline: "" }, [])).toBe("Trailer for \"The 'Night'\".");
  });
});

test("a trailer stars those who have a portrait, as many as the provider takes, each with their picture", () => {
  const cast = Array.from({ length: 6 }, (_, index) => ({
    ...alice,
    name: `N${index}`,
    portrait: index === 0 ? null : made(`p${index}.webp`),
  }));
  const sitter: Sitter = { of: "show", show, cast };
  expect(castMakings.trailer.want(sitter)).toEqual({
    prompt: 'Trailer for "The Long Night". A town waits. Starring: N1; N2; N3; N4.',
    images: [1, 2, 3, 4].map((index) => `/assets/p${index}.webp`),
  });
});

describe("how a job stands, in the words of its door", () => {
  test.each([
    ["queued", "starting"],
    ["submitting", "starting"],
    ["unknown", "starting"],
    ["running", "processing"],
    ["collecting", "processing"],
    ["failed", "failed"],
    ["cancelled", "failed"],
    ["timed_out", "failed"],
  ] as const)("%s is %s", (status, word) => {
    expect(castStatusOf({ status, settledAt: null })).toBe(word);
  });

  test("a success is one once the character has it", () => {
    expect(castStatusOf({ status: "succeeded", settledAt: null })).toBe("processing");
    expect(castStatusOf({ status: "succeeded", settledAt: aTime })).toBe("succeeded");
  });

  test.each([
    [{ status: "queued" }, 3, "It waits for its turn: number 3."],
    [{ status: "queued" }, 0, null],
    [{ status: "running" }, 0, null],
    [{ status: "unknown" }, 0, "The provider's answer was lost: it is looked for there."],
    [{ status: "unknown", cancelRequested: true }, 0, expect.stringContaining("cancelled as soon as")],
    [{ status: "failed", errorMessage: "No credits." }, 0, "No credits."],
    [{ status: "failed" }, 0, "It failed without saying why."],
    [{ status: "cancelled", errorMessage: "It was cancelled." }, 0, "cancelled"],
    [{ status: "timed_out" }, 0, "timed out"],
    [{ status: "succeeded", settledAt: aTime }, 0, null],
  ] as const)("%j at place %d is told as %j", (given, place, detail) => {
    expect(castDetail(aGeneration(given), place)).toEqual(detail);
  });
});

describe("of a show's jobs", () => {
  const job = (given: Parameters<typeof aGeneration>[0]) => aGeneration({ kind: "portrait", ...given });
  const succeeded = job({ subject: "character:a", status: "succeeded", endedAt: aTime, settledAt: aTime });
  const failed = job({ subject: "character:a", status: "failed", endedAt: aTime, settledAt: aTime });
  const running = job({ subject: "character:a", kind: "video", status: "running" });

  test("the newest of each kind are told, unless their result is there", () => {
    expect(newestWithoutResult([running, failed, succeeded])).toEqual([running, failed]);
    expect(newestWithoutResult([succeeded, failed])).toEqual([]);
    expect(newestWithoutResult([{ ...succeeded, settledAt: null }])).toHaveLength(1);
  });

  test("an exhibit tells of what goes on, and of a failure only where there is nothing to see", () => {
    expect(generationToTell([failed, running], true)).toBe(running);
    expect(generationToTell([failed], false)).toBe(failed);
    expect(generationToTell([failed], true)).toBeNull();
    expect(generationToTell([], false)).toBeNull();
  });
});

test("of two results the one that was asked for later stays, and the same one is never newer than itself", () => {
  expect(isNewer(made("b", 1, aTime + 1), made("a", 2, aTime))).toBe(true);
  expect(isNewer(made("b", 2, aTime), made("a", 1, aTime + 1))).toBe(false);
  expect(isNewer(made("a", 1), made("a", 1))).toBe(false);
  expect(isNewer(made("b", 2), made("a", 1))).not.toBe(isNewer(made("a", 1), made("b", 2)));
});

test.each([
  ["character:a", { of: "character", id: "a" }],
  ["show:s", { of: "show", id: "s" }],
  ["portal:p", null],
  ["character:", null],
  ["", null],
])("the subject %j names %j", (subject, named) => {
  expect(subjectIn(subject)).toEqual(named);
});
