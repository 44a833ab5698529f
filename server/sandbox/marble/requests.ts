import { z } from "zod";

/** What Marble checks of its requests. Unknown fields are ignored, as it does. */

const Ref = z.discriminatedUnion("source", [
  z.object({ source: z.literal("media_asset"), media_asset_id: z.string() }),
  z.object({ source: z.literal("uri"), uri: z.string() }),
  z.object({ source: z.literal("data_base64"), data_base64: z.string(), extension: z.string().nullish() }),
]);
export type Ref = z.infer<typeof Ref>;

const promptText = z.string().nullish();
const disableRecaption = z.boolean().nullish();

const WorldPrompt = z.discriminatedUnion("type", [
  // The schema lets text_prompt be null; without it there is nothing to generate from.
  z.object({ type: z.literal("text"), text_prompt: z.string().trim().min(1), disable_recaption: disableRecaption }),
  z.object({
    type: z.literal("image"),
    image_prompt: Ref,
    is_pano: z.union([z.boolean(), z.literal("auto")]).default("auto"),
    text_prompt: promptText,
    disable_recaption: disableRecaption,
  }),
  z.object({
    type: z.literal("multi-image"),
    multi_image_prompt: z.array(z.object({ azimuth: z.number().nullish(), content: Ref })).min(1),
    reconstruct_images: z.boolean().default(false),
    text_prompt: promptText,
    disable_recaption: disableRecaption,
  }),
  z.object({
    type: z.literal("video"),
    video_prompt: Ref,
    text_prompt: promptText,
    disable_recaption: disableRecaption,
  }),
]);
export type WorldPrompt = z.infer<typeof WorldPrompt>;

const Model = z.enum([
  "marble-1.0-draft",
  "marble-1.0",
  "marble-1.1",
  "marble-1.1-plus",
  "Marble 0.1-mini",
  "Marble 0.1-plus",
  "Marble 1.1-plus",
]);

const Permission = z.object({
  public: z.boolean().default(false),
  allow_id_access: z.boolean().default(false),
  allowed_readers: z.array(z.string()).default([]),
  allowed_writers: z.array(z.string()).default([]),
});

export const GenerateRequest = z.object({
  world_prompt: WorldPrompt,
  display_name: z.string().max(64).nullish(),
  tags: z.array(z.string().max(32)).max(10).nullish(),
  seed: z.number().int().min(0).max(4_294_967_295).nullish(),
  model: Model.default("marble-1.1"),
  permission: Permission.prefault({}),
});
export type GenerateRequest = z.infer<typeof GenerateRequest>;

export const PrepareUploadRequest = z.object({
  file_name: z.string().max(64),
  kind: z.enum(["image", "video"]),
  extension: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});

const dateTime = z.iso.datetime({ offset: true, local: true }).transform((text) => Date.parse(text));

export const ListRequest = z.object({
  status: z.enum(["SUCCEEDED", "PENDING", "FAILED", "RUNNING"]).nullish(),
  model: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  is_public: z.boolean().nullish(),
  /** Inclusive, in ms since 1970 once parsed. */
  created_after: dateTime.nullish(),
  /** Exclusive, in ms since 1970 once parsed. */
  created_before: dateTime.nullish(),
  sort_by: z.enum(["created_at", "updated_at"]).default("created_at"),
  page_size: z.number().int().min(1).max(100).default(20),
  page_token: z.string().nullish(),
});
export type ListRequest = z.infer<typeof ListRequest>;
