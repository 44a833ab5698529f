import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { closeCamera, openCamera } from "../../client/ui/picture/camera.ts";
import { wrongWithPicture } from "../../client/ui/picture/check-picture.ts";
import { UPLOAD_MAX_BYTES } from "../../contract/limits.ts";

const painted = () => sharp({ create: { width: 4, height: 4, channels: 3, background: "teal" } });

describe("a picture that somebody chose", () => {
  test.each(["jpeg", "png", "webp"] as const)("can be sent when it is a %s, whatever it is called", async (format) => {
    const bytes = new Uint8Array(await painted().toFormat(format).toBuffer());
    expect(await wrongWithPicture(new File([bytes], "a.txt", { type: "text/plain" }))).toBe("");
  });

  test("is refused by a sentence when it only says that it is one", async () => {
    const gif = new Uint8Array(await painted().gif().toBuffer());
    expect(await wrongWithPicture(new File([gif], "a.png", { type: "image/png" }))).toMatch(/not a JPEG, PNG or WebP/);
    const wave = new File(["RIFF0000WAVEfmt "], "a.webp", { type: "image/webp" });
    expect(await wrongWithPicture(wave)).toMatch(/not a JPEG, PNG or WebP/);
  });

  test("is refused when it is empty or larger than 10 MB, and not at 10 MB", async () => {
    const png = new Uint8Array(await painted().png().toBuffer());
    const ofSize = (bytes: number) => new File([png, new Uint8Array(bytes - png.length)], "a.png");
    expect(await wrongWithPicture(new File([], "a.png"))).toMatch(/empty/);
    expect(await wrongWithPicture(ofSize(UPLOAD_MAX_BYTES))).toBe("");
    expect(await wrongWithPicture(ofSize(UPLOAD_MAX_BYTES + 1))).toMatch(/too large: 10\.5 MB/);
  });

  test("is refused when it cannot be read", async () => {
    const gone = new File(["x"], "a.png");
    gone.slice = () => {
      throw new DOMException("The file was moved.", "NotFoundError");
    };
    expect(await wrongWithPicture(gone)).toMatch(/could not be read/);
  });
});

/** As a browser has them, as far as a camera's opening goes. */
const failing = (name: string) => ({ getUserMedia: () => Promise.reject(new DOMException("", name)) });

describe("a camera that cannot be opened", () => {
  test.each([
    ["there is none", failing("NotFoundError"), /No camera was found/],
    ["it is refused", failing("NotAllowedError"), /was refused/],
    ["something else holds it", failing("NotReadableError"), /cannot be used just now/],
    ["the page came without https", undefined, /only over https/],
  ])("is told by a sentence: %s", async (_why, devices, sentence) => {
    await expect(openCamera(devices)).rejects.toThrow(sentence);
  });
});

test("closing the camera stops all that it sends", () => {
  const stopped: string[] = [];
  const track = (name: string) => ({ stop: () => stopped.push(name) });
  closeCamera({ getTracks: () => [track("a"), track("b")] });
  expect(stopped).toEqual(["a", "b"]);
});
