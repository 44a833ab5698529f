import { randomFor } from "../worlds/random.ts";
import type { VideoOrder } from "./commission.ts";
import { createDrift } from "./drift.ts";
import { framesFor, makeFilm } from "./film.ts";
import { moodOf } from "./moods.ts";
import { paintPortrait } from "./paint-portrait.ts";
import { readPicture } from "./picture.ts";
import { createSwaying } from "./sway.ts";

/** The longer side, in pixels. */
const LONGER_SIDE = 480;
const LEAST_SECONDS = 2;
const MOST_SECONDS = 10;
const ASPECT_RATIO_WITHOUT_PICTURE = 0.8;

/**
 * The picture in motion as WebM; it ends as it begins, so that it may run on and on.
 *
 * @throws UnreadablePicture
 */
export async function shootVideo({ prompt, seed, picture, seconds }: VideoOrder): Promise<Uint8Array> {
  const random = randomFor(prompt, seed, "video");
  const mood = moodOf(prompt, randomFor(`${prompt}\u0000${seed}`, "mood")());
  const painted = picture ?? (await paintPortrait(prompt, seed, ASPECT_RATIO_WITHOUT_PICTURE));
  const swayed = createSwaying(await readPicture(painted, LONGER_SIDE));
  const drift = createDrift(mood, random);
  const direction = random() < 0.5 ? -1 : 1;
  const frameCount = framesFor(seconds, LEAST_SECONDS, MOST_SECONDS);

  return makeFilm(frameCount, (index) => {
    const round = index / frameCount;
    const turn = round * Math.PI * 2;
    const frame = swayed({
      zoom: 1.09 - 0.05 * Math.cos(turn),
      eyeX: direction * Math.sin(turn),
      eyeY: 0.5 * Math.cos(turn),
      breath: 0.5 - 0.5 * Math.cos(turn * 2),
      lean: direction * 0.045 * Math.sin(turn),
    });
    drift(frame, round);
    return frame;
  });
}
