import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { z } from "zod";
import { landscape } from "../support/landscapes.ts";
import { BEGIN, type MarbleClient, startedSandbox, temporaryDataDir, WORLD_MS } from "./sandbox-marble-client.ts";

const HOUR_MS = 3_600_000;
const IN_PNG = { file_name: "in.png", kind: "image", extension: "png" };
const detail = expect.any(String);

const Prepared = z.object({
  media_asset: z.object({ media_asset_id: z.string() }),
  upload_info: z.object({
    upload_url: z.string(),
    upload_method: z.literal("PUT"),
    required_headers: z.record(z.string(), z.string()),
  }),
});

const prepare = (marble: MarbleClient, request: object = IN_PNG) =>
  marble.call("POST", "/marble/v1/media-assets:prepare_upload", request);

async function prepared(marble: MarbleClient, request?: object) {
  const { media_asset, upload_info } = Prepared.parse((await prepare(marble, request)).body);
  const put = (body: Uint8Array, headers = upload_info.required_headers) =>
    marble.send("PUT", new URL(upload_info.upload_url).pathname, { headers, body: new Uint8Array(body) });
  return { id: media_asset.media_asset_id, put };
}

/** Hands a picture over, and gives what a prompt names it by. */
async function uploaded(marble: MarbleClient, file: Uint8Array): Promise<object> {
  const { id, put } = await prepared(marble);
  expect(await put(file)).toMatchObject({ status: 200 });
  return { source: "media_asset", media_asset_id: id };
}

const fromPicture = async (marble: MarbleClient, file: Uint8Array, text_prompt?: string) => ({
  world_prompt: { type: "image", image_prompt: await uploaded(marble, file), text_prompt },
});

/** All files of a world that is ordered now. */
async function made(marble: MarbleClient, request: Record<string, unknown>) {
  const operationId = await marble.accepted(request);
  await marble.advance(WORLD_MS);
  const { assets } = await marble.finished(operationId);
  const files = [...Object.values(assets.splats.spz_urls), assets.imagery.pano_url, assets.thumbnail_url];
  const [small, large, pano, thumbnail] = await Promise.all(files.map((url) => marble.bytes(url)));
  if (!small || !large || !pano || !thumbnail) throw new Error("A file of the world is missing.");
  return { small, large, pano, thumbnail, caption: (await marble.finished(operationId)).assets.caption };
}

/** Mean red and blue, 0 to 255. */
async function redAndBlue(file: Uint8Array): Promise<readonly [number, number]> {
  const { channels } = await sharp(file).stats();
  return [channels[0]?.mean ?? 0, channels[2]?.mean ?? 0];
}

test("an upload is prepared with a signed address, what it requires, and an asset that can be read", async () => {
  const marble = await startedSandbox();
  const { status, body } = await prepare(marble, { ...IN_PNG, metadata: { from: "ada" } });
  const { media_asset, upload_info } = Prepared.parse(body);
  expect(status).toBe(200);
  expect(body).toMatchObject({ media_asset: { ...IN_PNG, metadata: { from: "ada" }, updated_at: null } });
  expect(upload_info.required_headers).toEqual({ "x-goog-content-length-range": "0,104857600" });
  expect(upload_info.upload_url).toMatch(new RegExp(`^${marble.url}/storage/marble/`));
  expect(await marble.call("GET", `/marble/v1/media-assets/${media_asset.media_asset_id}`)).toMatchObject({
    status: 200,
    body: { media_asset_id: media_asset.media_asset_id, created_at: new Date(BEGIN).toISOString() },
  });
  expect(await marble.call("GET", "/marble/v1/media-assets/nothing")).toMatchObject({ status: 404, body: { detail } });
});

test.each([
  ["a name of 65 characters", { ...IN_PNG, file_name: "n".repeat(65) }, "file_name"],
  ["no name", { kind: "image" }, "file_name"],
  ["another kind", { ...IN_PNG, kind: "sound" }, "kind"],
])("%s is answered 422 with a list that says where", async (_what, request, field) => {
  const marble = await startedSandbox();
  expect(await prepare(marble, request)).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", field] }] } });
});

test("the storage wants the header it required, an address that lives, and no key", async () => {
  const marble = await startedSandbox();
  const file = await landscape("redDesert");
  const { id, put } = await prepared(marble);
  expect(await put(file, {})).toMatchObject({ status: 403 });
  expect(await put(file, { "x-goog-content-length-range": "0,1" })).toMatchObject({ status: 403 });
  expect(await marble.send("PUT", "/storage/marble/nothing", { body: "x" })).toMatchObject({ status: 403 });
  await marble.advance(HOUR_MS - 1);
  expect(await put(file)).toMatchObject({ status: 200, body: "" });
  await marble.advance(1);
  expect(await put(file)).toMatchObject({ status: 403 });
  const image_prompt = { source: "media_asset", media_asset_id: id };
  expect(await marble.generate({ world_prompt: { type: "image", image_prompt } })).toMatchObject({ status: 200 });
});

test("what was not sent, or is no picture, makes no world and bills nothing", async () => {
  const marble = await startedSandbox();
  const order = (id: string) =>
    marble.generate({ world_prompt: { type: "image", image_prompt: { source: "media_asset", media_asset_id: id } } });
  const { id, put } = await prepared(marble);
  expect(await order(id)).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/not been uploaded/) } });
  await put(Buffer.from("no picture"));
  expect(await order(id)).toMatchObject({ status: 400, body: { detail: expect.stringMatching(/not a valid image/) } });
  expect(await marble.ledger()).toEqual([]);
  await put(await landscape("redDesert"));
  expect(await order(id)).toMatchObject({ status: 200 });
});

test("a film is taken for what it is, unseen", async () => {
  const marble = await startedSandbox();
  const { id, put } = await prepared(marble, { file_name: "in.mp4", kind: "video" });
  await put(Buffer.from("a film"));
  const video_prompt = { source: "media_asset", media_asset_id: id };
  expect(await marble.generate({ world_prompt: { type: "video", video_prompt } })).toMatchObject({ status: 200 });
});

test("the same picture and words give the same world, whatever the upload is called; either changed gives another", async () => {
  const marble = await startedSandbox();
  const [red, blue] = [await landscape("redDesert"), await landscape("blueSnow")];
  const [first, same, otherPicture, otherWords, words] = [
    await made(marble, await fromPicture(marble, red, "a quiet valley")),
    await made(marble, await fromPicture(marble, red, "a quiet valley")),
    await made(marble, await fromPicture(marble, blue, "a quiet valley")),
    await made(marble, await fromPicture(marble, red, "a loud valley")),
    await made(marble, { world_prompt: { type: "text", text_prompt: "a quiet valley" } }),
  ];
  for (const file of ["small", "large", "pano", "thumbnail"] as const) {
    expect(same[file].equals(first[file])).toBe(true);
    for (const other of [otherPicture, otherWords, words]) expect(other[file].equals(first[file])).toBe(false);
  }
});

test("a world visibly comes from its picture, with words and without", async () => {
  const marble = await startedSandbox();
  const [red, blue] = [await landscape("redDesert"), await landscape("blueSnow")];
  for (const text of ["a quiet valley", undefined]) {
    const desert = await made(marble, await fromPicture(marble, red, text));
    const snow = await made(marble, await fromPicture(marble, blue, text));
    expect(desert.caption).toMatch(/^A desert .* in the colours of a picture\.$/);
    expect(snow.caption).toMatch(/^A snowy .* in the colours of a picture\.$/);
    for (const file of ["pano", "thumbnail"] as const) {
      const [desertRed, desertBlue] = await redAndBlue(desert[file]);
      const [snowRed, snowBlue] = await redAndBlue(snow[file]);
      expect(desertRed - desertBlue).toBeGreaterThan(30);
      expect(snowBlue - snowRed).toBeGreaterThan(15);
    }
  }
});

test("a restart loses no asset, no picture and no world of it", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedSandbox(dataDir);
  const order = await fromPicture(before, await landscape("redDesert"), "a quiet valley");
  const waiting = await prepared(before);
  const first = await made(before, order);
  const operationId = await before.accepted(order);
  await before.close();
  const after = await startedSandbox(dataDir);
  await after.advance(WORLD_MS);
  const { assets } = await after.finished(operationId);
  expect((await after.bytes(assets.thumbnail_url)).equals(first.thumbnail)).toBe(true);
  expect((await made(after, order)).thumbnail.equals(first.thumbnail)).toBe(true);
  expect(await after.call("GET", `/marble/v1/media-assets/${waiting.id}`)).toMatchObject({ status: 200 });
  expect(await readFile(join(dataDir, "sandbox", "journal.jsonl"), "utf8")).not.toContain("any-key");
});

test.each([
  ["upload", (marble: MarbleClient) => prepare(marble)],
  ["storage", async (marble: MarbleClient) => (await prepared(marble)).put(await landscape("redDesert"))],
])("faults can be narrowed to `%s`", async (on, act) => {
  const marble = await startedSandbox();
  await marble.fault("server_error", { on });
  expect((await act(marble)).status).toBe(500);
  expect((await act(marble)).status).toBe(200);
  await marble.fault("lose_answer", { on });
  await expect(act(marble)).rejects.toThrow();
});
