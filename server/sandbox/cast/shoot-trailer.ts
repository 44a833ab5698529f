import { randomFor } from "../worlds/random.ts";
import type { TrailerOrder } from "./commission.ts";
import { createDrift } from "./drift.ts";
import { framesFor, makeFilm } from "./film.ts";
import { moodOf } from "./moods.ts";
import { dim } from "./overlay.ts";
import { paintPortrait } from "./paint-portrait.ts";
import { type Playbill, readPlaybill } from "./playbill.ts";
import { castShot, type Shot, titleShot } from "./shots.ts";
import { cutTrailer } from "./trailer-cut.ts";

const LEAST_SECONDS = 4;
const MOST_SECONDS = 20;
/** As many as are painted where the order brings no pictures. */
const MOST_PAINTED = 3;

/**
 * The title, the cast one after the other with their names, and the title again, as WebM.
 *
 * @throws UnreadablePicture
 */
export async function shootTrailer({ prompt, seed, pictures, seconds }: TrailerOrder): Promise<Uint8Array> {
  const playbill = readPlaybill(prompt);
  const shown = pictures.length > 0 ? pictures : await paintCast(playbill, prompt, seed);
  const [first] = shown;
  if (!first) throw new Error("A trailer has at least one picture.");
  const frameCount = framesFor(seconds, LEAST_SECONDS, MOST_SECONDS);
  const cut = cutTrailer(frameCount, shown.length);
  const drift = createDrift(moodOf(prompt, 0.4), randomFor(prompt, seed, "trailer"));
  const last = shown[cut.cast.at(-1)?.picture ?? 0] ?? first;

  // Each is made ready when it begins and let go when it ends: fifty pictures need not be held at once.
  const starts: (readonly [from: number, length: number, ready: () => Promise<Shot>])[] = [
    [0, cut.opening, () => titleShot(playbill, first, true)],
    ...cut.cast.map(({ picture, from, length }, turn) => {
      const ready = () => castShot(shown[picture] ?? first, playbill.names[picture] ?? "", turn % 2 === 0);
      return [from, length, ready] as const;
    }),
    [frameCount - cut.closing, cut.closing, () => titleShot(playbill, last, false)],
  ];
  let playing = -1;
  let shot: Shot | null = null;
  return makeFilm(frameCount, async (index) => {
    const now = starts.findLastIndex(([from]) => from <= index);
    const [from, length, ready] = starts[now] ?? [0, frameCount, () => titleShot(playbill, first, true)];
    if (now !== playing || shot === null) {
      shot = await ready();
      playing = now;
    }
    const frame = shot((index - from) / length);
    drift(frame, index / frameCount);
    // Every shot comes out of the dark, and the film ends in it.
    dim(frame, Math.min((index - from + 1) / 3, (frameCount - index) / 6));
    return frame;
  });
}

function paintCast({ names }: Playbill, prompt: string, seed: number): Promise<Uint8Array[]> {
  const whom = names.length > 0 ? names.slice(0, MOST_PAINTED).map((name) => `Portrait of ${name}.`) : [prompt];
  return Promise.all(whom.map((words, index) => paintPortrait(words, seed + index, 0.8)));
}
