import { expect, test } from "vitest";
import { aPicture, IMAGE_MODEL, PROMPT, startedReplicate, VIDEO_MODEL } from "./sandbox-replicate-client.ts";

const creation = `/models/${IMAGE_MODEL}/predictions`;

test.each([
  ["POST", creation],
  ["POST", "/predictions"],
  ["GET", "/predictions"],
  ["GET", "/predictions/x"],
  ["POST", "/predictions/x/cancel"],
  ["GET", "/webhooks/default/secret"],
  ["GET", "/account"],
  ["GET", "/nothing/here"],
])("%s %s without a token is answered 401", async (method, path) => {
  const replicate = (await startedReplicate()).withToken("");
  expect(await replicate.call(method, path, method === "POST" ? {} : undefined)).toMatchObject({
    status: 401,
    body: { title: "Unauthenticated", detail: "You did not pass a valid authentication token", status: 401 },
  });
});

test.each<[string, object, RegExp]>([
  ["no words", { prompt: undefined }, /^- input\.prompt: .+\n$/],
  ["empty words", { prompt: "" }, /^- input\.prompt: /],
  ["a seed that is none", { seed: "seven" }, /^- input\.seed: /],
  ["a seed below nothing", { seed: -1 }, /^- input\.seed: /],
  ["a shape that is none", { aspect_ratio: "tall" }, /^- input\.aspect_ratio: /],
])("an input with %s is refused field by field, and makes nothing", async (_what, input, detail) => {
  const replicate = await startedReplicate();
  expect(await replicate.create({ ...input })).toMatchObject({
    status: 422,
    body: {
      title: "Input validation failed",
      detail: expect.stringMatching(detail),
      status: 422,
      invalid_fields: [{ field: expect.stringMatching(/^input\./), description: expect.any(String) }],
    },
  });
  expect(await replicate.ledger()).toEqual([]);
});

test("pictures are refused that are none, too many, from the network, or both first frame and references", async () => {
  const replicate = await startedReplicate();
  const image = await aPicture();
  for (const [input, field] of [
    [{ image: "data:image/png;base64,AAAA" }, "image"],
    [{ image: "https://example.com/face.png" }, "image"],
    [{ image: 7 }, "image"],
    [{ reference_images: [image, image, image, image, image] }, "reference_images"],
    [{ image, reference_images: [image] }, "reference_images"],
    [{ image, duration: 60 }, "duration"],
  ] as const) {
    expect(await replicate.create(input, { model: VIDEO_MODEL })).toMatchObject({
      status: 422,
      body: { invalid_fields: [{ field: `input.${field}` }] },
    });
  }
  expect(await replicate.ledger()).toEqual([]);
});

test.each<[string, object]>([
  ["a model inside the body", { model: IMAGE_MODEL }],
  ["a field that nobody knows", { unheard_of: 1 }],
  ["no input", { input: undefined }],
  ["an input that is none", { input: "words" }],
  ["a webhook by plain http to elsewhere", { webhook: "http://example.com/hook" }],
  ["a webhook that is no address", { webhook: "hook" }],
  ["an event that nobody knows", { webhook: "https://example.com/", webhook_events_filter: ["begin"] }],
])("a creation with %s is refused with 422", async (_what, more) => {
  const replicate = await startedReplicate();
  expect(await replicate.create({}, { more })).toMatchObject({ status: 422, body: { detail: expect.any(String) } });
  expect(await replicate.ledger()).toEqual([]);
});

test.each(["0s", "4s", "soon", "1d", ""])("Cancel-After: %j is refused", async (time) => {
  const replicate = await startedReplicate();
  expect((await replicate.create({}, { headers: { "cancel-after": time } })).status).toBe(422);
});

test("a model or version that there is not is refused as Replicate does", async () => {
  const replicate = await startedReplicate();
  const expected = { status: 422, body: { title: "Invalid version or not permitted" } };
  expect(await replicate.create({}, { model: "nobody/nothing" })).toMatchObject(expected);
  expect(await replicate.create({}, { model: "__proto__/constructor" })).toMatchObject(expected);
  const version = "a".repeat(64);
  expect(await replicate.call("POST", "/predictions", { version, input: { prompt: PROMPT } })).toMatchObject(expected);
});

test("what is no JSON is refused with 400", async () => {
  const replicate = await startedReplicate();
  const headers = { authorization: "Bearer r8_mine", "content-type": "application/json" };
  const url = `${replicate.url}/v1${creation}`;
  expect(await replicate.send("POST", url, { headers, body: "{" })).toMatchObject({ status: 400 });
});

test("what is unknown, or another account's, is answered 404", async () => {
  const replicate = await startedReplicate();
  const id = await replicate.accepted();
  const other = replicate.withToken("r8_other");
  for (const reply of [await replicate.look("unknown"), await other.look(id), await other.cancel(id)]) {
    expect(reply).toMatchObject({ status: 404, body: { title: "Not found", status: 404 } });
  }
  expect(await replicate.call("GET", "/nothing")).toMatchObject({ status: 404 });
  expect((await replicate.look(id)).body).toMatchObject({ status: "starting" });
});

test("a cursor or a time that is none is refused", async () => {
  const replicate = await startedReplicate();
  expect((await replicate.call("GET", "/predictions?cursor=nonsense")).status).toBe(400);
  expect((await replicate.call("GET", "/predictions?created_after=yesterday")).status).toBe(422);
});
