import { describe, expect, test } from "vitest";
import { aGeneration, aTime } from "../support/generations.ts";
import { scriptedMarble } from "../support/scripted-marble.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const row = aGeneration({ submitTag: "waygate-ours" });

describe("a submit", () => {
  test("is one POST with Marble's own key header, our tag, a model, and access by id", async () => {
    const { marble, asked } = await scriptedMarble(() => ({ body: { operation_id: "op1", done: false } }));
    await marble.submit({ ...row, input: { prompt: "a forest" } }, unhurried());
    expect(asked).toMatchObject([
      {
        method: "POST",
        path: "worlds:generate",
        headers: { "wlt-api-key": "the-key", "content-type": "application/json" },
        body: {
          display_name: "a forest",
          model: "marble-1.1",
          tags: ["waygate-ours"],
          permission: { public: false, allow_id_access: true },
          world_prompt: { type: "text", text_prompt: "a forest" },
        },
      },
    ]);
    expect(asked[0]?.headers).not.toHaveProperty("authorization");
  });

  test("names the world by what fits of its prompt, and cuts no character in half", async () => {
    const { marble, asked } = await scriptedMarble(() => ({ body: { operation_id: "op1", done: false } }));
    const prompt = `${"x".repeat(63)}🌋 volcano`;
    await marble.submit({ ...row, input: { prompt } }, unhurried());
    expect(asked[0]?.body).toMatchObject({ display_name: "x".repeat(63), world_prompt: { text_prompt: prompt } });
  });

  test.each([
    ["an operation", 200, { operation_id: "op1", done: false }, { operationId: "op1", providerRef: null }],
    ["`id` for `operation_id`", 200, { id: "op1", done: false }, { operationId: "op1" }],
    ["201", 201, { operation_id: "op1", done: false }, { operationId: "op1" }],
    ["the world's id at once", 200, { operation_id: "op1", metadata: { world_id: "w1" } }, { providerRef: "w1" }],
  ])("is accepted by %s", async (_what, status, body, expected) => {
    const { marble } = await scriptedMarble(() => ({ status, body }));
    expect(await marble.submit(row, unhurried())).toMatchObject({ type: "accepted", observed: body, ...expected });
  });

  const list = [{ loc: ["body", "world_prompt", "text_prompt"], msg: "Field required", type: "missing" }];
  test.each([
    ["a text", 400, { detail: "Bad image." }, "refused", "The world maker refused: Bad image."],
    ["a list", 422, { detail: list }, "refused", "The world maker refused: world_prompt.text_prompt: Field required"],
    ["no words", 400, "Bad request", "refused", "The world maker refused: It answered with status 400."],
    [
      "the content policy",
      400,
      { detail: "Content policy violation" },
      "moderated",
      "The world maker declined this prompt: Content policy violation",
    ],
    [
      "401, the key repeated",
      401,
      { detail: "Bad key the-key" },
      "provider_key",
      expect.not.stringContaining("the-key"),
    ],
    [
      "403, the key repeated",
      403,
      { detail: "Bad key the-key" },
      "provider_key",
      expect.not.stringContaining("the-key"),
    ],
    ["402", 402, { detail: "Insufficient API credits" }, "no_credits", expect.stringContaining("operator")],
  ])("is refused with %s", async (_what, status, body, code, message) => {
    const { marble } = await scriptedMarble(() => ({ status, body }));
    expect(await marble.submit(row, unhurried())).toEqual({ type: "refused", code, message });
  });

  test("is throttled until a date, too", async () => {
    const headers = { "retry-after": new Date(aTime + 45_000).toUTCString() };
    const { marble } = await scriptedMarble(() => ({
      status: 429,
      headers,
      body: { detail: [{ msg: "Slow down." }] },
    }));
    expect(await marble.submit(row, unhurried())).toEqual({
      type: "throttled",
      retryAt: aTime + 45_000,
      message: "Slow down.",
    });
  });

  test.each([
    ["408", 408, {}],
    ["425", 425, {}],
    ["500", 500, { detail: "Internal server error", request_id: "r1" }],
    ["502 from a gateway", 502, "<html></html>"],
    ["a redirect", 307, {}],
    ["200 and no id", 200, { done: false }],
    ["200 and an empty id", 200, { operation_id: "", done: false }],
    ["200 and a list", 200, []],
    ["200 and no JSON", 200, "OK"],
    ["204", 204, ""],
  ])("has an unknown outcome after %s", async (_what, status, body) => {
    const { marble } = await scriptedMarble(() => ({ status, body }));
    expect(await marble.submit(row, unhurried())).toEqual({ type: "unknown", message: expect.stringMatching(/\.$/) });
  });
});
