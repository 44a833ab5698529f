import { describe, expect, test } from "vitest";
import { LABEL_MAX, OBJECT_NAME_MAX, UPLOAD_MAX_BYTES } from "../../contract/limits.ts";
import { ApiError } from "../../contract/routes.ts";
import { Refused } from "../../server/refused.ts";
import { anOrder, openModelDoors } from "../support/model-doors.ts";
import { aPicture } from "../support/model-rows.ts";
import { until } from "../support/until.ts";

const asAda = { authorization: "Bearer ada" };

describe("POST /api/generate-3d", () => {
  test("answers 202 with what the seed says, once the row is kept", async () => {
    const doors = await openModelDoors();
    const answer = await doors.post("/api/generate-3d", anOrder);
    expect(answer.status).toBe(202);
    const body: { record_id: number } = await answer.json();
    expect(body).toEqual({
      success: true,
      record_id: expect.any(Number),
      job_id: expect.stringMatching(/./),
      status: "running",
      status_url: `/api/status/${body.record_id}`,
      message: "3D generation job submitted successfully",
    });
    expect(Number.isSafeInteger(body.record_id)).toBe(true);
    expect(await doors.kept()).toMatchObject([
      {
        id: body.record_id,
        kind: "model",
        provider: "tripo",
        subject: "",
        input: {
          targetObject: "Golden Retriever",
          iteration: 1,
          sessionId: "your-session-id",
          image: "https://example.com/image.png",
        },
      },
    ]);
  });

  test("keeps what was made of the picture, and not a data URL itself", async () => {
    const doors = await openModelDoors();
    doors.script.takePicture = async () => `/assets/${aPicture}`;
    await doors.submit({ imageUrl: "data:image/png;base64,AAAA" });
    expect(doors.taken).toEqual(["data:image/png;base64,AAAA"]);
    expect(await doors.kept()).toMatchObject([{ input: { image: `/assets/${aPicture}` } }]);
    expect(JSON.stringify(await doors.kept())).not.toContain("AAAA");
  });

  test.each([
    ["nothing", undefined, /^The input is missing\.$/],
    ["a list", [], /^The input must be an object\.$/],
    ["no sessionId", { ...anOrder, sessionId: undefined }, /^sessionId is missing\.$/],
    ["an empty sessionId", { ...anOrder, sessionId: "" }, /sessionId/],
    ["a sessionId too long", { ...anOrder, sessionId: "x".repeat(LABEL_MAX + 1) }, /sessionId.*128/],
    ["no iteration", { ...anOrder, iteration: undefined }, /^iteration is missing\.$/],
    ["iteration 0", { ...anOrder, iteration: 0 }, /iteration.*1/],
    ["half an iteration", { ...anOrder, iteration: 1.5 }, /iteration/],
    ["an iteration in words", { ...anOrder, iteration: "1" }, /iteration/],
    ["no targetObject", { ...anOrder, targetObject: undefined }, /^targetObject is missing\.$/],
    [
      "nothing to see of a targetObject",
      { ...anOrder, targetObject: " \u200b" },
      /^targetObject: The name of the object is empty: write something\.$/,
    ],
    [
      "a targetObject too long",
      { ...anOrder, targetObject: "x".repeat(OBJECT_NAME_MAX + 1) },
      /^targetObject: .* is too long: at most 80 characters\.$/,
    ],
    ["no imageUrl", { ...anOrder, imageUrl: undefined }, /^imageUrl is missing\.$/],
    ["an empty imageUrl", { ...anOrder, imageUrl: "" }, /imageUrl/],
    ["an imageUrl that is an object", { ...anOrder, imageUrl: { url: "https://x" } }, /imageUrl/],
    ["nothing but a name", { targetObject: "Dog" }, /^imageUrl, iteration and sessionId are missing\.$|are missing/],
  ])("of %s is 400 with a sentence that names the field, and keeps nothing", async (_what, body, sentence) => {
    const doors = await openModelDoors();
    for (const path of ["/api/generate-3d", "/api/generate-3d/sync"]) {
      const answer = await doors.post(path, body);
      const refusal = ApiError.parse(await answer.json());
      expect([answer.status, refusal.code]).toEqual([400, "bad_message"]);
      expect(refusal.error).toMatch(sentence);
    }
    expect(doors.taken).toEqual([]);
    expect(await doors.kept()).toEqual([]);
  });

  test.each([
    ["unsupported_url", 400],
    ["unsupported_image", 400],
    ["too_fast", 429],
  ] as const)("of a picture that is refused as %s is %d with its sentence, and keeps nothing", async (code, status) => {
    const doors = await openModelDoors();
    doors.script.takePicture = () => Promise.reject(new Refused(code, "The picture will not do."));
    const answer = await doors.post("/api/generate-3d", anOrder);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ success: false, error: "The picture will not do.", code });
    expect(await doors.kept()).toEqual([]);
  });

  test("takes a data URL of the largest picture, and nothing that goes far beyond it", async () => {
    const doors = await openModelDoors();
    doors.script.takePicture = async () => `/assets/${aPicture}`;
    const largest = Math.ceil(UPLOAD_MAX_BYTES / 3) * 4;
    const answer = await doors.post("/api/generate-3d", {
      ...anOrder,
      imageUrl: `data:image/png;base64,${"A".repeat(largest)}`,
    });
    expect(answer.status).toBe(202);
    const tooLarge = await doors.post("/api/generate-3d", { ...anOrder, imageUrl: "A".repeat(largest + 20_000) });
    expect([tooLarge.status, ApiError.parse(await tooLarge.json()).code]).toEqual([413, "too_large"]);
  });

  test("with more pictures at once than it can hold is asked to come again, and without one it is not", async () => {
    const doors = await openModelDoors();
    const kept = Promise.withResolvers<string>();
    doors.script.takePicture = () => kept.promise;
    const carrying = { ...anOrder, imageUrl: `data:image/png;base64,${"A".repeat(20_000)}` };
    const first = Array.from({ length: 16 }, () => doors.post("/api/generate-3d", carrying));
    await until(() => doors.taken.length === 16);
    const refused = await doors.post("/api/generate-3d", carrying);
    expect([refused.status, ApiError.parse(await refused.json()).code]).toEqual([429, "too_fast"]);
    const linking = doors.post("/api/generate-3d", anOrder);
    await until(() => doors.taken.length === 17);
    kept.resolve(`/assets/${aPicture}`);
    const answers = await Promise.all([...first, linking]);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 17 }, () => 202));
    expect((await doors.post("/api/generate-3d", carrying)).status).toBe(202);
  });

  test("is over budget before the picture is taken, and keeps nothing", async () => {
    const doors = await openModelDoors({ runningPerPlayer: 1, startsPerPlayerPerDay: 1000 });
    await doors.submit({}, asAda);
    const answer = await doors.post("/api/generate-3d", anOrder, asAda);
    expect([answer.status, ApiError.parse(await answer.json()).code]).toEqual([429, "over_budget"]);
    expect(doors.taken).toHaveLength(1);
    expect(await doors.kept()).toHaveLength(1);
    expect((await doors.post("/api/generate-3d", anOrder, { authorization: "Bearer bob" })).status).toBe(202);
  });
});
