import sharp from "sharp";
import { expect, test } from "vitest";
import { hasMoreScansThan } from "../../server/files/jpeg-scans.ts";
import { jpegOfManyScans, noise } from "../support/pictures.ts";

const SCAN = Buffer.of(0xff, 0xda, 0, 2);

/** The number of a file's scans, found by asking for every number. */
const scansOf = (file: Uint8Array) =>
  Array.from({ length: 200 }, (_, max) => max).find((max) => !hasMoreScansThan(max, file));

test("a plain JPEG file has one scan", async () => {
  expect(scansOf(await noise(200, 200).jpeg().toBuffer())).toBe(1);
});

test("a progressive one has about ten", async () => {
  expect(scansOf(await noise(200, 200).jpeg({ progressive: true }).toBuffer())).toBe(10);
});

test("one that was made so has as many as it says", async () => {
  expect(scansOf(await jpegOfManyScans(100))).toBe(110);
});

test("what only looks like a scan is none: in metadata, between markers' fill, and behind the end", async () => {
  const plain = await noise(20, 20).jpeg().toBuffer();
  const comment = Buffer.concat([Buffer.of(0xff, 0xfe, 0, 2 + SCAN.length * 3), SCAN, SCAN, SCAN]);
  const file = Buffer.concat([plain.subarray(0, 2), comment, Buffer.of(0xff), plain.subarray(2), SCAN, SCAN]);
  expect((await sharp(file).metadata()).width).toBe(20);
  expect(scansOf(file)).toBe(1);
});

test("a scan goes on behind a restart, and behind a byte that looks like a marker", () => {
  const restarted = Buffer.of(0xff, 0xd8, ...SCAN, 1, 0xff, 0xd7, ...SCAN, 1, 0xff, 0, ...SCAN);
  expect(scansOf(restarted)).toBe(3);
});

test("other files have none", async () => {
  expect(scansOf(Buffer.concat([await noise(20, 20).png().toBuffer(), SCAN]))).toBe(0);
});

test("a file that breaks off, or lies about its lengths, comes to an end", () => {
  expect(scansOf(Buffer.of(0xff, 0xd8, 0xff))).toBe(0);
  expect(scansOf(Buffer.of(0xff, 0xd8, 0xff, 0xe1))).toBe(0);
  expect(scansOf(Buffer.of(0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff, 0xda))).toBe(1);
});
