import { describe, expect, test } from "vitest";
import type { CastKind } from "../../contract/shows.ts";
import type { Json } from "../../server/generation/generation.ts";
import type { Observation } from "../../server/generation/provider.ts";
import { aCastRow } from "../support/cast-rows.ts";
import { scriptedReplicate } from "../support/scripted-replicate.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const accepted = (kind: CastKind = "portrait") => aCastRow(kind, { status: "running", operationId: "pred-1" });
const prediction = (status: string, more: object = {}) => ({ id: "pred-1", status, ...more });
const webp = "https://replicate.delivery/xezq/abc/out-0.webp";
const mp4 = "https://replicate.delivery/xezq/abc/out.mp4";

/** One look at a prediction that stands so. */
async function lookAt(body: unknown, row = accepted()): Promise<Observation> {
  const { replicate } = await scriptedReplicate(() => ({ body }));
  return replicate.look(row, unhurried());
}

test("a look is one GET of the prediction, with the token", async () => {
  const { replicate, asked } = await scriptedReplicate(() => ({ body: prediction("starting") }));
  await replicate.look({ ...accepted(), operationId: "a/b" }, unhurried());
  expect(asked).toMatchObject([
    { method: "GET", path: "predictions/a%2Fb", headers: { authorization: "Bearer r8_the-token" } },
  ]);
});

describe("a prediction that is", () => {
  test.each([
    ["starting", {}, -1],
    ["starting", { logs: null, output: null, error: null }, -1],
    ["processing", { logs: "Using seed: 7\n" }, -1],
    ["processing", { logs: "  0%|          | 0/4\n 42%|████▏     | 21/50 [00:03<00:04]" }, 42],
    ["processing", { logs: "42%|████|\r 57%|█████▋    | 4/7" }, 57],
    ["processing", { logs: "frames: 12.5%|█| 1/8" }, 12],
    ["processing", { logs: "150%|█|" }, 100],
    ["processing", { logs: "Prompt: a sale of 70% wool" }, -1],
    ["processing", { logs: 7 }, -1],
  ])("%s with %j is pending, as far as its logs say", async (status, more, progress) => {
    expect(await lookAt(prediction(status, more))).toMatchObject({ type: "pending", progress, providerRef: null });
  });

  test("seen is kept without its input, which holds whole pictures, and with the end of its logs", async () => {
    const logs = `${"x".repeat(5_000)} 10%|█|`;
    const seen = await lookAt(prediction("processing", { input: { image: "data:image/png;base64,AAAA" }, logs }));
    if (seen.type !== "pending") throw new Error(`It is not pending: ${JSON.stringify(seen)}`);
    expect(seen.observed).toEqual({ id: "pred-1", status: "processing", logs: logs.slice(-2_000) });
  });

  test.each<[CastKind, unknown, string]>([
    ["portrait", [webp], webp],
    ["portrait", webp, webp],
    ["portrait", { image: webp, seed: 7 }, webp],
    ["portrait", { images: [{ url: webp }] }, webp],
    ["portrait", ["https://replicate.delivery/a/notes.txt", webp], webp],
    ["portrait", "https://replicate.delivery/a/nameless", "https://replicate.delivery/a/nameless"],
    ["video", mp4, mp4],
    ["video", { preview: webp, video: mp4 }, mp4],
    ["trailer", [mp4], mp4],
  ])("a %s that succeeded with %j is done", async (kind, output, url) => {
    const role = kind === "portrait" ? "picture" : "film";
    expect(await lookAt(prediction("succeeded", { output }), accepted(kind))).toMatchObject({
      type: "done",
      providerRef: null,
      output: { facts: {}, files: [{ role, url, required: true, hash: null, ext: null }] },
    });
  });

  test.each([null, "", "Once upon a time", ["Once", " upon"], {}, [], 7, { a: { b: { c: { d: webp } } } }])(
    "succeeded without a file (%j) says nothing yet",
    async (output) => {
      expect(await lookAt(prediction("succeeded", { output }))).toMatchObject({ type: "unanswered" });
    },
  );

  test("succeeded, and removed since, has lost its files", async () => {
    expect(await lookAt(prediction("succeeded", { output: null, data_removed: true }))).toMatchObject({
      type: "failed",
      code: "files_lost",
      message: expect.stringMatching(/Retry/),
      transient: false,
    });
  });

  test.each([
    ["Prediction interrupted; please retry (code: PA)", "provider_failed", true],
    ["Director: unexpected error handling prediction (E9828)", "provider_failed", true],
    ["Director: unexpected error handling prediction (E8765)", "provider_failed", true],
    ["Timed out while starting (E6716)", "provider_failed", true],
    ["Out of memory (E1001)", "provider_failed", false],
    ["Unknown (E1000)", "provider_failed", false],
    ["CUDA error. Page 3 of PA", "provider_failed", false],
    ["The input or output was flagged as sensitive. (E005)", "moderated", false],
    ["Flagged (E005), please retry (code: PA)", "moderated", false],
    [null, "provider_failed", false],
  ])("failed with %j is %s, and worth one more submit: %s", async (error, code, transient) => {
    expect(await lookAt(prediction("failed", { error }))).toMatchObject({
      type: "failed",
      code,
      transient,
      message: expect.stringMatching(/^Replicate .*\.$/),
    });
  });

  test.each(["canceled", "aborted"])("%s is failed at once", async (status) => {
    expect(await lookAt(prediction(status))).toMatchObject({
      type: "failed",
      code: "cancelled_by_provider",
      transient: false,
      message: expect.stringMatching(/Retry/),
    });
  });

  test("in a state that nobody has heard of is failed after three looks in a row, and not before", async () => {
    const seen: Observation["type"][] = [];
    let observed: Json = null;
    for (const status of ["pondering", "dreaming", "processing", "pondering", "dreaming", "pondering"]) {
      const observation = await lookAt(prediction(status), { ...accepted(), observed });
      if ("observed" in observation) observed = observation.observed;
      seen.push(observation.type);
    }
    expect(seen).toEqual(["pending", "pending", "pending", "pending", "pending", "failed"]);
  });
});

describe("a look that shows no prediction", () => {
  test.each([404])("is gone after %d", async (status) => {
    const { replicate } = await scriptedReplicate(() => ({ status, body: { title: "Not found" } }));
    expect(await replicate.look(accepted(), unhurried())).toMatchObject({ type: "gone" });
  });

  test.each([
    ["401", 401, {}],
    ["429", 429, {}],
    ["500", 500, prediction("failed")],
    ["200 and no JSON", 200, "OK"],
    ["200 and no status", 200, { id: "pred-1" }],
    ["200 and no id", 200, { status: "succeeded", output: webp }],
    ["a redirect", 302, ""],
  ])("is unanswered after %s, which says nothing about it", async (_what, status, body) => {
    const { replicate } = await scriptedReplicate(() => ({
      status,
      body,
      headers: { location: "http://127.0.0.1:1/" },
    }));
    expect(await replicate.look(accepted(), unhurried())).toEqual({
      type: "unanswered",
      message: expect.stringMatching(/\.$/),
    });
  });
});
