import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Generation } from "../generation/generation.ts";

/** The input of a portrait's, video's or trailer's generation. The provider reads `prompt`, `images` and `seed` of it. */
const CastInput = z.object({
  prompt: z.string(),
  /** `/assets/<hash>.<ext>` of pictures that are stored here. */
  images: z.array(z.string()),
  seed: z.int(),
  showId: z.string(),
  characterId: z.exactOptional(z.string()),
  /** Of the character or the show, when it was asked for. */
  name: z.string(),
});
export type CastInput = z.infer<typeof CastInput>;

export const castInputOf = (generation: Generation): CastInput => CastInput.parse(generation.input);

/** By it a task whose answer was lost is told from its neighbours. */
export const anySeed = (): number => randomInt(0, 2 ** 31 - 1);
