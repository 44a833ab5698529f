import { describe, expect, test } from "vitest";
import type { Generation } from "../../server/generation/generation.ts";
import { createAnswers } from "../../server/tray/answers.ts";
import { createTrayKinds } from "../../server/tray/kinds.ts";
import { aGeneration } from "../support/generations.ts";

/** A place in the queue that has not been told yet that its row has left it. */
const placeInQueue = () => 3;

function answersWith(measured: number | null) {
  const asked: string[] = [];
  const kind = (name: string, typicalSecondsAtFirst: number) => ({
    kind: name,
    typicalSecondsAtFirst,
    titleOf: ({ id }: Generation) => `the ${name} ${id}`,
    resultOf: () => ({ url: "somewhere" }),
    placeOf: async () => ({ worldId: "hub", x: 1, y: 2, z: 3 }),
    retry: async (row: Generation) => row,
  });
  const typicalSeconds = async (name: string) => {
    asked.push(name);
    return measured;
  };
  const kinds = createTrayKinds([kind("world", 0.6), kind("model", 90)]);
  return { asked, answers: createAnswers({ typicalSeconds, placeInQueue }, kinds) };
}

describe("a generation as its owner sees it", () => {
  test.each([
    ["queued", 3],
    ["submitting", 0],
    ["running", 0],
    ["cancelled", 0],
  ] as const)("%s: its place in the queue is %i", async (status, place) => {
    const { answers } = answersWith(null);
    expect(await answers.for(aGeneration({ status }))).toMatchObject({ status, queue_position: place });
  });

  test.each([
    [null, 1],
    [41.5, 42],
    [12, 12],
  ])("measured durations of %s s: typically %i whole seconds", async (measured, seconds) => {
    const { answers } = answersWith(measured);
    expect(await answers.for(aGeneration())).toMatchObject({ typical_seconds: seconds });
  });

  test("has a result when it has succeeded, and not before", async () => {
    const { answers } = answersWith(null);
    expect(await answers.for(aGeneration({ status: "collecting" }))).toMatchObject({ result: null });
    expect(await answers.for(aGeneration({ status: "succeeded" }))).toMatchObject({ result: { url: "somewhere" } });
  });

  test("is in a list what it is alone, and each kind is measured once", async () => {
    const { answers, asked } = answersWith(null);
    const rows = ["world", "model", "world"].map((kind) => aGeneration({ kind }));
    const listed = await answers.forAll(rows);
    expect(asked).toEqual(["world", "model"]);
    expect(listed).toEqual(await Promise.all(rows.map((row) => answers.for(row))));
    expect(listed.map(({ typical_seconds }) => typical_seconds)).toEqual([1, 90, 1]);
  });
});
