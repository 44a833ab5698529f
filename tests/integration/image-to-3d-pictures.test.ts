import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError, UploadAnswer } from "../../contract/routes.ts";
import { MODEL_MS, modelJobs } from "../support/model-jobs.ts";
import { steer } from "../support/sandbox-control.ts";
import { aPng, asDataUrl } from "../support/small-pictures.ts";
import { runSql } from "../support/sql.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let jobs: ReturnType<typeof modelJobs>;
let png: Buffer;
beforeAll(async () => {
  png = await aPng();
  waygate = await startWaygate();
  sandbox = steer(waygate.sandboxUrl);
  jobs = modelJobs(waygate, asDataUrl(png));
});
afterAll(() => waygate.close());

/** Every job there is, and all that was paid. */
const books = async () => [
  await runSql(`file:${waygate.dataDir}/waygate.db`, "SELECT id FROM generated_images"),
  await sandbox.charges(),
];

describe("the picture", () => {
  test("of a data URL is kept and shown", async () => {
    const id = await jobs.submit();
    await jobs.accepted(id);
    await sandbox.advance(MODEL_MS);
    const { image_url } = await jobs.ended(id);
    const image = await fetch(new URL(image_url ?? "", waygate.url));
    expect([image.status, image.headers.get("content-type")]).toEqual([200, "image/png"]);
  });

  test("that was uploaded is taken by its address and by its id", async () => {
    const headers = { "content-type": "image/png" };
    const answer = await fetch(`${waygate.url}/api/uploads`, { method: "POST", headers, body: new Uint8Array(png) });
    const { uploadId, url } = UploadAnswer.parse(await answer.json());
    for (const imageUrl of [url, uploadId]) {
      const id = await jobs.submit({ imageUrl });
      await jobs.accepted(id);
      await sandbox.advance(MODEL_MS);
      expect(await jobs.ended(id)).toMatchObject({ status: "completed", image_url: url });
    }
  });

  test("that is gone by the time it is wanted fails the job with a sentence, unpaid", async () => {
    const before = await sandbox.charges();
    const folder = join(waygate.dataDir, "assets");
    const known = new Set(await readdir(folder));
    // Whichever comes first, this or the first try: the second one finds nothing.
    await sandbox.fault("throttle", 1, { provider: "tripo", on: "upload" });
    const id = await jobs.submit({ imageUrl: asDataUrl(await aPng(90, 60)) });
    for (const name of await readdir(folder)) if (!known.has(name)) await rm(join(folder, name));
    expect(await jobs.ended(id)).toMatchObject({
      status: "failed",
      task_id: null,
      error_message: expect.stringMatching(/no such picture/),
    });
    await sandbox.clearFaults();
    expect(await sandbox.charges()).toEqual(before);
  });

  test.each([
    ["unsupported_url", "ftp://example.com/a.png"],
    ["unsupported_url", "example.com/a.png"],
    ["unsupported_url", "/etc/passwd"],
    ["unsupported_url", "/assets/../waygate.db"],
    ["unsupported_image", `/assets/${"0".repeat(64)}.png`],
    ["unsupported_image", "data:image/png;base64,@@@@"],
    ["unsupported_image", "data:image/png;base64,"],
    ["unsupported_image", "data:image/png,abc"],
    ["unsupported_image", `data:image/png;base64,${Buffer.from("<svg/>".repeat(20)).toString("base64")}`],
  ])("is 400 %s on the face of it where it is %s, and nothing is kept or paid", async (code, imageUrl) => {
    const before = await books();
    const answer = await jobs.post("/api/generate-3d", { imageUrl });
    const refusal = ApiError.parse(await answer.json());
    expect([answer.status, refusal.code]).toEqual([400, code]);
    expect(refusal.error).toMatch(/^[A-Z].{20,}/);
    expect(await books()).toEqual(before);
  });
});

test.each(["abc", "1.5", "-1", "999999999999999999999999", "1e3", "12345678901234567"])(
  "a status of %s is 404, whatever the database would make of it",
  async (recordId) => {
    for (const path of ["generation-status", "status"]) {
      const answer = await fetch(`${waygate.url}/api/${path}/${recordId}`);
      expect([answer.status, ApiError.parse(await answer.json()).code]).toEqual([404, "unknown_job"]);
    }
  },
);
