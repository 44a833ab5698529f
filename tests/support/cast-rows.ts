import type { CastKind } from "../../contract/shows.ts";
import type { Generation } from "../../server/generation/generation.ts";
import { aGeneration } from "./generations.ts";

export const castModels = {
  portrait: "black-forest-labs/flux-schnell",
  video: "bytedance/seedance-1-lite",
  trailer: "bytedance/seedance-1-lite",
} as const;

const face = (letter: string) => `/assets/${letter.repeat(64)}.png`;

const inputs = {
  portrait: { prompt: "Portrait of Mira, the smuggler.", images: [], seed: 7 },
  video: { prompt: "Mira, the smuggler, in motion.", images: [face("a")], seed: 7 },
  trailer: {
    prompt: 'Trailer for "Low Tide". A harbour keeps a secret. Starring: Mira; Tomas.',
    images: [face("a"), face("b")],
    seed: 7,
  },
} as const;

/** A row of the cast as its door makes it, with whatever a test wants different. */
export const aCastRow = (kind: CastKind = "portrait", different: Partial<Generation> = {}): Generation =>
  aGeneration({ kind, provider: "replicate", subject: "character:c1", input: inputs[kind], ...different });
