import { expect, test } from "vitest";
import { BEGIN } from "./sandbox-marble-client.ts";
import {
  aPicture,
  IMAGE_MODEL,
  IMAGE_MS,
  PROMPT,
  startedReplicate,
  VIDEO_MODEL,
  VIDEO_MS,
} from "./sandbox-replicate-client.ts";

const ID = "[0-9a-z]{26}";
const CREATED = new Date(BEGIN).toISOString();
const after = (ms: number) => new Date(BEGIN + ms).toISOString();

test("a creation is answered with a prediction that is starting", async () => {
  const replicate = await startedReplicate();
  const { status, body } = await replicate.create({ seed: 7, aspect_ratio: "3:4", unheard_of: true });
  expect(status).toBe(201);
  const { id } = Object(body);
  expect(body).toEqual({
    id: expect.stringMatching(`^${ID}$`),
    model: IMAGE_MODEL,
    version: "hidden",
    input: { prompt: PROMPT, seed: 7, aspect_ratio: "3:4", unheard_of: true },
    logs: "",
    output: null,
    data_removed: false,
    error: null,
    source: "api",
    status: "starting",
    created_at: CREATED,
    urls: {
      get: `${replicate.url}/v1/predictions/${id}`,
      cancel: `${replicate.url}/v1/predictions/${id}/cancel`,
      web: `https://replicate.com/p/${id}`,
    },
  });
});

test("a prediction starts, is processed with a bar in its logs that grows, and then has succeeded", async () => {
  const replicate = await startedReplicate();
  const id = await replicate.accepted({ seed: 7 });
  const seen: unknown[] = [];
  for (const ms of [0, IMAGE_MS / 10 - 1, 1, (IMAGE_MS * 9) / 20, (IMAGE_MS * 9) / 20 - 1, 1]) {
    await replicate.advance(ms);
    const { status, logs } = Object((await replicate.look(id)).body);
    seen.push([status, /(\d+)%\|.*\|[^|]*$/.exec(logs.trim())?.[1] ?? null]);
  }
  expect(seen).toEqual([
    ["starting", null],
    ["starting", null],
    ["processing", "0"],
    ["processing", "48"],
    ["processing", "96"],
    ["succeeded", "100"],
  ]);
});

test("a finished prediction carries its times, its metrics, its logs and its output in its model's own shape", async () => {
  const replicate = await startedReplicate();
  const list = await replicate.accepted({ seed: 7 });
  const text = await replicate.accepted({ seed: 7 }, { model: "black-forest-labs/flux-1.1-pro" });
  await replicate.advance(IMAGE_MS);
  const link = (id: string) => expect.stringMatching(`^${replicate.url}/files/replicate/${id}/.*\\.webp$`);
  expect((await replicate.look(list)).body).toMatchObject({
    status: "succeeded",
    output: [link(list)],
    logs: expect.stringMatching(/^Using seed: 7\n {2}0%\|/),
    started_at: after(IMAGE_MS / 10),
    completed_at: after(IMAGE_MS),
    metrics: { predict_time: (IMAGE_MS * 0.9) / 1_000, total_time: IMAGE_MS / 1_000 },
  });
  expect((await replicate.look(text)).body).toMatchObject({ output: link(text) });
});

test("the files are a portrait by its words and seed, and a film of the picture that was sent; no token is needed", async () => {
  const replicate = await startedReplicate();
  const image = await aPicture();
  const [one, same, other] = [
    await replicate.accepted({ seed: 7 }),
    await replicate.accepted({ seed: 7 }),
    await replicate.accepted({ seed: 7, prompt: "Portrait of Tomas, the harbour master." }),
  ];
  const film = await replicate.accepted({ image, seed: 7, duration: 2 }, { model: VIDEO_MODEL });
  await replicate.advance(VIDEO_MS);
  const [first, second, third] = await Promise.all(
    [one, same, other].map(async (id) => replicate.bytes(await replicate.link(id))),
  );
  expect(first?.subarray(8, 12).toString()).toBe("WEBP");
  expect(second?.equals(first ?? Buffer.alloc(0))).toBe(true);
  expect(third?.equals(first ?? Buffer.alloc(0))).toBe(false);
  const response = await fetch(await replicate.link(film));
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "video/webm"]);
  expect(Buffer.from(await response.arrayBuffer()).subarray(0, 4)).toEqual(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]));
});

test("pictures inside a request are echoed by their hashes, and not as they are", async () => {
  const replicate = await startedReplicate();
  const image = await aPicture();
  const body = (await replicate.create({ reference_images: [image, image] }, { model: VIDEO_MODEL })).body;
  const hash = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
  expect(body).toMatchObject({ input: { prompt: PROMPT, reference_images: [hash, hash] } });
  expect(await replicate.ledger()).toMatchObject([{ kind: "trailer" }]);
});

test("what is made goes by the model and what it is given", async () => {
  const replicate = await startedReplicate();
  const image = await aPicture();
  await replicate.accepted();
  await replicate.accepted({ image }, { model: VIDEO_MODEL });
  await replicate.accepted({}, { model: VIDEO_MODEL });
  await replicate.accepted({ prompt: 'Trailer for "Low Tide".' }, { model: VIDEO_MODEL });
  await replicate.accepted({ first_frame_image: image }, { model: "minimax/video-01" });
  const kinds = (await replicate.ledger()).map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(["portrait", "trailer", "video", "video", "video"]);
});

test("a creation may also name its model as a version", async () => {
  const replicate = await startedReplicate();
  for (const version of [IMAGE_MODEL, `${IMAGE_MODEL}:${"a".repeat(64)}`]) {
    const reply = await replicate.call("POST", "/predictions", { version, input: { prompt: PROMPT } });
    expect(reply).toMatchObject({ status: 201, body: { model: IMAGE_MODEL } });
  }
});

test("an hour after its end everything but the record is gone, the file as well", async () => {
  const replicate = await startedReplicate();
  const id = await replicate.accepted();
  await replicate.advance(IMAGE_MS);
  const url = await replicate.link(id);
  await replicate.advance(3_600_000 - 1);
  expect((await replicate.send("GET", url)).status).toBe(200);
  await replicate.advance(1);
  expect((await replicate.send("GET", url)).status).toBe(404);
  expect(await replicate.look(id)).toMatchObject({
    status: 200,
    body: { id, status: "succeeded", data_removed: true, output: null, logs: "", input: {} },
  });
});

test("there is no file before the end, none of another name, and none of an unknown prediction", async () => {
  const replicate = await startedReplicate();
  const id = await replicate.accepted();
  const url = `${replicate.url}/files/replicate/${id}/1/out-0.webp`;
  await replicate.advance(IMAGE_MS - 1);
  expect((await replicate.send("GET", url)).status).toBe(404);
  await replicate.advance(1);
  expect((await replicate.send("GET", url)).status).toBe(200);
  for (const wrong of [url.replace("out-0", "out-1"), url.replace(id, "unknown"), url.replace("/1/", "/2/")]) {
    expect((await replicate.send("GET", wrong)).status).toBe(404);
  }
});

test("called off before it began it is aborted and costs nothing; later it is canceled, and was worked on", async () => {
  const replicate = await startedReplicate();
  const early = await replicate.accepted();
  await replicate.advance(1);
  expect(await replicate.cancel(early)).toMatchObject({
    status: 200,
    body: { id: early, status: "aborted", completed_at: after(1) },
  });
  const late = await replicate.accepted();
  await replicate.advance(IMAGE_MS / 2);
  expect(await replicate.cancel(late)).toMatchObject({ status: 200, body: { status: "canceled", output: null } });
  await replicate.advance(IMAGE_MS);
  expect((await replicate.look(late)).body).toMatchObject({ status: "canceled", output: null });
  expect(await replicate.ledger()).toMatchObject([
    { operationId: early, refunded: true },
    { operationId: late, refunded: false },
  ]);
});

test("calling off what has ended, or was called off, changes nothing", async () => {
  const replicate = await startedReplicate();
  const id = await replicate.accepted();
  await replicate.advance(IMAGE_MS);
  const ended = (await replicate.look(id)).body;
  expect(await replicate.cancel(id)).toMatchObject({ status: 200, body: ended });
  expect((await replicate.look(id)).body).toEqual(ended);
  const calledOff = await replicate.accepted();
  const { body } = await replicate.cancel(calledOff);
  await replicate.advance(1);
  expect(await replicate.cancel(calledOff)).toMatchObject({ status: 200, body });
});

test("Cancel-After calls it off by itself, as aborted or canceled", async () => {
  const replicate = await startedReplicate();
  const headers = { "cancel-after": "15s" };
  const canceled = await replicate.accepted({}, { model: VIDEO_MODEL, headers });
  const inTime = await replicate.accepted({}, { headers });
  expect((await replicate.look(canceled)).body).toMatchObject({ deadline: after(15_000) });
  await replicate.advance(VIDEO_MS);
  expect((await replicate.look(canceled)).body).toMatchObject({ status: "canceled", completed_at: after(15_000) });
  expect((await replicate.look(inTime)).body).toMatchObject({ status: "succeeded" });
});

test("the list has everything of one's own, newest first, in pages of a hundred that new predictions do not move", async () => {
  const replicate = await startedReplicate();
  const ids: string[] = [];
  for (let nth = 0; nth < 103; nth++) {
    ids.unshift(await replicate.accepted({}, { model: VIDEO_MODEL }));
    await replicate.advance(1);
  }
  await replicate.withToken("r8_other").accepted();
  const page = async (url: string) => {
    const { results, next, previous } = Object((await replicate.call("GET", url.replace(/^.*\/v1/, ""))).body);
    return { ids: results.map(({ id }: { id: string }) => id), next, previous };
  };
  const first = await page("/predictions");
  expect(first).toMatchObject({ ids: ids.slice(0, 100), previous: null });
  await replicate.accepted({}, { model: VIDEO_MODEL });
  const second = await page(first.next);
  expect(second).toMatchObject({ ids: ids.slice(100), next: null });
  expect((await page(second.previous)).ids).toEqual(ids.slice(0, 100));
}, 60_000);

test("the list can be narrowed to a time", async () => {
  const replicate = await startedReplicate();
  const [older] = [await replicate.accepted(), await replicate.advance(1_000)];
  const newer = await replicate.accepted();
  const listed = async (query: string) =>
    Object((await replicate.call("GET", `/predictions?${query}`)).body).results.map(({ id }: { id: string }) => id);
  const between = encodeURIComponent(after(500));
  expect(await listed(`created_after=${between}`)).toEqual([newer]);
  expect(await listed(`created_before=${between}`)).toEqual([older]);
});

test("an account and its webhooks' secret are told", async () => {
  const replicate = await startedReplicate();
  expect(await replicate.call("GET", "/account")).toMatchObject({ status: 200, body: { type: "user" } });
  const secret = await replicate.call("GET", "/webhooks/default/secret");
  expect(secret).toMatchObject({ status: 200, body: { key: expect.stringMatching(/^whsec_[\w+/]+=*$/) } });
  expect(await replicate.call("GET", "/webhooks/default/secret")).toMatchObject({ body: secret.body });
});

test("the ledger names every creation by its prediction, and by the last part of its webhook", async () => {
  const replicate = await startedReplicate();
  const webhook = "https://waygate.example/api/webhooks/replicate/waygate-x";
  const tagged = await replicate.accepted({}, { more: { webhook } });
  await replicate.advance(5);
  const plain = await replicate.accepted();
  const charge = { provider: "replicate", kind: "portrait", refunded: false };
  expect(await replicate.ledger()).toEqual([
    { ...charge, operationId: tagged, tag: "waygate-x", at: BEGIN },
    { ...charge, operationId: plain, tag: null, at: BEGIN + 5 },
  ]);
});
