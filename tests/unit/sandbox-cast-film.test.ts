import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { makeCast } from "../../server/sandbox/cast/make-cast.ts";
import { UnreadablePicture } from "../../server/sandbox/cast/picture.ts";
import { cutTrailer } from "../../server/sandbox/cast/trailer-cut.ts";
import { differenceBetween, readFilm } from "../support/film-frames.ts";
import { scene } from "../support/test-pictures.ts";

const words = "Mira Vale, astronomer, in motion under the stars";
const painted = Promise.all(
  ["Mira, astronomer", "Tomas, blacksmith", "Ines, captain"].map(
    async (name, seed) => (await makeCast({ make: "portrait", prompt: name, seed, aspectRatio: 0.8 })).files.out,
  ),
);
const portraits = () => painted;
const playbill = 'Trailer for "The Lamplighters". They keep the last lights. Starring: Mira; Tomas; Ines.';
const video = async (picture: Uint8Array | null, seconds = 4, seed = 1) =>
  (await makeCast({ make: "video", prompt: words, seed, picture, seconds })).files.out;
const trailer = async (prompt: string, pictures: readonly Uint8Array[], seconds = 6) =>
  (await makeCast({ make: "trailer", prompt, seed: 1, pictures, seconds })).files.out;

/** How many pixels are as bright as letters are. */
const brightPixels = (frame: Uint8Array) => {
  let count = 0;
  for (let at = 0; at < frame.length; at += 3) if ((frame[at] ?? 0) > 190 && (frame[at + 1] ?? 0) > 140) count++;
  return count;
};

describe("a video", () => {
  test("is the picture in motion: a VP8 film of the ordered length, in the picture's shape, not too heavy", async () => {
    const [mira] = await portraits();
    const file = await video(mira ?? null);
    const film = await readFilm(file);
    expect(film).toMatchObject({ codec: "vp8", width: 384, height: 480 });
    expect(film.seconds).toBeCloseTo(4, 2);
    expect(film.frames).toHaveLength(48);
    expect(file.length).toBeLessThan(1_500_000);

    const still = await sharp(mira).resize(384, 480, { fit: "fill" }).raw().toBuffer();
    const [first, middle] = [film.frames[0] ?? Buffer.alloc(0), film.frames[24] ?? Buffer.alloc(0)];
    expect(differenceBetween(first, still)).toBeLessThan(18);
    expect(differenceBetween(first, middle)).toBeGreaterThan(3);
  });

  test("moves in each frame, and ends as it began", async () => {
    const { frames } = await readFilm(await video(null));
    const steps = frames.slice(1).map((frame, index) => differenceBetween(frame, frames[index] ?? frame));
    expect(Math.min(...steps)).toBeGreaterThan(0.2);
    const back = differenceBetween(frames.at(-1) ?? Buffer.alloc(0), frames[0] ?? Buffer.alloc(0));
    expect(back).toBeLessThan(Math.max(...steps) * 1.5);
  });

  test("is the same file for the same order, and another one for another seed", async () => {
    const picture = await scene();
    const [first, again, other] = await Promise.all([video(picture), video(picture), video(picture, 4, 2)]);
    expect(Buffer.compare(first, again)).toBe(0);
    expect(Buffer.compare(first, other)).not.toBe(0);
  });

  test.each([
    [Number.NaN, 5],
    [0, 2],
    [3600, 10],
  ])("of %s seconds lasts %i", async (seconds, lasts) => {
    expect((await readFilm(await video(null, seconds))).seconds).toBeCloseTo(lasts, 2);
  });

  test.each([
    ["is no picture", Buffer.from("not a picture")],
    ["is empty", Buffer.alloc(0)],
  ])("is refused where what should move %s", async (_, picture) => {
    await expect(video(picture)).rejects.toBeInstanceOf(UnreadablePicture);
  });
});

describe("a trailer", () => {
  test("begins and ends with its title, shows everybody in between, and lasts as long as ordered", async () => {
    const cast = await portraits();
    const [titled, untitled] = [await readFilm(await trailer(playbill, cast)), await readFilm(await trailer("", cast))];
    expect(titled).toMatchObject({ codec: "vp8", width: 512, height: 288 });
    expect(titled.seconds).toBeCloseTo(6, 2);

    const cut = cutTrailer(titled.frames.length, cast.length);
    const end = titled.frames.length - Math.round(cut.closing / 2);
    for (const index of [cut.opening - 1, end]) {
      const [letters, none] = [titled.frames[index], untitled.frames[index]];
      expect(brightPixels(letters ?? Buffer.alloc(0))).toBeGreaterThan(brightPixels(none ?? Buffer.alloc(0)) + 800);
    }
    const shots = cut.cast.map(({ from, length }) => titled.frames[from + length - 1] ?? Buffer.alloc(0));
    for (const [index, shot] of shots.entries()) {
      for (const other of shots.slice(index + 1)) expect(differenceBetween(shot, other)).toBeGreaterThan(15);
    }
  });

  test("writes the names beside the pictures", async () => {
    const cast = await portraits();
    const [named, unnamed] = await Promise.all(
      [playbill, 'Trailer for "The Lamplighters". They keep the last lights.'].map(async (prompt) =>
        readFilm(await trailer(prompt, cast)),
      ),
    );
    const { cast: shots } = cutTrailer(named?.frames.length ?? 0, cast.length);
    for (const { from, length } of shots) {
      const [withName, without] = [named, unnamed].map((film) => film?.frames[from + length - 1] ?? Buffer.alloc(0));
      expect(brightPixels(withName ?? Buffer.alloc(0))).toBeGreaterThan(brightPixels(without ?? Buffer.alloc(0)) + 150);
    }
  });

  test.each([
    ["nothing", ""],
    ["an emoji for a title", 'Trailer for "🔥🔥". 🔥 Starring: 🔥; 🔥.'],
    ["markup", 'Trailer for "<b>&amp;</span>". <i> & Starring: <x>; &; "".'],
    ["a script that no font here may have", 'Trailer for "灯を守る人". 七人の旅人。 Starring: 未来; Ωμέγα; Звезда.'],
    ["one endless word", `Trailer for "${"x".repeat(5_000)}". ${"y".repeat(5_000)} Starring: ${"z".repeat(5_000)}.`],
  ])("is made of %s", async (_, prompt) => {
    const [one] = await portraits();
    expect((await readFilm(await trailer(prompt, one ? [one] : [], 4))).frames).toHaveLength(48);
  });

  test("paints somebody where the order brings no pictures", async () => {
    const film = await readFilm(await trailer(playbill, [], 4));
    const { cast } = cutTrailer(48, 3);
    const { channels } = await sharp(film.frames[(cast[1]?.from ?? 0) + 3], {
      raw: { width: 512, height: 288, channels: 3 },
    }).stats();
    for (const { stdev } of channels) expect(stdev).toBeGreaterThan(15);
  });
});

describe("the cut of a trailer", () => {
  test.each([
    [60, 1],
    [60, 5],
    [120, 12],
    [120, 50],
    [48, 50],
  ])("of %i frames gives %i pictures their time without a gap", (frames, pictures) => {
    const { opening, cast, closing } = cutTrailer(frames, pictures);
    let at = opening;
    for (const { from, length, picture } of cast) {
      expect(from).toBe(at);
      expect(length).toBeGreaterThanOrEqual(6);
      expect(picture).toBeLessThan(pictures);
      at += length;
    }
    expect(at + closing).toBe(frames);
    expect(new Set(cast.map(({ picture }) => picture)).size).toBe(cast.length);
  });
});
