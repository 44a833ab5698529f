import { expect, test } from "vitest";
import { makeModel } from "../../server/sandbox/models/make-model.ts";
import { bottle, bust, mugOnWhite } from "../support/test-pictures.ts";
import { BEGIN } from "./sandbox-marble-client.ts";
import { MODEL, MODEL_MS, startedTripo } from "./sandbox-tripo-client.ts";

const UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const CREATED = new Date(BEGIN).toISOString();
const ENDED = new Date(BEGIN + MODEL_MS).toISOString();

test("an upload is answered with a file token, whatever the picture's kind", async () => {
  const tripo = await startedTripo();
  for (const picture of [await bust(), await mugOnWhite(), await bottle()]) {
    expect(await tripo.upload(picture)).toMatchObject({
      status: 200,
      body: { code: 0, status: "success", data: { file_token: expect.stringMatching(`^file_${UUID}$`) } },
    });
  }
});

test("a creation is answered with the id of a queued task", async () => {
  const tripo = await startedTripo();
  const { status, body } = await tripo.create({ input: await tripo.uploaded() });
  expect(status).toBe(200);
  expect(body).toEqual({
    code: 0,
    status: "success",
    data: { task_id: expect.stringMatching(`^${UUID}$`), type: "image_to_model", status: "queued" },
  });
});

test("a task is queued, then runs with a progress that grows evenly, up to its last millisecond", async () => {
  const tripo = await startedTripo();
  const taskId = await tripo.accepted();
  const seen: unknown[] = [];
  for (const share of [0, 0.25, 0.25, 0.25]) {
    await tripo.advance(MODEL_MS * share);
    seen.push((await tripo.look(taskId)).body);
  }
  expect(seen).toMatchObject([
    { data: { status: "queued", progress: 0 } },
    { data: { status: "running", progress: 25 } },
    { data: { status: "running", progress: 50 } },
    { data: { status: "running", progress: 75 } },
  ]);
  await tripo.advance(MODEL_MS / 4 - 1);
  expect(await tripo.look(taskId)).toMatchObject({ body: { data: { status: "running", progress: 99, output: {} } } });
});

test("a finished task carries the links of its files, its request, its times and what it cost", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  const taskId = await tripo.accepted({ input, model_seed: 7, style: "unheard of" });
  await tripo.advance(MODEL_MS);
  const link = (name: string) => expect.stringMatching(`^${tripo.url}/files/tripo/${taskId}/${name}\\?`);
  expect((await tripo.look(taskId)).body).toEqual({
    code: 0,
    status: "success",
    data: {
      task_id: taskId,
      type: "image_to_model",
      status: "success",
      progress: 100,
      input: { model: MODEL, input, model_seed: 7, style: "unheard of" },
      output: { model_url: link("model.glb"), rendered_image_url: link("preview.webp") },
      credits_consumed: 30,
      created_at: CREATED,
      completed_at: ENDED,
      error_code: null,
      error_message: null,
    },
  });
});

test("the files are the model of the very picture, and its rendering; no key is needed", async () => {
  const tripo = await startedTripo();
  const picture = await bust();
  const taskId = await tripo.accepted({ input: await tripo.uploaded(picture) });
  await tripo.advance(MODEL_MS);
  const { model_url, rendered_image_url } = await tripo.finished(taskId);
  const { files } = await makeModel({ picture, faceLimit: null });
  expect(Buffer.compare(await tripo.bytes(model_url), files.model)).toBe(0);
  expect(Buffer.compare(await tripo.bytes(rendered_image_url), files.preview)).toBe(0);
  const types = [model_url, rendered_image_url].map(async (url) => (await fetch(url)).headers.get("content-type"));
  expect(await Promise.all(types)).toEqual(["model/gltf-binary", "image/webp"]);
});

test("face_limit is kept to", async () => {
  const tripo = await startedTripo();
  const picture = await bust();
  const taskId = await tripo.accepted({ input: await tripo.uploaded(picture), face_limit: 900 });
  await tripo.advance(MODEL_MS);
  const { files } = await makeModel({ picture, faceLimit: 900 });
  const bytes = await tripo.bytes((await tripo.finished(taskId)).model_url);
  expect(Buffer.compare(bytes, files.model)).toBe(0);
});

test("links die after five minutes, and a new look gives fresh ones", async () => {
  const tripo = await startedTripo();
  const taskId = await tripo.accepted();
  await tripo.advance(MODEL_MS);
  const old = await tripo.finished(taskId);
  await tripo.advance(299_999);
  expect((await tripo.send("GET", old.rendered_image_url)).status).toBe(200);
  await tripo.advance(1);
  expect(await tripo.send("GET", old.rendered_image_url)).toMatchObject({
    status: 403,
    body: expect.stringContaining("AccessDenied"),
  });
  const fresh = await tripo.finished(taskId);
  expect((await tripo.send("GET", fresh.rendered_image_url)).status).toBe(200);
});

test("there are no files before the end, none without the link's query, and none that are not named", async () => {
  const tripo = await startedTripo();
  const taskId = await tripo.accepted();
  await tripo.advance(MODEL_MS - 1);
  const base = `${tripo.url}/files/tripo/${taskId}`;
  const query = `?expires=${BEGIN + 10 * MODEL_MS}&v=1`;
  expect((await tripo.send("GET", `${base}/preview.webp${query}`)).status).toBe(403);
  await tripo.advance(1);
  expect((await tripo.send("GET", `${base}/preview.webp${query}`)).status).toBe(200);
  expect((await tripo.send("GET", `${base}/preview.webp`)).status).toBe(403);
  expect((await tripo.send("GET", `${base}/other.glb${query}`)).status).toBe(403);
});

test("the input may be the object that v2 had", async () => {
  const tripo = await startedTripo();
  const file_token = await tripo.uploaded();
  const taskId = await tripo.accepted({ input: { type: "png", file_token } });
  expect(await tripo.ledger()).toMatchObject([{ operationId: taskId, tag: file_token }]);
});

test("the ledger names every accepted creation by its task and file token", async () => {
  const tripo = await startedTripo();
  const [first, second] = [await tripo.uploaded(), await tripo.uploaded()];
  const older = await tripo.accepted({ input: first });
  await tripo.advance(5);
  const newer = await tripo.accepted({ input: second });
  const charge = { provider: "tripo", kind: "model", refunded: false };
  expect(await tripo.ledger()).toEqual([
    { ...charge, operationId: older, tag: first, at: BEGIN },
    { ...charge, operationId: newer, tag: second, at: BEGIN + 5 },
  ]);
});

test("a file token can be used for a day", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  await tripo.advance(24 * 3_600_000 - 1);
  expect((await tripo.create({ input })).status).toBe(200);
  await tripo.advance(1);
  expect(await tripo.create({ input })).toMatchObject({ status: 400, body: { code: 1004 } });
});
