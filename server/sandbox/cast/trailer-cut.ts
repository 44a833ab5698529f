/** When what is shown, in frames. */
export interface TrailerCut {
  readonly opening: number;
  /** One after the other, without gaps, between opening and closing. */
  readonly cast: readonly { readonly picture: number; readonly from: number; readonly length: number }[];
  readonly closing: number;
}

/** The opening has a logline to read. */
const OPENING_SHARE = 0.28;
const MOST_OPENING = 40;
const CLOSING_SHARE = 0.18;
const MOST_CLOSING = 24;
/** Below this one sees that somebody was there, but not who. */
const LEAST_SHOT = 7;

/** Cuts `frameCount` frames; of more pictures than there is time for it takes some from the whole range. */
export function cutTrailer(frameCount: number, pictureCount: number): TrailerCut {
  const opening = Math.min(MOST_OPENING, Math.round(frameCount * OPENING_SHARE));
  const closing = Math.min(MOST_CLOSING, Math.round(frameCount * CLOSING_SHARE));
  const between = frameCount - opening - closing;
  const count = Math.min(pictureCount, Math.max(1, Math.floor(between / LEAST_SHOT)));
  const cast = Array.from({ length: count }, (_, turn) => {
    const from = opening + Math.round((between * turn) / count);
    const until = opening + Math.round((between * (turn + 1)) / count);
    return { picture: Math.floor((turn * pictureCount) / count), from, length: until - from };
  });
  return { opening, cast, closing };
}
