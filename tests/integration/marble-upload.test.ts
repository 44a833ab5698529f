import { describe, expect, test } from "vitest";
import type { Picture, ReadPicture } from "../../server/providers/picture.ts";
import { aGeneration, aTime } from "../support/generations.ts";
import { scriptedMarble } from "../support/scripted-marble.ts";
import { type Asked, type Scripted, scriptedServer } from "../support/scripted-server.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const name = `${"ab".repeat(32)}.jpg`;
const image = `/assets/${name}`;
const words = aGeneration({ input: { prompt: "a mill" } });
const asked = aGeneration({ input: { prompt: "a mill", image } });
const handedOver = { ...asked, upload: { mediaAssetId: "m1" } };
const aPicture: Picture = { type: "picture", name, bytes: Buffer.from("the bytes"), contentType: "image/jpeg" };

const required = { "x-goog-content-length-range": "0,104857600" };
const prepared = (host: string | undefined, info: object = {}) => ({
  media_asset: { media_asset_id: "m1", file_name: "in.jpg", kind: "image" },
  upload_info: {
    upload_url: `http://${host}/storage/m1?signature=s`,
    upload_method: "PUT",
    required_headers: required,
    curl_example: null,
    ...info,
  },
});

interface Script {
  readonly prepare?: (asked: Asked) => Scripted;
  readonly store?: Scripted;
  readonly read?: ReadPicture;
}

async function upload({ prepare, store = { body: "" }, read = async () => aPicture }: Script) {
  const answer = (each: Asked): Scripted => {
    if (each.path.startsWith("/storage/")) return store;
    return prepare?.(each) ?? { body: prepared(each.headers.host) };
  };
  const { marble, asked: calls } = await scriptedMarble(answer, read);
  if (!marble.uploads) throw new Error("This adapter hands nothing over.");
  return { outcome: await marble.uploads.send(asked, unhurried()), calls };
}

describe("handing a picture over", () => {
  test("is needed for a world from a picture until its media asset is known, and never for one from words", async () => {
    const { marble } = await scriptedMarble(() => ({}));
    expect(marble.uploads?.isNeeded(asked)).toBe(true);
    expect(marble.uploads?.isNeeded(handedOver)).toBe(false);
    expect(marble.uploads?.isNeeded(words)).toBe(false);
  });

  test("prepares the upload at Marble, and puts the bytes where it says with what it requires, without the key", async () => {
    const sources: string[] = [];
    const { outcome, calls } = await upload({
      read: async (source) => {
        sources.push(source);
        return aPicture;
      },
    });
    expect(outcome).toEqual({ type: "uploaded", upload: { mediaAssetId: "m1" } });
    expect(sources).toEqual([image]);
    expect(calls).toMatchObject([
      {
        method: "POST",
        path: "media-assets:prepare_upload",
        headers: { "wlt-api-key": "the-key", "content-type": "application/json" },
        body: { file_name: expect.stringMatching(/^[a-f0-9]{8,59}\.jpg$/), kind: "image", extension: "jpg" },
      },
      { method: "PUT", path: "/storage/m1?signature=s", headers: required, body: "the bytes" },
    ]);
    expect(JSON.stringify(calls[1])).not.toContain("the-key");
  });

  test("reads the quickstart's `id`, and goes without headers where none are required", async () => {
    const { outcome, calls } = await upload({
      prepare: ({ headers }) => ({
        body: { ...prepared(headers.host, { required_headers: null }), media_asset: { id: "m2" } },
      }),
    });
    expect(outcome).toEqual({ type: "uploaded", upload: { mediaAssetId: "m2" } });
    expect(calls[1]?.headers).not.toHaveProperty("x-goog-content-length-range");
  });

  test.each<Picture>([
    { type: "refused", code: "unsupported_image", message: "There is no such picture." },
    { type: "not_sent", message: "It did not answer in time." },
  ])("of a picture that cannot be had is $type, and Marble hears nothing of it", async (picture) => {
    const { outcome, calls } = await upload({ read: async () => picture });
    expect([outcome, calls]).toEqual([picture, []]);
  });

  test("whose reading breaks down may be done again", async () => {
    const { outcome } = await upload({ read: () => Promise.reject(new Error("The disk at /srv is full.")) });
    expect(outcome).toEqual({ type: "not_sent", message: expect.not.stringContaining("/srv") });
  });

  test.each([
    [
      "what it says",
      422,
      { detail: [{ loc: ["body", "kind"], msg: "Bad kind" }] },
      "refused",
      /refused: kind: Bad kind\.$/,
    ],
    ["the key, which is not shown", 401, { detail: "Bad key the-key" }, "provider_key", /^(?!.*the-key).*operator\.$/],
  ])("is refused for %s", async (_what, status, body, code, message) => {
    const { outcome } = await upload({ prepare: () => ({ status, body }) });
    expect(outcome).toEqual({ type: "refused", code, message: expect.stringMatching(message) });
  });

  test("is throttled as a submit is", async () => {
    const { outcome } = await upload({ prepare: () => ({ status: 429, headers: { "retry-after": "5" }, body: {} }) });
    expect(outcome).toMatchObject({ type: "throttled", retryAt: aTime + 5_000 });
  });

  test.each<[string, (asked: Asked) => Scripted]>([
    ["500", () => ({ status: 500, body: { detail: "Oh" } })],
    ["200 and no JSON", () => ({ body: "OK" })],
    ["200 and no id", ({ headers }) => ({ body: { ...prepared(headers.host), media_asset: { id: "" } } })],
    ["200 and nowhere to send to", ({ headers }) => ({ body: prepared(headers.host, { upload_url: "" }) })],
    [
      "an address of another kind",
      ({ headers }) => ({ body: prepared(headers.host, { upload_url: "file:///tmp/a" }) }),
    ],
    ["no answer at all", () => "cut"],
  ])("counts as not sent after %s, and no bytes have left", async (_what, prepare) => {
    const { outcome, calls } = await upload({ prepare });
    expect(outcome).toEqual({ type: "not_sent", message: expect.stringMatching(/\.$/) });
    expect(calls).toHaveLength(1);
  });

  test("sends nothing in the clear to another house than Marble's", async () => {
    const elsewhere = await scriptedServer(() => ({ body: "" }));
    const { outcome } = await upload({ prepare: () => ({ body: prepared(new URL(elsewhere.url).host) }) });
    expect(outcome).toEqual({ type: "not_sent", message: expect.stringMatching(/\.$/) });
    expect(elsewhere.asked).toEqual([]);
  });

  test.each([400, 403, 413])("that the storage turns down with %d is refused with a sentence", async (status) => {
    const { outcome } = await upload({ store: { status, body: "<Error/>" } });
    const message = `The world maker did not take the picture: Its storage answered with status ${status}.`;
    expect(outcome).toEqual({ type: "refused", code: "refused", message });
  });

  test.each<[string, Scripted]>([
    ["is busy", { status: 429, body: "" }],
    ["timed out", { status: 408, body: "" }],
    ["failed", { status: 503, body: "" }],
    ["leads elsewhere", { status: 307, headers: { location: "https://example.com/" }, body: "" }],
    ["is cut off", "cut"],
  ])("counts as not sent where the storage %s, which says nothing of Marble", async (_what, store) => {
    expect((await upload({ store })).outcome).toEqual({ type: "not_sent", message: expect.stringMatching(/\.$/) });
  });
});

describe("the submit", () => {
  const order = async (row: typeof asked) => {
    const { marble, asked: calls } = await scriptedMarble(() => ({ body: { operation_id: "op1", done: false } }));
    expect(await marble.submit(row, unhurried())).toMatchObject({ type: "accepted" });
    return calls;
  };

  test("of a picture is one POST that names its media asset, with the words beside it", async () => {
    expect(await order(handedOver)).toMatchObject([
      {
        path: "worlds:generate",
        body: {
          display_name: "a mill",
          tags: [handedOver.submitTag],
          world_prompt: {
            type: "image",
            image_prompt: { source: "media_asset", media_asset_id: "m1" },
            is_pano: "auto",
            text_prompt: "a mill",
          },
        },
      },
    ]);
  });

  test("of words alone says nothing of pictures", async () => {
    const [call] = await order(words);
    expect(call?.body).toHaveProperty("world_prompt", { type: "text", text_prompt: "a mill" });
  });
});
