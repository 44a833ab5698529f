import { request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { BEGIN, PROMPT, startedSandbox } from "./sandbox-marble-client.ts";

test("without a key, or with an empty one, every route of the protocol answers 401 with a detail", async () => {
  const marble = await startedSandbox();
  const routes = [
    ["POST", "/marble/v1/worlds:generate"],
    ["POST", "/marble/v1/worlds:list"],
    ["GET", "/marble/v1/operations/any"],
    ["GET", "/marble/v1/worlds/any"],
    ["DELETE", "/marble/v1/worlds/any"],
    ["GET", "/marble/v1/credits"],
    ["POST", "/marble/v1/media-assets:prepare_upload"],
    ["GET", "/marble/v1/media-assets/any"],
  ] as const;
  for (const [method, path] of routes) {
    for (const headers of [{}, { "wlt-api-key": "" }, { authorization: "Bearer any-key" }]) {
      expect(await marble.send(method, path, { headers })).toMatchObject({
        status: 401,
        body: { detail: expect.any(String) },
      });
    }
  }
});

test.each([
  ["no prompt", {}, ["body", "world_prompt"], "missing"],
  ["a prompt of no kind", { world_prompt: {} }, ["body", "world_prompt", "type"], "missing"],
  [
    "an unknown kind of prompt",
    { world_prompt: { type: "smell" } },
    ["body", "world_prompt", "type"],
    expect.anything(),
  ],
  [
    "a text prompt without text",
    { world_prompt: { type: "text" } },
    ["body", "world_prompt", "text_prompt"],
    "missing",
  ],
  ["a blank text", { world_prompt: { type: "text", text_prompt: " " } }, expect.anything(), "string_too_short"],
  ["eleven tags", { world_prompt: PROMPT, tags: Array(11).fill("t") }, ["body", "tags"], "too_long"],
  ["a tag of 33 characters", { world_prompt: PROMPT, tags: ["t".repeat(33)] }, ["body", "tags", 0], "string_too_long"],
  [
    "a name of 65 characters",
    { world_prompt: PROMPT, display_name: "n".repeat(65) },
    ["body", "display_name"],
    "string_too_long",
  ],
  ["a seed below 0", { world_prompt: PROMPT, seed: -1 }, ["body", "seed"], "greater_than_equal"],
  ["an unknown model", { world_prompt: PROMPT, model: "marble-9" }, ["body", "model"], "enum"],
  ["tags that are no list", { world_prompt: PROMPT, tags: "t" }, ["body", "tags"], "list_type"],
])("%s is answered 422 with a list that says where, and nothing is made", async (_what, body, loc, type) => {
  const marble = await startedSandbox();
  expect(await marble.call("POST", "/marble/v1/worlds:generate", body)).toMatchObject({
    status: 422,
    body: { detail: expect.arrayContaining([{ loc, type, msg: expect.any(String) }]) },
  });
  expect(await marble.ledger()).toEqual([]);
});

test("what is no JSON is answered 422, and what is too large 413", async () => {
  const marble = await startedSandbox();
  const headers = { "wlt-api-key": "any-key" };
  const send = (body: string) => marble.send("POST", "/marble/v1/worlds:generate", { headers, body });
  expect(await send("{")).toMatchObject({ status: 422, body: { detail: [{ type: "json_invalid" }] } });
  expect(await send("")).toMatchObject({ status: 422, body: { detail: [{ type: "missing", loc: ["body"] }] } });
  expect(await send(" ".repeat(1_048_577))).toMatchObject({ status: 413, body: { detail: expect.any(String) } });
});

test("unknown ids, assets and paths are answered 404 with a detail, and a wrong method 405", async () => {
  const marble = await startedSandbox();
  const missing = { status: 404, body: { detail: expect.any(String) } };
  expect(await marble.look("nothing")).toMatchObject(missing);
  expect(await marble.call("GET", "/marble/v1/worlds/nothing")).toMatchObject(missing);
  expect(await marble.call("DELETE", "/marble/v1/worlds/nothing")).toMatchObject(missing);
  expect(await marble.call("GET", "/marble/v1/worlds/%zz")).toMatchObject(missing);
  expect(await marble.call("GET", "/nowhere")).toMatchObject(missing);
  expect(await marble.send("GET", "/files/marble/nothing/pano.jpg")).toMatchObject(missing);
  const image_prompt = { source: "media_asset", media_asset_id: "nothing" };
  expect(await marble.generate({ world_prompt: { type: "image", image_prompt } })).toMatchObject(missing);
  expect(await marble.call("GET", "/marble/v1/worlds:generate")).toMatchObject({ status: 405 });
});

test("only loopback names are answered, and only pages of this machine steer", async () => {
  const marble = await startedSandbox();
  const statusFor = async (host: string) => {
    const sent = request(new URL("/_sandbox/ledger", marble.url), { headers: { host } }).end();
    return new Promise<number | undefined>((resolve, reject) => {
      sent.once("error", reject);
      sent.once("response", (response) => text(response).then(() => resolve(response.statusCode), reject));
    });
  };
  const port = new URL(marble.url).port;
  expect(await statusFor(`localhost:${port}`)).toBe(200);
  expect(await statusFor(`[::1]:${port}`)).toBe(200);
  expect(await statusFor(`rebound.example:${port}`)).toBe(403);
  expect(await statusFor("127.0.0.1.example")).toBe(403);
  const steer = (origin: string) =>
    marble.send("POST", "/_sandbox/clock", { headers: { origin }, body: '{"advanceMs":1}' });
  expect(await steer("https://example.com")).toMatchObject({ status: 403 });
  expect(await steer("null")).toMatchObject({ status: 403 });
  expect(await steer("http://localhost:2567")).toMatchObject({ status: 200, body: { now: BEGIN + 1, aheadMs: 1 } });
});

test.each([
  ["backwards", { advanceMs: -1 }],
  ["by a fraction", { advanceMs: 0.5 }],
  ["by nothing said", {}],
])("the clock does not move %s", async (_what, body) => {
  const marble = await startedSandbox();
  expect(await marble.call("POST", "/_sandbox/clock", body)).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining("advanceMs") },
  });
  expect(await marble.call("GET", "/_sandbox/clock")).toMatchObject({ body: { now: BEGIN, aheadMs: 0 } });
});
