import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { createCastArtist } from "../../server/sandbox/cast/artist.ts";
import { makeCast } from "../../server/sandbox/cast/make-cast.ts";
import { moodOf } from "../../server/sandbox/cast/moods.ts";
import { personaOf } from "../../server/sandbox/cast/persona.ts";
import { randomFor } from "../../server/sandbox/worlds/random.ts";
import { differenceBetween } from "../support/film-frames.ts";

const mira = "Portrait of Mira Vale, astronomer. She maps the stars from a roof";
const portrait = async (prompt: string, seed = 7, aspectRatio = 0.8) =>
  (await makeCast({ make: "portrait", prompt, seed, aspectRatio })).files.out;
const small = async (picture: Uint8Array) => sharp(picture).resize(64, 80, { fit: "fill" }).raw().toBuffer();

describe("a portrait", () => {
  test("is the same file for the same order, and another one for another seed or other words", async () => {
    const [first, again, otherSeed, otherWords] = await Promise.all([
      portrait(mira),
      portrait(mira),
      portrait(mira, 8),
      portrait(`${mira}, at dawn`),
    ]);
    expect(Buffer.compare(first, again)).toBe(0);
    expect(Buffer.compare(first, otherSeed)).not.toBe(0);
    expect(Buffer.compare(first, otherWords)).not.toBe(0);
  });

  test("looks unlike that of any other character of the show", async () => {
    const names = ["Mira, astronomer", "Tomas, blacksmith", "Ines, pirate captain", "Ash", "Bo", "Cai", "Dov", "Eli"];
    const pictures = await Promise.all(
      names.map(async (name, seed) => small(await portrait(`Portrait of ${name}.`, seed))),
    );
    for (const [index, picture] of pictures.entries()) {
      for (const other of pictures.slice(index + 1)) expect(differenceBetween(picture, other)).toBeGreaterThan(14);
    }
  });

  test.each([
    ["as tall as ordered", 0.8, 614, 768],
    ["square", 1, 768, 768],
    ["wide", 16 / 9, 768, 432],
    ["tall", 9 / 16, 432, 768],
    ["of a sensible shape where the order's is none", Number.NaN, 614, 768],
  ])("is %s", async (_, aspectRatio, width, height) => {
    const picture = sharp(await portrait(mira, 1, aspectRatio));
    expect(await picture.metadata()).toMatchObject({ format: "webp", width, height });
    // The figure stands in the middle, whatever the shape: there the picture has its contrasts.
    const middle = {
      left: Math.round(width * 0.3),
      top: Math.round(height * 0.1),
      width: Math.round(width * 0.4),
      height: Math.round(height * 0.5),
    };
    const { channels } = await sharp(await picture.png().toBuffer())
      .extract(middle)
      .stats();
    for (const { stdev } of channels.slice(0, 3)) expect(stdev).toBeGreaterThan(15);
  });

  test.each([
    ["nothing", ""],
    ["only signs", "🔥🔥🔥 \u0000\u0007 \ud800"],
    ["markup", '</svg><image href="file:///etc/passwd"/> & "quotes" ]]>'],
    ["very much", "a knight ".repeat(5_000)],
    ["another script", "星を数える人 Звёзды"],
  ])("is painted of %s as well", async (_, prompt) => {
    expect(await sharp(await portrait(prompt)).metadata()).toMatchObject({ format: "webp", width: 614 });
  });

  test("takes its place from the words", () => {
    expect(moodOf("A captain who sails the sea", 0).motif).toBe("waves");
    expect(moodOf("A dragon of fire and ember", 0).motif).toBe("flames");
    expect(moodOf("xyz", 0)).not.toBe(moodOf("xyz", 0.99));
    expect(moodOf("xyz", 1)).toBeDefined();
  });

  test("takes from the words who it is", () => {
    for (let seed = 0; seed < 20; seed++) {
      const queen = personaOf("Queen Aurelia, a blonde ruler with glasses", randomFor(seed));
      expect(queen).toMatchObject({ hasBeard: false, hasGlasses: true, hair: "#e2bf72", dress: "robe" });
      const knight = personaOf("An old bearded knight", randomFor(seed));
      expect(knight).toMatchObject({ hasBeard: true, dress: "armour" });
    }
  });
});

describe("the artist's worker", () => {
  test("makes the same as this thread, tells of what it cannot read, and goes on", async () => {
    const artist = createCastArtist();
    try {
      const video = { make: "video", prompt: mira, seed: 1, picture: new Uint8Array([1, 2, 3]), seconds: 3 } as const;
      await expect(artist.make(video)).rejects.toThrow("cannot be read");
      const made = await artist.make({ make: "portrait", prompt: mira, seed: 7, aspectRatio: 0.8 });
      expect(made.contentType).toBe("image/webp");
      expect(Buffer.compare(made.files.out, await portrait(mira))).toBe(0);
    } finally {
      await artist.close();
    }
  });
});
