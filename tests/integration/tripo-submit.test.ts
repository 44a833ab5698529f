import { describe, expect, test } from "vitest";
import { aTime } from "../support/generations.ts";
import { enveloped, handedOver, refusedWith, scriptedTripo } from "../support/scripted-tripo.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const created = enveloped({ task_id: "task-1", type: "image_to_model", status: "queued" });

async function submitTo(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const { tripo, asked } = await scriptedTripo(() => ({ status, body, headers }));
  const outcome = await tripo.submit(handedOver, unhurried());
  expect(asked).toHaveLength(1);
  return outcome;
}

describe("a submit", () => {
  test("is one POST with the token of our picture, a model that is named, and never a quad mesh, which is an FBX", async () => {
    const { tripo, asked } = await scriptedTripo(() => ({ body: created }));
    expect(await tripo.submit(handedOver, unhurried())).toEqual({
      type: "accepted",
      operationId: "task-1",
      providerRef: null,
      observed: created.data,
    });
    expect(asked).toMatchObject([
      {
        method: "POST",
        path: "generation/image-to-model",
        headers: { authorization: "Bearer tsk_the-key", "content-type": "application/json" },
        body: { input: "file_ours", model: expect.stringMatching(/^v\d/), texture: true, pbr: true },
      },
    ]);
    expect(asked[0]?.body).not.toHaveProperty("quad");
  });

  test.each([200, 201, 202])("is accepted with status %d", async (status) => {
    expect(await submitTo(status, created)).toMatchObject({ type: "accepted", operationId: "task-1" });
  });

  test.each([
    ["malformed", 400, refusedWith(1003, "Bad body"), "refused", "The model maker refused: Bad body."],
    [
      "a bad parameter",
      400,
      refusedWith(1004, "model is required"),
      "refused",
      "The model maker refused: model is required.",
    ],
    ["a lost file", 404, refusedWith(2019, "File expired."), "refused", "The model maker refused: File expired."],
    ["no code", 422, "Unprocessable", "refused", "The model maker refused: It answered with status 422."],
    [
      "the content policy",
      400,
      refusedWith(2008, "Content policy violation"),
      "moderated",
      "The model maker declined this picture: Content policy violation. Choose another one.",
    ],
    ["no credits left", 403, refusedWith(2010, "Not enough"), "no_credits", expect.stringContaining("operator")],
    [
      "401, whatever its code",
      401,
      refusedWith(2, "Bad key tsk_the-key"),
      "provider_key",
      expect.not.stringContaining("tsk_"),
    ],
    [
      "403 and the key repeated",
      403,
      refusedWith(1005, "tsk_the-key"),
      "provider_key",
      expect.not.stringContaining("tsk_"),
    ],
  ])("is refused for %s", async (_what, status, body, code, message) => {
    expect(await submitTo(status, body)).toEqual({ type: "refused", code, message });
  });

  test.each([
    ["Bad face_limit", "Leave it out", "Bad face_limit: Leave it out."],
    ["Bad face_limit.", "Leave it out.", "Bad face_limit. Leave it out."],
  ])("is refused with the suggestion that Tripo makes, too (%s)", async (message, suggestion, said) => {
    const outcome = await submitTo(400, { ...refusedWith(1004, message), suggestion });
    expect(outcome).toMatchObject({ message: `The model maker refused: ${said}` });
  });

  test.each([
    ["too many requests", 429, refusedWith(1007, "Slow down."), "Slow down."],
    ["too many tasks at once", 429, refusedWith(2000, "Ten at once."), "Ten at once."],
    ["being away", 503, "", "The model maker is busy."],
  ])("is throttled by %s, with and without a hint", async (_what, status, body, message) => {
    expect(await submitTo(status, body, { "retry-after": "7" })).toEqual({
      type: "throttled",
      retryAt: aTime + 7_000,
      message,
    });
    expect(await submitTo(status, body)).toEqual({ type: "throttled", retryAt: null, message });
  });

  test.each([
    ["408", 408, refusedWith(1000)],
    ["425", 425, ""],
    ["500", 500, refusedWith(1001)],
    ["502 from a gateway", 502, "<html></html>"],
    ["504", 504, ""],
    ["a redirect", 307, ""],
    ["200 and no task", 200, enveloped({ type: "image_to_model" })],
    ["200 and an empty id", 200, enveloped({ task_id: "" })],
    ["200 and an error's code", 200, refusedWith(1000)],
    ["200 and a task beside an error's code", 200, { ...created, code: 1000 }],
    ["200 and no JSON", 200, "OK"],
    ["200 and nothing", 200, ""],
  ])("has an unknown outcome after %s: it may be made and billed", async (_what, status, body) => {
    expect(await submitTo(status, body)).toEqual({ type: "unknown", message: expect.stringMatching(/\.$/) });
  });

  test("has an unknown outcome where the connection ends without an answer", async () => {
    const { tripo, asked } = await scriptedTripo(() => "cut");
    expect(await tripo.submit(handedOver, unhurried())).toMatchObject({ type: "unknown" });
    expect(asked).toHaveLength(1);
  });
});
