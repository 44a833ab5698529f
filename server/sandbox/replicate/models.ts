/** What the sandbox knows of a model: what it makes, what it answers with, and where its pictures stand in the input. */
export interface SandboxModel {
  readonly makes: "picture" | "film";
  /** What its output is: no two families agree. */
  readonly output: "list" | "text";
  /** The field of the picture that a film starts from, or null. */
  readonly start: string | null;
  /** The field of a film's reference pictures, or null. */
  readonly references: string | null;
  readonly seconds: { readonly field: string; readonly usual: number };
}

const picture = (output: SandboxModel["output"]): SandboxModel => ({
  makes: "picture",
  output,
  start: null,
  references: null,
  seconds: { field: "duration", usual: 0 },
});

const film = (start: string, more: Partial<SandboxModel> = {}): SandboxModel => ({
  makes: "film",
  output: "text",
  start,
  references: null,
  seconds: { field: "duration", usual: 5 },
  ...more,
});

const models: Readonly<Record<string, SandboxModel>> = {
  "black-forest-labs/flux-schnell": picture("list"),
  "black-forest-labs/flux-dev": picture("list"),
  "black-forest-labs/flux-1.1-pro": picture("text"),
  "black-forest-labs/flux-1.1-pro-ultra": picture("text"),
  "black-forest-labs/flux-kontext-pro": picture("text"),
  "black-forest-labs/flux-kontext-max": picture("text"),
  "black-forest-labs/flux-2-dev": picture("text"),
  "bytedance/seedream-4": picture("list"),
  "google/nano-banana": picture("text"),
  "bytedance/seedance-1-lite": film("image", { references: "reference_images" }),
  "bytedance/seedance-1-pro-fast": film("image"),
  "kwaivgi/kling-v2.5-turbo-pro": film("start_image"),
  "kwaivgi/kling-v1.6-pro": film("start_image", { references: "reference_images" }),
  "minimax/video-01": film("first_frame_image"),
  "openai/sora-2": film("input_reference", { seconds: { field: "seconds", usual: 4 } }),
  "google/veo-3.1-fast": film("image"),
};

/** Undefined for a model that the sandbox has not. */
export const modelNamed = (name: string): SandboxModel | undefined =>
  Object.hasOwn(models, name) ? models[name] : undefined;
