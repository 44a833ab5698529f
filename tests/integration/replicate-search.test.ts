import { describe, expect, test } from "vitest";
import { orderOf } from "../../server/providers/replicate/ordering.ts";
import { aCastRow, castModels } from "../support/cast-rows.ts";
import { aTime } from "../support/generations.ts";
import { scriptedReplicate } from "../support/scripted-replicate.ts";
import type { Asked, Scripted } from "../support/scripted-server.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const ours = aCastRow("portrait", { status: "unknown", submitTag: "waygate-ours", submittedAt: aTime });
const { prompt } = Object(ours.input);
const found = { type: "found", operationId: "pred-1", providerRef: null };
const hooked = (tag: string, id = "pred-1") => ({ id, webhook: `https://w.example/api/webhooks/replicate/${tag}` });

const { seed } = orderOf(ours, castModels);

async function search(answer: (asked: Asked) => Scripted, models = {}) {
  const { replicate, asked } = await scriptedReplicate(answer, { models });
  return { outcome: await replicate.search(ours, unhurried()), asked };
}
const listing = (results: unknown, models = {}) =>
  search(() => ({ body: { results, next: null, previous: null } }), models);

describe("a search", () => {
  test("asks for the account's predictions since the submit, with time for two clocks that differ", async () => {
    const { asked } = await listing([]);
    expect(asked).toHaveLength(1);
    const [path = "", query = ""] = asked[0]?.path.split("?") ?? [];
    expect(path).toBe("predictions");
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
      created_after: new Date(aTime - 300_000).toISOString(),
    });
  });

  test.each<[string, unknown[]]>([
    ["whose webhook ends with our tag", [hooked("waygate-theirs", "pred-9"), hooked("waygate-ours")]],
    ["with our seed and words", [{ id: "pred-1", input: { prompt, seed } }]],
    ["between entries that are none", [null, 7, { webhook: "waygate-ours" }, hooked("waygate-ours")]],
  ])("finds the prediction %s", async (_what, results) => {
    expect((await listing(results)).outcome).toEqual(found);
  });

  test.each<[string, unknown[]]>([
    ["nothing", []],
    ["others' webhooks", [hooked("waygate-theirs")]],
    ["a tag that ours is the beginning or the end of", [hooked("waygate-ours-again"), hooked("my-waygate-ours")]],
    ["our words with another seed", [{ id: "pred-9", input: { prompt, seed: seed + 1 } }]],
    ["our seed with other words", [{ id: "pred-9", input: { prompt: "another", seed } }]],
    ["our seed as text", [{ id: "pred-9", input: { prompt, seed: String(seed) } }]],
    ["our seed and words under another's webhook", [{ ...hooked("waygate-theirs"), input: { prompt, seed } }]],
    [
      "what has been removed",
      [
        { id: "pred-9", input: {} },
        { id: "pred-8", input: null },
      ],
    ],
  ])("finds nothing in %s", async (_what, results) => {
    expect((await listing(results)).outcome).toEqual({ type: "absent" });
  });

  test("of a model without a seed goes by the webhook alone: the same words may be anybody's", async () => {
    const models = { portrait: "google/nano-banana" };
    expect((await listing([{ id: "pred-9", input: { prompt } }], models)).outcome).toEqual({ type: "absent" });
    expect((await listing([hooked("waygate-ours")], models)).outcome).toEqual(found);
  });

  test("does not take the prediction of an earlier submit for this one's", async () => {
    const { seed: earlier } = orderOf({ ...ours, submitTag: "waygate-before" }, castModels);
    expect((await listing([{ id: "pred-9", input: { prompt, seed: earlier } }])).outcome).toEqual({ type: "absent" });
  });

  test("goes on to further pages by their cursor, and never to another address", async () => {
    const { outcome, asked } = await search(({ path }) => ({
      body: path.includes("cursor=third")
        ? { results: [hooked("waygate-ours")], next: null }
        : path.includes("cursor=second")
          ? { results: [], next: "https://elsewhere.example/v1/predictions?cursor=third" }
          : { results: [], next: "https://api.replicate.com/v1/predictions?cursor=second" },
    }));
    expect(outcome).toEqual(found);
    expect(asked).toHaveLength(3);
  });

  test("that never comes to the end of the list gives up, without saying that there is nothing", async () => {
    const { outcome, asked } = await search(() => ({ body: { results: [], next: "https://x.example/?cursor=more" } }));
    expect(outcome).toMatchObject({ type: "unanswered" });
    expect(asked.length).toBeLessThanOrEqual(20);
  });

  test.each<[string, Scripted]>([
    ["401", { status: 401, body: {} }],
    ["404", { status: 404, body: {} }],
    ["429", { status: 429, body: {} }],
    ["500", { status: 500, body: "" }],
    ["a page without a list", { body: { next: null } }],
    ["a page that goes on nowhere", { body: { results: [], next: "https://x.example/" } }],
    ["no JSON", { body: "OK" }],
    ["no answer at all", "cut"],
  ])("that meets %s is unanswered, which is not the same as absent", async (_what, answer) => {
    expect((await search(() => answer)).outcome).toEqual({
      type: "unanswered",
      message: expect.stringMatching(/\.$/),
    });
  });
});
