import { request as httpRequest, type IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { NAME_MAX, PROMPT_MAX } from "../../contract/limits.ts";
import { ApiError, SessionAnswer, WorldsGenerateAnswer } from "../../contract/routes.ts";
import { type Books, openBooks } from "../support/books.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const Envelope = z.strictObject(ApiError.shape);
const JSON_TYPE = "application/json";
const GENERATE = "/api/worlds/generate";

let waygate: Waygate;
let books: Books;
let token: string;
beforeAll(async () => {
  // Looks are far apart: nothing happens by itself.
  waygate = await startWaygate({
    WORLD_POLL_MS: "86400000",
    ALLOW_ANONYMOUS_API: "no",
    LIMIT_RUNNING_PER_PLAYER: "1",
    SANDBOX_SPLAT_SCALE: "0.001",
  });
  books = await openBooks(waygate);
  token = await openSession();
});
afterAll(async () => {
  await books.close();
  await waygate.close();
});

async function openSession(): Promise<string> {
  const headers = { "content-type": JSON_TYPE };
  const answer = await fetch(`${waygate.url}/api/session`, { method: "POST", headers, body: "{}" });
  return SessionAnswer.parse(await answer.json()).token;
}

interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: string;
  /** Null to leave the header out. */
  readonly type?: string | null;
  readonly authorization?: string | null;
}

function send(path: string, { method = "GET", body, type = JSON_TYPE, authorization = `Bearer ${token}` }: Sent) {
  const headers = { ...(type !== null && { "content-type": type }), ...(authorization !== null && { authorization }) };
  // Bytes have no content type that fetch would add by itself.
  return fetch(waygate.url + path, {
    method,
    headers,
    ...(body !== undefined && { body: new TextEncoder().encode(body) }),
  });
}

const kept = async () => ({ ...(await books.read()), players: await books.client.player.findMany() });

/** Answered with this status and code in the API's one envelope; nothing was made, and the server goes on. */
async function expectRefusal(path: string, sent: Sent, status: number, code: string, sentence = /.+/): Promise<void> {
  const before = await kept();
  const answer = await send(path, sent);
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  const refusal = Envelope.parse(await answer.json());
  expect([answer.status, refusal.code]).toEqual([status, code]);
  expect(refusal.error).toMatch(/^\p{L}.{10,}\.$/su);
  expect(refusal.error).toMatch(sentence);
  expect((await fetch(`${waygate.url}/health`)).status).toBe(200);
  expect(await kept()).toEqual(before);
}

const post = (value: unknown): Sent => ({ method: "POST", body: JSON.stringify(value) });

describe("a body that is not what the route takes", () => {
  test.each([
    ["nothing", "", /^The input is missing\.$/],
    ["half an object", '{"prompt":', /not well-formed JSON/],
    ["words", "a lake", /not well-formed JSON/],
    ["null", "null", /^The input must be an object\.$/],
    ["a number", "5", /^The input must be an object\.$/],
    ["a list", "[]", /^The input must be an object\.$/],
    ["lists in lists in lists", "[".repeat(200_000) + "]".repeat(200_000), /^The input must be an object\.$/],
    ["an object without a prompt", "{}", /prompt/],
    ["an object with a prompt for its children only", '{"__proto__":{"prompt":"a lake"}}', /prompt/],
  ])("%s", (_what, body, sentence) => expectRefusal(GENERATE, { method: "POST", body }, 400, "bad_message", sentence));

  test.each([null, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json", ""])(
    "JSON that is called %j",
    (type) =>
      expectRefusal(
        GENERATE,
        { ...post({ prompt: "a lake" }), type },
        400,
        "bad_message",
        /content type application\/json/,
      ),
  );

  test.each([
    ["no words", "", /^The prompt is empty: write something\.$/],
    ["blanks", " \n\t", /^The prompt is empty/],
    ["nothing that can be seen", "\u0000\u202e", /^The prompt is empty/],
    ["one character too many", "x".repeat(PROMPT_MAX + 1), /^The prompt is too long: at most 2000 characters\.$/],
    ["10,000 characters", "x".repeat(10_000), /^The prompt is too long/],
    ["a number", 7, /^The prompt must be text\.$/],
    ["null", null, /^The prompt must be text\.$/],
    ["an object", { text: "a lake" }, /^The prompt must be text\.$/],
  ])("a prompt of %s", (_what, prompt, sentence) =>
    expectRefusal(GENERATE, post({ prompt }), 400, "bad_message", sentence),
  );

  test.each([
    ["no words", "", /^The name is empty/],
    ["one character too many", "x".repeat(NAME_MAX + 1), /^The name is too long: at most 32 characters\.$/],
    ["a number", 7, /^The name must be text\.$/],
  ])("a name of %s", (_what, name, sentence) =>
    expectRefusal("/api/session", { ...post({ name }), authorization: null }, 400, "bad_message", sentence),
  );

  test.each([
    ["a number", 7, 400, "bad_message"],
    ["no upload's id", "x", 415, "unsupported_image"],
    ["a link", "https://example.com/a.png", 415, "unsupported_image"],
    ["a data URL", "data:image/png;base64,AAAA", 415, "unsupported_image"],
    ["an upload that this server has not", `${"0".repeat(64)}.png`, 415, "unsupported_image"],
    ["a file that is no picture", `${"0".repeat(64)}.glb`, 415, "unsupported_image"],
  ])("a picture that is %s", (_what, imageUploadId, status, code) =>
    expectRefusal(GENERATE, post({ prompt: "a lake", imageUploadId }), status, code),
  );

  test.each([GENERATE, "/api/session"])("a body for %s that is larger than any", (path) =>
    expectRefusal(path, post({ prompt: "x".repeat(1024 * 1024) }), 413, "too_large", /at most 1048576 bytes/),
  );

  test("a body that does not say how large it is, and goes on and on", async () => {
    const before = await kept();
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const headers = { "content-type": JSON_TYPE, authorization: `Bearer ${token}` };
    const request = httpRequest(waygate.url + GENERATE, { method: "POST", headers }, resolve).on("error", reject);
    const chunk = " ".repeat(64 * 1024);
    const pour = () => {
      while (request.writable && request.write(chunk));
      request.once("drain", pour);
    };
    pour();
    const answer = await promise;
    expect([answer.statusCode, Envelope.parse(await json(answer)).code]).toEqual([413, "too_large"]);
    request.off("error", reject).on("error", afterItsAnswer).destroy();
    expect(await kept()).toEqual(before);
  });
});

describe("what there is not", () => {
  test.each([
    ["/api/operations/11111111-2222-3333-4444-555555555555", "unknown_job"],
    ["/api/generations/11111111-2222-3333-4444-555555555555", "unknown_job"],
    ["/api/worlds/11111111-2222-3333-4444-555555555555", "unknown_world"],
    ["/api/worlds/hub", "unknown_world"],
    ["/api/worlds/..%2F..%2Fetc%2Fpasswd", "unknown_world"],
    ["/api/worlds/%2500", "unknown_world"],
    ["/api/worlds/%25", "unknown_world"],
    ["/api/worlds/", "not_found"],
    ["/api/no-such-route", "not_found"],
    [`/assets/${"0".repeat(64)}.spz`, "not_found"],
    ["/assets/..%2Fwaygate.db", "not_found"],
  ])("GET %s", (path, code) => expectRefusal(path, {}, 404, code));

  test.each(["/api/worlds/%ff", "/api/worlds/%00", "/api/worlds/%"])("GET %s, which is no path", (path) =>
    expectRefusal(path, {}, 400, "bad_message"),
  );

  test("GET an operation with a very long id", () =>
    expectRefusal(`/api/operations/${"x".repeat(8000)}`, {}, 404, "unknown_job"));

  test("a route by another method", async () => {
    await expectRefusal("/api/session", {}, 405, "method_not_allowed", /takes POST only/);
    await expectRefusal("/api/worlds/hub", { method: "DELETE" }, 405, "method_not_allowed", /takes GET, HEAD only/);
  });
});

test.each([null, "Bearer nonsense", "Bearer ", "Basic YWRhOmE=", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ."])(
  "an order by somebody who cannot say who they are (%j)",
  (authorization) =>
    expectRefusal(GENERATE, { ...post({ prompt: "a lake" }), authorization }, 401, "signed_out", /POST \/api\/session/),
);

test.each([
  ["GET", ""],
  ["GET", "/none"],
  ["POST", "/none/cancel"],
  ["POST", "/none/retry"],
  ["POST", "/retry-failed"],
  ["POST", "/none/ticket"],
  ["GET", "/none/events"],
] as const)("%s /api/generations%s by nobody in particular", (method, path) =>
  expectRefusal(`/api/generations${path}`, { method, authorization: null }, 401, "signed_out", /POST \/api\/session/),
);

test("an order of more than may be running, and a look at what is somebody else's", async () => {
  const answer = await send(GENERATE, post({ prompt: "a lake" }));
  expect(answer.status).toBe(202);
  const { job_id } = WorldsGenerateAnswer.parse(await answer.json());
  await expectRefusal(GENERATE, post({ prompt: "another lake" }), 429, "over_budget", /1 generations? running/);

  const status = `/api/generations/${job_id}`;
  expect((await send(status, {})).status).toBe(200);
  const foreign = await send(status, { authorization: `Bearer ${await openSession()}` });
  const unknown = await send("/api/generations/none", {});
  expect([foreign.status, await foreign.json()]).toEqual([unknown.status, await unknown.json()]);
});

/** The server has hung up on a body that it refused. */
function afterItsAnswer(): void {}
