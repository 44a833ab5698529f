import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { isNormal, makeNormal } from "../../server/files/normal-picture.ts";
import { blackPng, drawn, jpegOfManyScans, movingWebp, noise } from "../support/pictures.ts";

const metadataOf = (bytes: Uint8Array) => sharp(bytes).metadata();
const see = async (file: Uint8Array) => metadataOf((await makeNormal(file)).bytes);

/** The colours of the four quarters, row by row. */
async function quarters(bytes: Uint8Array): Promise<string> {
  const { data } = await sharp(bytes).resize(2, 2, { fit: "fill" }).raw().toBuffer({ resolveWithObject: true });
  return [0, 3, 6, 9].map((at) => ((data[at] ?? 0) > 128 ? "red" : "blue")).join(" ");
}

describe("a picture is kept as every provider takes it", () => {
  test.each([
    ["an opaque PNG", async () => (await drawn(40, 20)).png().toBuffer()],
    ["a PNG that could be transparent and is not", async () => (await drawn(40, 20)).ensureAlpha().png().toBuffer()],
    ["a JPEG", async () => (await drawn(40, 20)).jpeg().toBuffer()],
    ["a progressive JPEG", async () => (await drawn(40, 20)).jpeg({ progressive: true }).toBuffer()],
    ["a WebP", async () => (await drawn(40, 20)).webp().toBuffer()],
  ])("%s as JPEG", async (_what, file) => {
    const { bytes, format } = await makeNormal(await file());
    expect(format).toMatchObject({ ext: "jpg", contentType: "image/jpeg" });
    expect(await metadataOf(bytes)).toMatchObject({ format: "jpeg", width: 40, height: 20, channels: 3 });
    expect(await quarters(bytes)).toBe("red blue blue blue");
  });

  test.each(["png", "webp"] as const)("a transparent %s as PNG, as transparent as it was", async (kind) => {
    const glass = { width: 8, height: 8, channels: 4 as const, background: { r: 200, g: 100, b: 0, alpha: 0.5 } };
    const { bytes, format } = await makeNormal(
      await sharp({ create: glass }).toFormat(kind, { lossless: true }).toBuffer(),
    );
    expect(format).toMatchObject({ ext: "png", contentType: "image/png" });
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 4)]).toEqual([200, 100, 0, 128]);
  });

  test.each([
    [3, 40, 20, "blue blue blue red"],
    [6, 20, 40, "blue red blue blue"],
    [8, 20, 40, "blue blue red blue"],
  ])("upright, where the camera was held as in orientation %d", async (orientation, width, height, seen) => {
    const { bytes } = await makeNormal(await (await drawn(40, 20)).withMetadata({ orientation }).jpeg().toBuffer());
    expect(await metadataOf(bytes)).toMatchObject({ width, height });
    expect(await quarters(bytes)).toBe(seen);
  });

  test("without what the camera wrote into it", async () => {
    const file = await (await drawn(40, 20))
      .withExif({ IFD0: { Copyright: "mine" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .withIccProfile("p3")
      .withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
      .jpeg()
      .toBuffer();
    expect(Object.keys(await metadataOf(file))).toEqual(expect.arrayContaining(["exif", "icc", "xmp"]));
    const kept = Object.keys(await see(file));
    for (const what of ["exif", "icc", "xmp", "iptc", "orientation", "comments"]) expect(kept).not.toContain(what);
  });

  test.each([
    [3000, 1500, 2048, 1024],
    [1500, 3000, 1024, 2048],
    [4000, 1, 2048, 1],
    [2048, 2048, 2048, 2048],
    [7, 5, 7, 5],
    [1, 1, 1, 1],
  ])("%d by %d pixels as %d by %d", async (width, height, keptWidth, keptHeight) => {
    expect(await see(await noise(width, height).jpeg().toBuffer())).toMatchObject({
      width: keptWidth,
      height: keptHeight,
    });
  });

  test.each([
    ["a grey one", () => noise(20, 20).greyscale().png().toBuffer()],
    ["one for printing", () => noise(20, 20).toColourspace("cmyk").jpeg().toBuffer()],
    ["one of 16 bits", () => noise(20, 20).toColourspace("rgb16").png().toBuffer()],
    ["one of few colours", () => noise(20, 20).png({ palette: true }).toBuffer()],
  ])("in sRGB, 8 bits: %s", async (_what, file) => {
    expect(await see(await file())).toMatchObject({ space: "srgb", depth: "uchar", channels: 3 });
  });

  test("the same file always as the same bytes", async () => {
    const file = await noise(50, 50).webp().toBuffer();
    expect((await makeNormal(file)).bytes).toEqual((await makeNormal(file)).bytes);
  });

  test("also with the stray bytes that cameras leave in their files", async () => {
    const file = await noise(50, 50).jpeg().toBuffer();
    const firstEnd = 4 + file.readUInt16BE(4);
    const stray = Buffer.of(1, 2, 3);
    const strayed = Buffer.concat([file.subarray(0, firstEnd), stray, file.subarray(firstEnd), Buffer.from("a film")]);
    await expect(sharp(strayed, { failOn: "warning" }).toBuffer()).rejects.toThrow("extraneous");
    expect(await see(strayed)).toMatchObject({ width: 50 });
  });

  test("with all the pixels of the largest telephone camera", async () => {
    expect(await see(blackPng(7071, 7071))).toMatchObject({ width: 2048, height: 2048 });
  });
});

describe("a picture is refused", () => {
  test.each([
    [
      "with more pixels than that",
      () => blackPng(7072, 7072),
      "The picture has 7072 by 7072 pixels, more than 50 million: make it smaller.",
    ],
    [
      "that is a bomb",
      () => blackPng(30_000, 30_000),
      "The picture has 30000 by 30000 pixels, more than 50 million: make it smaller.",
    ],
    [
      "that is cut off",
      async () => (await noise(200, 200).jpeg().toBuffer()).subarray(0, 5000),
      "The picture is damaged or not whole: send it again, or save it anew.",
    ],
    [
      "that is cut off, as PNG",
      async () => (await noise(200, 200).png().toBuffer()).subarray(0, 5000),
      "The picture is damaged or not whole: send it again, or save it anew.",
    ],
    [
      "that is cut off, as WebP",
      async () => (await noise(200, 200).webp().toBuffer()).subarray(0, 5000),
      "The picture is damaged or not whole: send it again, or save it anew.",
    ],
    [
      "that only begins as one",
      () => Buffer.from("\x89PNG\r\n\x1a\n and so on", "latin1"),
      "The picture is damaged or not whole: send it again, or save it anew.",
    ],
    [
      "that is a drawing, which the decoder would draw",
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      "This is an SVG drawing: send the bytes of a PNG, JPEG or WebP picture.",
    ],
    [
      "that is of a kind which the decoder would take",
      () => noise(9, 9).gif().toBuffer(),
      "This is a GIF: send the bytes of a PNG, JPEG or WebP picture.",
    ],
    [
      "that is of another such kind",
      () => noise(9, 9).tiff().toBuffer(),
      "This is a TIFF picture: send the bytes of a PNG, JPEG or WebP picture.",
    ],
    [
      "that is of a third such kind",
      () => noise(9, 9).avif().toBuffer(),
      "This is an AVIF picture: send the bytes of a PNG, JPEG or WebP picture.",
    ],
    ["that moves", movingWebp, "The picture moves: send a single one."],
    [
      "that is built up in too many passes",
      () => jpegOfManyScans(23),
      "The picture is built up in too many passes: save it anew, as an ordinary JPEG.",
    ],
  ])("%s", async (_what, file, message) => {
    await expect(makeNormal(await file())).rejects.toMatchObject({ code: "unsupported_image", message });
  });
});

describe("a stored picture is left as it is", () => {
  test("when it was kept here", async () => {
    const glass = { width: 8, height: 8, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0.5 } };
    for (const file of [await noise(20, 20).webp().toBuffer(), await sharp({ create: glass }).png().toBuffer()]) {
      expect(await isNormal((await makeNormal(file)).bytes)).toBe(true);
    }
  });

  test.each([
    ["it is too large", () => noise(2049, 20).jpeg().toBuffer()],
    ["it is a WebP", () => noise(20, 20).webp().toBuffer()],
    ["it is not in sRGB", () => noise(20, 20).toColourspace("cmyk").jpeg().toBuffer()],
    ["it has a profile", () => noise(20, 20).withIccProfile("p3").jpeg().toBuffer()],
    ["it says how it was held", () => noise(20, 20).withMetadata({ orientation: 3 }).jpeg().toBuffer()],
  ])("but not when %s", async (_what, file) => expect(await isNormal(await file())).toBe(false));
});
