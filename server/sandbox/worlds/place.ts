import { desert } from "./places/desert.ts";
import { forest } from "./places/forest.ts";
import { imagined } from "./places/imagined.ts";
import { snow } from "./places/snow.ts";
import type { Reading } from "./reading.ts";
import type { Place } from "./scenery.ts";

/** Asked in this order, so a "snowy forest" is snow with its pines. */
const PLACES: readonly Place[] = [snow, desert, forest];

/** The first listed place that a word of the prompt means, else one made of the prompt's colours. */
export function placeFor(reading: Reading): Place {
  return PLACES.find((place) => place.words.some((word) => reading.words.has(word))) ?? imagined;
}
