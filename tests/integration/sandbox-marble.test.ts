import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BEGIN, PROMPT, startedSandbox, temporaryDataDir, WORLD_MS } from "./sandbox-marble-client.ts";

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const CREATED = new Date(BEGIN).toISOString();
const ENDED = new Date(BEGIN + WORLD_MS).toISOString();
const EXPIRES = new Date(BEGIN + 3_600_000).toISOString();

test("a creation is answered 200 with an operation that knows nothing yet", async () => {
  const marble = await startedSandbox();
  const { status, body } = await marble.generate();
  expect(status).toBe(200);
  expect(body).toEqual({
    operation_id: UUID,
    created_at: CREATED,
    updated_at: CREATED,
    expires_at: EXPIRES,
    done: false,
    error: null,
    metadata: null,
    response: null,
    cost: null,
  });
});

test("a running operation names its world in the metadata, up to its last millisecond", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted();
  await marble.advance(WORLD_MS - 1);
  const { status, body } = await marble.look(operationId);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    operation_id: operationId,
    done: false,
    error: null,
    metadata: { progress: { status: "IN_PROGRESS", description: expect.any(String) }, world_id: UUID },
    response: null,
    cost: null,
  });
});

test("a finished operation carries a snapshot of the world with the plural url and all its files", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted({ display_name: "Harbour", tags: ["game"] });
  await marble.advance(WORLD_MS);
  const worldId = await marble.worldIdOf(operationId);
  const files = `${marble.url}/files/marble/${worldId}`;
  const { body } = await marble.look(operationId);
  expect(body).toEqual({
    operation_id: operationId,
    created_at: CREATED,
    updated_at: ENDED,
    expires_at: EXPIRES,
    done: true,
    error: null,
    metadata: { progress: { status: "SUCCEEDED", description: expect.any(String) }, world_id: worldId },
    cost: { total_credits: 1580, line_items: [{ name: "world_generation", credits: 1580 }] },
    response: {
      world_id: worldId,
      display_name: "Harbour",
      world_marble_url: `https://marble.worldlabs.ai/worlds/${worldId}`,
      created_at: null,
      updated_at: null,
      model: null,
      permission: null,
      tags: null,
      world_prompt: null,
      assets: {
        caption: expect.stringMatching(/\S/),
        thumbnail_url: `${files}/thumbnail.webp`,
        imagery: { pano_url: `${files}/pano.jpg` },
        mesh: { collider_mesh_url: `${files}/collider.glb`, full_res_mesh_url: null, hq_mesh_url: null },
        splats: {
          spz_urls: { "100k": `${files}/100k.spz`, "500k": `${files}/500k.spz` },
          semantics_metadata: { metric_scale_factor: 1, ground_plane_offset: 0 },
        },
      },
    },
  });
});

test("a world is a bare object that gets its assets when it is finished", async () => {
  const marble = await startedSandbox();
  const permission = { public: false, allow_id_access: true };
  const operationId = await marble.accepted({ model: "marble-1.0", tags: ["a", "b"], permission });
  const worldId = await marble.worldIdOf(operationId);
  const { body: running } = await marble.call("GET", `/marble/v1/worlds/${worldId}`);
  expect(running).toEqual({
    world_id: worldId,
    display_name: "a foggy harbour",
    world_marble_url: `https://marble.worldlabs.ai/worlds/${worldId}`,
    created_at: CREATED,
    updated_at: CREATED,
    model: "marble-1.0",
    permission: { public: false, allow_id_access: true, allowed_readers: [], allowed_writers: [] },
    tags: ["a", "b"],
    world_prompt: { type: "text", text_prompt: "a foggy harbour" },
    assets: null,
  });
  await marble.advance(WORLD_MS);
  const { body: finished } = await marble.call("GET", `/marble/v1/worlds/${worldId}`);
  expect(finished).toMatchObject({ updated_at: ENDED, assets: (await marble.finished(operationId)).assets });
});

test("the files of a world are there as soon as it is finished, with type and length, and without a key", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted();
  const worldId = await marble.worldIdOf(operationId);
  expect(await marble.send("GET", `/files/marble/${worldId}/pano.jpg`)).toMatchObject({ status: 404 });
  await marble.advance(WORLD_MS);
  const { assets } = await marble.finished(operationId);
  const expected = [
    [assets.splats.spz_urls["100k"], "application/octet-stream", [0x1f, 0x8b]],
    [assets.splats.spz_urls["500k"], "application/octet-stream", [0x1f, 0x8b]],
    [assets.mesh.collider_mesh_url, "model/gltf-binary", [...Buffer.from("glTF")]],
    [assets.imagery.pano_url, "image/jpeg", [0xff, 0xd8]],
    [assets.thumbnail_url, "image/webp", [...Buffer.from("RIFF")]],
  ] as const;
  for (const [url, type, firstBytes] of expected) {
    const response = await fetch(String(url));
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
    expect(response.headers.get("content-length")).toBe(String(bytes.length));
    expect([...bytes.subarray(0, firstBytes.length)]).toEqual(firstBytes);
  }
  const unknown = await marble.send("GET", `/files/marble/${worldId}/full_res.spz`);
  expect(unknown).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
});

test("once painted, a world's caption is the artist's", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted();
  await marble.advance(WORLD_MS);
  const before = (await marble.finished(operationId)).assets;
  await marble.bytes(before.thumbnail_url);
  expect((await marble.finished(operationId)).assets.caption).not.toBe(PROMPT.text_prompt);
});

test("a world from a picture echoes where the picture came from, but not its bytes", async () => {
  const marble = await startedSandbox();
  const byUri = { type: "image", image_prompt: { source: "uri", uri: "https://example.com/in.png" } };
  const image_prompt = { source: "data_base64", data_base64: "AAAA", extension: "png" };
  const inline = { type: "image", image_prompt, text_prompt: "a mill", is_pano: true };
  const echoes: unknown[] = [];
  for (const world_prompt of [byUri, inline]) {
    const worldId = await marble.worldIdOf(await marble.accepted({ world_prompt }));
    echoes.push((await marble.call("GET", `/marble/v1/worlds/${worldId}`)).body);
  }
  expect(echoes).toMatchObject([
    {
      world_prompt: {
        type: "image",
        image_prompt: { uri: "https://example.com/in.png" },
        is_pano: false,
        text_prompt: null,
      },
    },
    {
      world_prompt: {
        type: "image",
        image_prompt: { data_base64: null, extension: "png" },
        is_pano: true,
        text_prompt: "a mill",
      },
    },
  ]);
});

test("a deleted world is gone with its files, but stays billed", async () => {
  const dataDir = await temporaryDataDir();
  const marble = await startedSandbox(dataDir);
  const operationId = await marble.accepted();
  await marble.advance(WORLD_MS);
  const { world_id: worldId, assets } = await marble.finished(operationId);
  await marble.bytes(assets.thumbnail_url);
  const filesDir = join(dataDir, "sandbox", "files", "marble");
  expect(await readdir(filesDir)).toEqual([worldId]);
  const path = `/marble/v1/worlds/${worldId}`;
  expect(await marble.call("DELETE", path)).toMatchObject({ status: 200, body: { world_id: worldId, deleted: true } });
  expect(await marble.call("GET", path)).toMatchObject({ status: 404 });
  expect(await marble.send("GET", assets.thumbnail_url)).toMatchObject({ status: 404 });
  expect(await readdir(filesDir)).toEqual([]);
  expect(await marble.list()).toMatchObject({ body: { worlds: [] } });
  expect(await marble.ledger()).toMatchObject([{ operationId, refunded: false }]);
});

test("credits go down by the price of a world, and come back for a failed one", async () => {
  const marble = await startedSandbox();
  const credits = async () => (await marble.call("GET", "/marble/v1/credits")).body;
  const full = { remaining_credits: 1_000_000_000 };
  expect(await credits()).toEqual(full);
  await marble.fault("task_fails");
  await marble.accepted();
  expect(await credits()).toEqual({ remaining_credits: 1_000_000_000 - 1580 });
  await marble.advance(WORLD_MS);
  expect(await credits()).toEqual(full);
});

test("the ledger names every accepted creation by its operation and first tag", async () => {
  const marble = await startedSandbox();
  const tagged = await marble.accepted({ tags: ["waygate-1", "other"] });
  await marble.advance(5);
  const untagged = await marble.accepted();
  const charge = { provider: "marble", kind: "world", refunded: false };
  expect(await marble.ledger()).toEqual([
    { ...charge, operationId: tagged, tag: "waygate-1", at: BEGIN },
    { ...charge, operationId: untagged, tag: null, at: BEGIN + 5 },
  ]);
});
