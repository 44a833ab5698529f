import { json, Refusal } from "../http/exchange.ts";
import { notFound } from "./handling.ts";
import type { MediaAssets, MediaContent } from "./media-assets.ts";
import { refsOf } from "./ordering.ts";
import type { WorldPrompt } from "./requests.ts";

/**
 * The media assets that a prompt refers to, by their ids.
 *
 * @throws Refusal with 404 for one that was never prepared, 400 for one whose bytes were not sent or are no picture.
 */
export function contentsOf(prompt: WorldPrompt, assets: MediaAssets): ReadonlyMap<string, MediaContent> {
  const ids = refsOf(prompt).flatMap((ref) => (ref.source === "media_asset" ? [ref.media_asset_id] : []));
  return new Map(
    ids.map((id) => {
      if (assets.asset(id) === undefined) throw notFound(`Media asset ${id} not found`);
      const content = assets.content(id);
      if (content === undefined) throw badRequest(`Media asset ${id} has not been uploaded`);
      if (prompt.type !== "video" && content.look === null) throw badRequest(`Media asset ${id} is not a valid image`);
      return [id, content];
    }),
  );
}

const badRequest = (detail: string): Refusal => new Refusal(json(400, { detail }));
