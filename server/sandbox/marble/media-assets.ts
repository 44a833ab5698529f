import { z } from "zod";
import type { Journal } from "../journal.ts";
import { PictureLook } from "../worlds/picture-look.ts";

const TOPIC = "marble media";

/** A file that somebody hands over to make worlds from, as its upload was prepared. */
const MediaAsset = z.object({
  mediaAssetId: z.string(),
  fileName: z.string(),
  kind: z.enum(["image", "video"]),
  extension: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
});
export type MediaAsset = z.infer<typeof MediaAsset>;

/** What is kept of the bytes: by which they are known again, and what a world takes from them. */
const MediaContent = z.object({
  sha256: z.string(),
  /** Null where they are no picture. */
  look: PictureLook.nullable(),
});
export type MediaContent = z.infer<typeof MediaContent>;

const Entry = z.discriminatedUnion("what", [
  z.object({ what: z.literal("prepared"), asset: MediaAsset }),
  z.object({ what: z.literal("stored"), mediaAssetId: z.string(), content: MediaContent }),
]);

/** All media assets there ever were: read from the journal, and written to it first. */
export interface MediaAssets {
  asset(mediaAssetId: string): MediaAsset | undefined;
  /** Undefined until its bytes were sent. */
  content(mediaAssetId: string): MediaContent | undefined;
  /** Resolves once it would survive a kill; so does the next. */
  prepare(asset: MediaAsset): Promise<void>;
  store(mediaAssetId: string, content: MediaContent): Promise<void>;
}

export function openMediaAssets(journal: Journal): MediaAssets {
  const assets = new Map<string, MediaAsset>();
  const contents = new Map<string, MediaContent>();

  function apply(entry: z.infer<typeof Entry>): void {
    if (entry.what === "prepared") assets.set(entry.asset.mediaAssetId, entry.asset);
    else contents.set(entry.mediaAssetId, entry.content);
  }

  async function write(entry: z.infer<typeof Entry>): Promise<void> {
    await journal.append(TOPIC, entry);
    apply(entry);
  }

  for (const entry of journal.past(TOPIC, Entry)) apply(entry);
  return {
    asset: (mediaAssetId) => assets.get(mediaAssetId),
    content: (mediaAssetId) => contents.get(mediaAssetId),
    prepare: (asset) => write({ what: "prepared", asset }),
    store: (mediaAssetId, content) => write({ what: "stored", mediaAssetId, content }),
  };
}
