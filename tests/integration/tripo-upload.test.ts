import { describe, expect, test } from "vitest";
import type { Picture } from "../../server/providers/picture.ts";
import { aTime } from "../support/generations.ts";
import type { Scripted } from "../support/scripted-server.ts";
import { asked as askedFor, enveloped, handedOver, refusedWith, scriptedTripo } from "../support/scripted-tripo.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const kept = enveloped({ file_token: "file_1" });

async function upload(answer: () => Scripted, readPicture?: (source: string) => Promise<Picture>) {
  const { tripo, asked } = await scriptedTripo(answer, readPicture);
  if (!tripo.uploads) throw new Error("This adapter hands nothing over.");
  return { outcome: await tripo.uploads.send(askedFor, unhurried()), asked };
}

describe("handing the picture over", () => {
  test("is needed until its token is known", async () => {
    const { tripo } = await scriptedTripo(() => ({}));
    expect(tripo.uploads?.isNeeded(askedFor)).toBe(true);
    expect(tripo.uploads?.isNeeded(handedOver)).toBe(false);
  });

  test("sends the picture that the row names as a form, and remembers its token and our name of it", async () => {
    const sources: string[] = [];
    const picture: Picture = {
      type: "picture",
      name: "abc.png",
      bytes: Buffer.from("the bytes"),
      contentType: "image/png",
    };
    const { outcome, asked } = await upload(
      () => ({ body: kept }),
      async (source) => {
        sources.push(source);
        return picture;
      },
    );
    expect(outcome).toEqual({ type: "uploaded", upload: { fileToken: "file_1", picture: "abc.png" } });
    expect(sources).toEqual(["https://example.com/image.png"]);
    expect(asked).toMatchObject([
      {
        method: "POST",
        path: "files",
        headers: {
          authorization: "Bearer tsk_the-key",
          "content-type": expect.stringMatching(/^multipart\/form-data; boundary=/),
        },
        body: expect.stringMatching(
          /name="file"; filename="abc\.png"\r\nContent-Type: image\/png\r\n\r\nthe bytes\r\n/,
        ),
      },
    ]);
  });

  test.each<Picture>([
    { type: "refused", code: "unsupported_image", message: "This is a web page." },
    { type: "not_sent", message: "It did not answer in time." },
  ])("of a picture that cannot be had is $type, and Tripo hears nothing of it", async (picture) => {
    const { outcome, asked } = await upload(
      () => ({ body: kept }),
      async () => picture,
    );
    expect(outcome).toEqual(picture);
    expect(asked).toEqual([]);
  });

  test("whose reading breaks down may be done again", async () => {
    const { outcome } = await upload(
      () => ({ body: kept }),
      () => Promise.reject(new Error("The disk at /srv is full.")),
    );
    expect(outcome).toEqual({ type: "not_sent", message: expect.not.stringContaining("/srv") });
  });

  test.each([
    [
      "a picture it does not take",
      400,
      refusedWith(2004, "Not an image"),
      "refused",
      "The model maker refused: Not an image.",
    ],
    ["the key", 401, refusedWith(2, "tsk_the-key"), "provider_key", expect.not.stringContaining("tsk_")],
  ])("is refused for %s", async (_what, status, body, code, message) => {
    expect((await upload(() => ({ status, body }))).outcome).toEqual({ type: "refused", code, message });
  });

  test.each([429, 503])("is throttled by %d", async (status) => {
    const answer = { status, headers: { "retry-after": "5" }, body: refusedWith(1007, "Slow down.") };
    expect((await upload(() => answer)).outcome).toEqual({
      type: "throttled",
      retryAt: aTime + 5_000,
      message: expect.any(String),
    });
  });

  test.each<[string, Scripted]>([
    ["408", { status: 408, body: "" }],
    ["425", { status: 425, body: "" }],
    ["500", { status: 500, body: refusedWith(1000) }],
    ["504", { status: 504, body: "" }],
    ["200 and no token", { body: enveloped({}) }],
    ["200 and an empty token", { body: enveloped({ file_token: "" }) }],
    ["200 and no JSON", { body: "OK" }],
    ["no answer at all", "cut"],
  ])("counts as not sent after %s: it is billed for nothing, and may be done again", async (_what, answer) => {
    const { outcome, asked } = await upload(() => answer);
    expect(outcome).toEqual({ type: "not_sent", message: expect.stringMatching(/\.$/) });
    expect(asked).toHaveLength(1);
  });
});
