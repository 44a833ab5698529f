import type { PictureLook } from "./picture-look.ts";
import { placeIn } from "./picture-reading.ts";
import { desert } from "./places/desert.ts";
import { forest } from "./places/forest.ts";
import { imagined } from "./places/imagined.ts";
import { snow } from "./places/snow.ts";
import type { Reading } from "./reading.ts";
import type { Place } from "./scenery.ts";

/** Asked in this order, so a "snowy forest" is snow with its pines. */
const PLACES: readonly Place[] = [snow, desert, forest];

/**
 * The first listed place that a word of the prompt means, else what a picture shows, else one made of the prompt's
 * colours.
 */
export function placeFor(reading: Reading, look: PictureLook | null = null): Place {
  const named = PLACES.find((place) => place.words.some((word) => reading.words.has(word)));
  const shown = look && placeIn(look);
  return named ?? PLACES.find(({ name }) => name === shown) ?? imagined;
}
