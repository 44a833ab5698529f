import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError, SessionAnswer, UploadAnswer } from "../../contract/routes.ts";
import { blackPng, drawn } from "../support/pictures.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

describe("uploading a picture", () => {
  let waygate: Waygate;
  let headers: Record<string, string>;
  beforeAll(async () => {
    waygate = await startWaygate({ ALLOW_ANONYMOUS_API: "no" });
    const json = { "content-type": "application/json" };
    const answer = await fetch(`${waygate.url}/api/session`, { method: "POST", headers: json, body: "{}" });
    headers = { authorization: `Bearer ${SessionAnswer.parse(await answer.json()).token}` };
  });
  afterAll(() => waygate.close());

  const upload = (file: Uint8Array, sent = headers) =>
    fetch(`${waygate.url}/api/uploads`, { method: "POST", headers: sent, body: new Uint8Array(file) });

  test("keeps it upright, and serves it as what it is", async () => {
    const answer = await upload(await (await drawn(400, 200)).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    expect(answer.status).toBe(201);
    const { uploadId, url } = UploadAnswer.parse(await answer.json());
    expect(url).toBe(`/assets/${uploadId}`);
    const stored = await fetch(waygate.url + url);
    expect(stored.headers.get("content-type")).toBe("image/jpeg");
    expect(await sharp(await stored.arrayBuffer()).metadata()).toMatchObject({ width: 200, height: 400 });
  });

  test("is for those who say who they are", async () => {
    expect((await upload(blackPng(8, 8), {})).status).toBe(401);
    expect((await upload(blackPng(8, 8))).status).toBe(201);
  });

  test("refuses a bomb, and goes on", async () => {
    const answer = await upload(blackPng(30_000, 30_000));
    expect(answer.status).toBe(415);
    expect(ApiError.parse(await answer.json())).toEqual({
      success: false,
      code: "unsupported_image",
      error: "The picture has 30000 by 30000 pixels, more than 50 million: make it smaller.",
    });
    expect((await fetch(`${waygate.url}/health`)).status).toBe(200);
  });
});
