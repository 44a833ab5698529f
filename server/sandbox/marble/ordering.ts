import { createHash } from "node:crypto";
import type { MediaContent } from "./media-assets.ts";
import type { GenerateRequest, Ref, WorldPrompt } from "./requests.ts";
import type { MarbleTask } from "./tasks.ts";

/** What the artist is told where a picture came without words. */
const WORDLESS_PROMPT = "a place seen in a picture";

/** The part of a task that the request decides. */
type OrderedTask = Pick<
  MarbleTask,
  "prompt" | "picture" | "seed" | "tags" | "model" | "displayName" | "permission" | "worldPrompt"
>;

/**
 * Works out a task from its request. Without a seed of the caller's own, the same prompt gives the same world: the same
 * words, and the same picture, whatever it is called. Only what was uploaded is looked at.
 */
export function orderTask(request: GenerateRequest, contents: ReadonlyMap<string, MediaContent>): OrderedTask {
  const { world_prompt: worldPrompt } = request;
  const refs = refsOf(worldPrompt);
  const looks = refs.flatMap((ref) => (ref.source === "media_asset" && contents.get(ref.media_asset_id)?.look) || []);
  const prompt = worldPrompt.text_prompt?.trim() || WORDLESS_PROMPT;
  return {
    prompt,
    picture: looks[0] ?? null,
    seed: request.seed ?? seedOf([prompt, ...refs.map((ref) => identityOf(ref, contents))]),
    tags: request.tags ?? [],
    model: request.model,
    displayName: request.display_name || prompt.slice(0, 64),
    permission: request.permission,
    worldPrompt: echoOf(worldPrompt),
  };
}

/** The pictures and films that a prompt refers to. */
export function refsOf(prompt: WorldPrompt): readonly Ref[] {
  switch (prompt.type) {
    case "text":
      return [];
    case "image":
      return [prompt.image_prompt];
    case "multi-image":
      return prompt.multi_image_prompt.map(({ content }) => content);
    case "video":
      return [prompt.video_prompt];
  }
}

function identityOf(ref: Ref, contents: ReadonlyMap<string, MediaContent>): string {
  switch (ref.source) {
    case "media_asset":
      return contents.get(ref.media_asset_id)?.sha256 ?? ref.media_asset_id;
    case "uri":
      return ref.uri;
    case "data_base64":
      return ref.data_base64;
  }
}

function seedOf(parts: readonly string[]): number {
  return createHash("sha256").update(JSON.stringify(parts)).digest().readUInt32BE(0);
}

/** The output form of a prompt. Inline bytes are left out: they would sit in the journal and in every answer. */
function echoOf(prompt: WorldPrompt): Record<string, unknown> {
  const text_prompt = prompt.text_prompt ?? null;
  switch (prompt.type) {
    case "text":
      return { type: prompt.type, text_prompt };
    case "image":
      return {
        type: prompt.type,
        image_prompt: contentOf(prompt.image_prompt),
        is_pano: prompt.is_pano === true,
        text_prompt,
      };
    case "multi-image":
      return {
        type: prompt.type,
        multi_image_prompt: prompt.multi_image_prompt.map(({ azimuth, content }) => ({
          azimuth: azimuth ?? null,
          ...contentOf(content),
        })),
        reconstruct_images: prompt.reconstruct_images,
        text_prompt,
      };
    case "video":
      return { type: prompt.type, video_prompt: contentOf(prompt.video_prompt), text_prompt };
  }
}

function contentOf(ref: Ref): Record<string, unknown> {
  return {
    data_base64: null,
    extension: ref.source === "data_base64" ? (ref.extension ?? null) : null,
    uri: ref.source === "uri" ? ref.uri : null,
  };
}
