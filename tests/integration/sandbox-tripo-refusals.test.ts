import sharp from "sharp";
import { expect, test } from "vitest";
import { bust } from "../support/test-pictures.ts";
import { MODEL, startedTripo } from "./sandbox-tripo-client.ts";

const refusal = (status: number, code: number) => ({
  status,
  body: {
    code,
    status: "error",
    message: expect.stringMatching(/^.+\.$/),
    suggestion: expect.stringMatching(/^.+\.$/),
    request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  },
});

test("without a key, or with one in another header, every route answers 401", async () => {
  const tripo = await startedTripo();
  const routes = [
    ["POST", "/files"],
    ["POST", "/generation/image-to-model"],
    ["POST", "/tasks/list"],
    ["GET", "/tasks/any"],
    ["GET", "/account/usage"],
    ["GET", "/account/balance"],
    ["GET", "/nowhere"],
  ] as const;
  for (const [method, path] of routes) {
    for (const headers of [{}, { authorization: "Bearer " }, { authorization: "tsk_any" }, { "wlt-api-key": "any" }]) {
      expect(await tripo.send(method, `${tripo.url}/v3${path}`, { headers })).toMatchObject(refusal(401, 1002));
    }
  }
});

test("every answer of the interface carries an id to search by", async () => {
  const tripo = await startedTripo();
  const replies = [
    await tripo.look("nothing"),
    await tripo.call("GET", "/account/balance"),
    await tripo.call("GET", "/x"),
  ];
  const ids = replies.map(({ headers }) => headers.get("x-tripo-trace-id"));
  expect(ids).toEqual(replies.map(() => expect.stringMatching(/^[0-9a-f-]{36}$/)));
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ["no model", { model: undefined }],
  ["an unknown model", { model: "v9" }],
  ["no input", { input: undefined }],
  ["an empty input", { input: "" }],
  ["an unknown file token", { input: "file_3f0c0000-0000-4000-8000-000000000001" }],
  ["a file object without a token", { input: { type: "png" } }],
  ["an address, which the sandbox does not fetch", { input: "https://example.com/a.png" }],
  ["an address in a file object", { input: { url: "https://example.com/a.png" } }],
  ["a data URI", { input: "data:image/png;base64,AAAA" }],
  ["the id of a task, which made no picture", { input: "3f0c0000-0000-4000-8000-000000000001" }],
  ["a face_limit of -1", { face_limit: -1 }],
  ["quads, which would be FBX", { quad: true }],
  ["parts", { generate_parts: true }],
  ["no texture", { texture: false }],
  ["what a P model does not know", { model: "P1-20260311", quad: false }],
])("a creation with %s is refused with 1004, and nothing is made", async (_what, change) => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  expect(await tripo.call("POST", "/generation/image-to-model", { model: MODEL, input, ...change })).toMatchObject(
    refusal(400, 1004),
  );
  expect(await tripo.ledger()).toEqual([]);
});

test("what is no JSON is refused with 1003, also as to its content type", async () => {
  const tripo = await startedTripo();
  const send = (type: string, body: string) =>
    tripo.send("POST", `${tripo.url}/v3/tasks/list`, {
      headers: { authorization: "Bearer tsk_mine", "content-type": type },
      body,
    });
  expect(await send("application/json", "{")).toMatchObject(refusal(400, 1003));
  expect(await send("text/plain", "{}")).toMatchObject(refusal(415, 1003));
  expect(await send("application/json", '{"task_ids":"all"}')).toMatchObject(refusal(400, 1004));
});

test.each([
  ["empty", async () => Buffer.alloc(0)],
  ["no picture", async () => Buffer.from("picture")],
  [
    "a GIF",
    async () =>
      sharp(await bust())
        .gif()
        .toBuffer(),
  ],
  ["cut short", async () => (await bust()).subarray(0, 4_000)],
  ["larger than 20 MB", async () => Buffer.concat([await bust(), Buffer.alloc(20 * 1_048_576)])],
])("a file that is %s is refused with 1004", async (_what, bytes) => {
  const tripo = await startedTripo();
  expect(await tripo.upload(await bytes())).toMatchObject(refusal(400, 1004));
});

test("an upload that is no form, or has no file, is refused", async () => {
  const tripo = await startedTripo();
  const send = (headers: Record<string, string>, body: RequestInit["body"] & {}) =>
    tripo.send("POST", `${tripo.url}/v3/files`, { headers: { authorization: "Bearer tsk_mine", ...headers }, body });
  expect(await send({ "content-type": "image/png" }, new Uint8Array(await bust()))).toMatchObject(refusal(415, 1003));
  expect(await send({ "content-type": "multipart/form-data; boundary=x" }, "no form")).toMatchObject(
    refusal(400, 1003),
  );
  const form = new FormData();
  form.append("file", "text and no file");
  expect(await send({}, form)).toMatchObject(refusal(400, 1004));
});

test("unknown tasks are 404/2001, unknown routes 404/4001, and a wrong method is 405/1003", async () => {
  const tripo = await startedTripo();
  expect(await tripo.look("nothing")).toMatchObject(refusal(404, 2001));
  expect(await tripo.call("POST", "/generation/text-to-model", {})).toMatchObject(refusal(404, 4001));
  expect(await tripo.call("POST", "/task", {})).toMatchObject(refusal(404, 4001));
  expect(await tripo.call("GET", "/generation/image-to-model")).toMatchObject(refusal(405, 1003));
  expect(await tripo.call("DELETE", "/tasks/any")).toMatchObject(refusal(405, 1003));
});
