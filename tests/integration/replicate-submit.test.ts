import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { modelsThatMake } from "../../server/providers/replicate/models.ts";
import { aCastRow } from "../support/cast-rows.ts";
import { aTime } from "../support/generations.ts";
import { aReadPicture, asDataUri, scriptedReplicate } from "../support/scripted-replicate.ts";
import type { Asked } from "../support/scripted-server.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const created = { id: "pred-1", status: "starting", input: { prompt: "secret" }, logs: "", output: null };

async function submitTo(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const { replicate, asked } = await scriptedReplicate(() => ({ status, body, headers }));
  const outcome = await replicate.submit(aCastRow(), unhurried());
  expect(asked).toHaveLength(1);
  return outcome;
}

/** What one order sends. */
async function sent(
  row: ReturnType<typeof aCastRow>,
  different: Parameters<typeof scriptedReplicate>[1] = {},
): Promise<{ readonly request: Asked; readonly input: Readonly<Record<string, unknown>> }> {
  const { replicate, asked } = await scriptedReplicate(() => ({ status: 201, body: created }), different);
  expect(await replicate.submit(row, unhurried())).toMatchObject({ type: "accepted" });
  const [request] = asked;
  if (request === undefined || asked.length > 1) throw new Error("It was not one request.");
  return { request, input: Object(request.body).input };
}

describe("a submit", () => {
  test("of a portrait is one POST to the model, with the words, a seed and a time after which it is called off", async () => {
    const { request, input } = await sent(aCastRow("portrait"));
    expect(request).toMatchObject({
      method: "POST",
      path: "models/black-forest-labs/flux-schnell/predictions",
      headers: { authorization: "Bearer r8_the-token", "content-type": "application/json", "cancel-after": "360s" },
    });
    expect(input).toMatchObject({ prompt: "Portrait of Mira, the smuggler.", seed: expect.any(Number) });
    expect(Object.keys(Object(request.body))).toEqual(["input"]);
  });

  test("of a video sends its picture as the first frame, inside the request", async () => {
    const { request, input } = await sent(aCastRow("video"));
    expect(request).toMatchObject({
      path: "models/bytedance/seedance-1-lite/predictions",
      headers: { "cancel-after": "660s" },
    });
    expect(input).toMatchObject({ image: asDataUri });
    expect(input).not.toHaveProperty("reference_images");
  });

  test("of a trailer sends the cast as references, no more of them than the model takes", async () => {
    const read: string[] = [];
    const images = ["1", "2", "3", "4", "5"].map((letter) => `/assets/${letter.repeat(64)}.jpg`);
    const { input } = await sent(aCastRow("trailer", { input: { prompt: "Trailer", images, seed: 1 } }), {
      async readPicture(image) {
        read.push(image);
        return aReadPicture;
      },
    });
    expect(input).toMatchObject({ reference_images: [asDataUri, asDataUri, asDataUri, asDataUri] });
    expect(input).not.toHaveProperty("image");
    expect(read).toEqual(images.slice(0, 4));
  });

  test("of a trailer without pictures, or with a model that takes one only, sends what there is", async () => {
    const without = await sent(aCastRow("trailer", { input: { prompt: "Trailer", images: [], seed: 1 } }));
    expect(without.input).not.toHaveProperty("reference_images");
    const one = await sent(aCastRow("trailer"), { models: { trailer: "google/veo-3.1-fast" } });
    expect(one.input).toMatchObject({ image: asDataUri });
  });

  test.each([
    ["kwaivgi/kling-v2.5-turbo-pro", "start_image"],
    ["minimax/video-01", "first_frame_image"],
    ["openai/sora-2", "input_reference"],
    ["google/veo-3.1-fast", "image"],
  ])("with %s calls the first frame %s", async (video, field) => {
    const { request, input } = await sent(aCastRow("video"), { models: { video } });
    expect(request.path).toBe(`models/${video}/predictions`);
    expect(input).toMatchObject({ [field]: asDataUri });
  });

  test.each(modelsThatMake("picture"))("with %s sends words, and no field that is empty", async (portrait) => {
    const { input } = await sent(aCastRow("portrait"), { models: { portrait } });
    expect(input).toMatchObject({ prompt: expect.any(String), aspect_ratio: "3:4" });
    expect(Object.keys(input)).not.toContain("");
  });

  test("has a seed of its own for each submit, and the same one whenever it is asked for", async () => {
    const seedOf = async (different: object) => (await sent(aCastRow("portrait", different))).input.seed;
    const seeds = [
      await seedOf({ submitTag: "waygate-a" }),
      await seedOf({ submitTag: "waygate-a-again" }),
      await seedOf({ submitTag: "waygate-b" }),
      await seedOf({ submitTag: "waygate-b", input: { prompt: "p", images: [], seed: 8 } }),
    ];
    expect(new Set(seeds).size).toBe(4);
    expect(await seedOf({ submitTag: "waygate-a" })).toBe(seeds[0]);
    for (const seed of seeds) expect(Number.isInteger(seed) && Number(seed) >= 0 && Number(seed) < 2 ** 31).toBe(true);
  });

  test("asks for webhooks where we can be reached, by the tag of this submit", async () => {
    const webhookBaseUrl = "https://waygate.example";
    const { request } = await sent(aCastRow("portrait", { submitTag: "waygate-x1" }), { webhookBaseUrl });
    expect(request.body).toMatchObject({
      webhook: "https://waygate.example/api/webhooks/replicate/waygate-x1",
      webhook_events_filter: ["start", "completed"],
    });
  });

  test("keeps what Replicate answered, without what we sent it", async () => {
    expect(await submitTo(201, created)).toEqual({
      type: "accepted",
      operationId: "pred-1",
      providerRef: null,
      observed: { id: "pred-1", status: "starting", logs: "", output: null },
    });
  });

  test("sends a large picture smaller, as a JPEG", async () => {
    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
    const bytes = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: "#000", noise } })
      .png()
      .toBuffer();
    const readPicture = async () => ({ ...aReadPicture, bytes });
    const { input } = await sent(aCastRow("video"), { readPicture });
    const [head = "", data = ""] = String(input.image).split(",");
    expect(head).toBe("data:image/jpeg;base64");
    const picture = Buffer.from(data, "base64");
    expect(picture.byteLength).toBeLessThanOrEqual(256 * 1024);
    const { width, height } = await sharp(picture).metadata();
    expect(width / height).toBeCloseTo(4 / 3, 2);
  });

  test("whose picture is gone or cannot be read leaves nothing at Replicate", async () => {
    const gone = { type: "refused", code: "unsupported_image", message: "This server has no such picture." } as const;
    for (const [readPicture, expected] of [
      [async () => gone, gone],
      [() => Promise.reject(new Error("disk")), { type: "not_sent" }],
    ] as const) {
      const { replicate, asked } = await scriptedReplicate(() => ({}), { readPicture });
      expect(await replicate.submit(aCastRow("video"), unhurried())).toMatchObject(expected);
      expect(asked).toEqual([]);
    }
  });

  test.each([200, 201, 202])("is accepted with status %d", async (status) => {
    expect(await submitTo(status, created)).toMatchObject({ type: "accepted", operationId: "pred-1" });
  });

  test.each([
    [
      "its input",
      422,
      { title: "Input validation failed", detail: "- input.output_format: must be one of jpg, png\n", status: 422 },
      "refused",
      "Replicate refused: - input.output_format: must be one of jpg, png.",
    ],
    ["its model", 404, { title: "Not found" }, "refused", "Replicate refused: Not found."],
    ["no reason", 400, "", "refused", "Replicate refused: It answered with status 400."],
    [
      "its words",
      422,
      { detail: "The input was flagged as sensitive. (E005)" },
      "moderated",
      expect.stringMatching(/^Replicate declined .*flagged as sensitive.*Change/),
    ],
    ["no credit", 402, { title: "Insufficient credit" }, "no_credits", expect.stringContaining("operator")],
    ["its token", 401, { detail: "Bad r8_the-token" }, "provider_key", expect.not.stringContaining("r8_")],
    ["its rights", 403, { detail: "r8_the-token" }, "provider_key", expect.not.stringContaining("r8_")],
  ])("is refused for %s", async (_what, status, body, code, message) => {
    expect(await submitTo(status, body)).toEqual({ type: "refused", code, message });
  });

  test.each<[string, unknown, Record<string, string>, number | null]>([
    ["its header", { detail: "Throttled." }, { "retry-after": "7" }, 7_000],
    ["its field", { detail: "Throttled.", retry_after: 10 }, {}, 10_000],
    ["its words", { detail: "Request was throttled. Your rate limit resets in ~30s." }, {}, 30_000],
    ["its header before its words", { detail: "It resets in ~30s.", retry_after: 10 }, { "retry-after": "7" }, 7_000],
    ["nothing", { detail: "Throttled." }, {}, null],
    ["nothing, in no JSON", "slow down", {}, null],
  ])("is throttled until %s says", async (_what, body, headers, waitMs) => {
    expect(await submitTo(429, body, headers)).toEqual({
      type: "throttled",
      retryAt: waitMs === null ? null : aTime + waitMs,
      message: expect.stringMatching(/\.$/),
    });
  });

  test.each([
    ["408", 408, {}],
    ["425", 425, ""],
    ["500", 500, { detail: "Oops" }],
    ["502 from a gateway", 502, "<html></html>"],
    ["503, where it may have been made", 503, ""],
    ["a redirect", 307, ""],
    ["201 and no id", 201, { status: "starting" }],
    ["201 and an empty id", 201, { id: "" }],
    ["201 and no JSON", 201, "OK"],
  ])("has an unknown outcome after %s: it may be made and billed", async (_what, status, body) => {
    expect(await submitTo(status, body)).toEqual({ type: "unknown", message: expect.stringMatching(/\.$/) });
  });

  test("has an unknown outcome where the connection ends without an answer", async () => {
    const { replicate, asked } = await scriptedReplicate(() => "cut");
    expect(await replicate.submit(aCastRow(), unhurried())).toMatchObject({ type: "unknown" });
    expect(asked).toHaveLength(1);
  });
});

test("a cancel is one POST to the prediction", async () => {
  const { replicate, asked } = await scriptedReplicate(() => ({}));
  await replicate.cancel?.("a/b", unhurried());
  expect(asked).toMatchObject([{ method: "POST", path: "predictions/a%2Fb/cancel" }]);
});

describe("what webhooks are signed with", () => {
  test("is asked of Replicate", async () => {
    const { replicate, asked } = await scriptedReplicate(() => ({ body: { key: "whsec_abc" } }));
    expect(await replicate.readWebhookSecret(unhurried())).toBe("whsec_abc");
    expect(asked).toMatchObject([
      { path: "webhooks/default/secret", headers: { authorization: "Bearer r8_the-token" } },
    ]);
  });

  test.each([
    [500, ""],
    [401, { detail: "No." }],
    [200, { key: "" }],
    [200, "OK"],
  ])("cannot be had where it answers %d %j", async (status, body) => {
    const { replicate } = await scriptedReplicate(() => ({ status, body }));
    await expect(replicate.readWebhookSecret(unhurried())).rejects.toThrow(`status ${status}`);
  });
});
