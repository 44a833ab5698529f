/** When what is shown, in frames. */
export interface TrailerCut {
  readonly opening: number;
  /** One after the other, without gaps, between opening and closing. */
  readonly cast: readonly { readonly picture: number; readonly from: number; readonly length: number }[];
  readonly closing: number;
}

const TITLE_SHARE = 0.22;
const MOST_OPENING = 32;
const MOST_CLOSING = 20;
/** Below this one sees that somebody was there, but not who. */
const LEAST_SHOT = 7;

/** Cuts `frameCount` frames; of more pictures than there is time for it takes some from the whole range. */
export function cutTrailer(frameCount: number, pictureCount: number): TrailerCut {
  const opening = Math.min(MOST_OPENING, Math.round(frameCount * TITLE_SHARE));
  const closing = Math.min(MOST_CLOSING, Math.round(frameCount * TITLE_SHARE * 0.8));
  const between = frameCount - opening - closing;
  const count = Math.min(pictureCount, Math.max(1, Math.floor(between / LEAST_SHOT)));
  const cast = Array.from({ length: count }, (_, turn) => {
    const from = opening + Math.round((between * turn) / count);
    const until = opening + Math.round((between * (turn + 1)) / count);
    return { picture: Math.floor((turn * pictureCount) / count), from, length: until - from };
  });
  return { opening, cast, closing };
}
