import type { CastOrder, MadeCast } from "./commission.ts";
import { paintPortrait } from "./paint-portrait.ts";
import { shootTrailer } from "./shoot-trailer.ts";
import { shootVideo } from "./shoot-video.ts";

/**
 * Paints, or films.
 *
 * @throws UnreadablePicture
 */
export async function makeCast(order: CastOrder): Promise<MadeCast> {
  switch (order.make) {
    case "portrait":
      return {
        files: { out: await paintPortrait(order.prompt, order.seed, order.aspectRatio) },
        contentType: "image/webp",
      };
    case "video":
      return { files: { out: await shootVideo(order) }, contentType: "video/webm" };
    case "trailer":
      return { files: { out: await shootTrailer(order) }, contentType: "video/webm" };
  }
}
