/**
 * What each model that may be chosen calls its inputs. Nothing about them is alike between families, not even within one
 * house; their pages at replicate.com have the whole list.
 */
export interface ModelFields {
  readonly makes: "picture" | "film";
  /** The field of the picture that a film starts from; null where it works from words alone. */
  readonly start: string | null;
  /** Pictures of who appears in it, and how many it takes; null where it knows no such thing. */
  readonly references: { readonly field: string; readonly max: number } | null;
  /** Without a seed a task whose answer was lost is found by its webhook only. */
  readonly hasSeed: boolean;
  /** Sent each time: portraits stand upright, films lie, and none is larger than a card or a frame on a wall shows. */
  readonly fixed: Readonly<Record<string, string | number | boolean>>;
}

const upright = { aspect_ratio: "3:4" };
const lying = { aspect_ratio: "16:9" };

const picture = (more: Partial<ModelFields> = {}): ModelFields => ({
  makes: "picture",
  start: null,
  references: null,
  hasSeed: true,
  fixed: { ...upright, output_format: "webp" },
  ...more,
});

const film = (start: string, more: Partial<ModelFields> = {}): ModelFields => ({
  makes: "film",
  start,
  references: null,
  hasSeed: true,
  fixed: { ...lying, duration: 5 },
  ...more,
});

const seedance = { duration: 5, resolution: "480p" };

const models: Readonly<Record<string, ModelFields>> = {
  "black-forest-labs/flux-schnell": picture({ fixed: { ...upright, output_format: "webp", num_outputs: 1 } }),
  "black-forest-labs/flux-dev": picture({ fixed: { ...upright, output_format: "webp", num_outputs: 1 } }),
  "black-forest-labs/flux-1.1-pro": picture(),
  "black-forest-labs/flux-1.1-pro-ultra": picture({ fixed: { ...upright, output_format: "jpg" } }),
  "black-forest-labs/flux-kontext-pro": picture({ fixed: { ...upright, output_format: "png" } }),
  "black-forest-labs/flux-kontext-max": picture({ fixed: { ...upright, output_format: "png" } }),
  "black-forest-labs/flux-2-dev": picture(),
  "bytedance/seedream-4": picture({ hasSeed: false, fixed: { ...upright, size: "1K" } }),
  "google/nano-banana": picture({ hasSeed: false, fixed: { ...upright, output_format: "jpg" } }),
  "bytedance/seedance-1-lite": film("image", {
    references: { field: "reference_images", max: 4 },
    fixed: { ...lying, ...seedance },
  }),
  "bytedance/seedance-1-pro-fast": film("image", { fixed: { ...lying, ...seedance } }),
  "kwaivgi/kling-v2.5-turbo-pro": film("start_image", { hasSeed: false }),
  "kwaivgi/kling-v1.6-pro": film("start_image", {
    references: { field: "reference_images", max: 4 },
    hasSeed: false,
  }),
  "minimax/video-01": film("first_frame_image", { hasSeed: false, fixed: {} }),
  "openai/sora-2": film("input_reference", { hasSeed: false, fixed: { seconds: 4, aspect_ratio: "landscape" } }),
  "google/veo-3.1-fast": film("image", { fixed: { ...lying, duration: 4, resolution: "720p" } }),
};

/** The models that can make pictures, or films. */
export const modelsThatMake = (makes: ModelFields["makes"]): string[] =>
  Object.keys(models).filter((name) => models[name]?.makes === makes);

/** @throws Error for a model that is not in the table, which the configuration lets nobody choose. */
export function fieldsOf(model: string): ModelFields {
  const fields = Object.hasOwn(models, model) ? models[model] : undefined;
  if (fields === undefined) throw new Error(`It is not known what the model ${model} calls its inputs.`);
  return fields;
}
