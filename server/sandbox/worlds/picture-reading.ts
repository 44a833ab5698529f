import { hslOf, luminanceOf, mix } from "./colour.ts";
import type { Hour } from "./hours.ts";
import type { PictureLook } from "./picture-look.ts";

/** The hour that a picture's sky shows. */
export function hourIn({ zenith, middle, horizon, ground }: PictureLook): Hour {
  const sky = mix(mix(zenith, middle, 0.5), horizon, 1 / 3);
  const brightness = luminanceOf(sky);
  if (brightness < 0.2) return "night";
  const [hue, saturation] = hslOf(horizon);
  const isWarm = saturation > 0.3 && (hue < 0.13 || hue > 0.88);
  // A sunset is brighter above than below; a wall of the same warm colour is not.
  if (isWarm && brightness < 0.62 && luminanceOf(ground) < brightness) return "dusk";
  return "day";
}

/** The name of the place that a picture's ground shows; "" for none of those that have one. */
export function placeIn({ ground }: PictureLook): string {
  const [hue, saturation, lightness] = hslOf(ground);
  const isCold = saturation < 0.12 || (hue > 0.45 && hue < 0.72);
  if (isCold && lightness > 0.55) return "snow";
  if (saturation >= 0.2 && (hue < 0.14 || hue > 0.95) && lightness > 0.2) return "desert";
  if (saturation >= 0.15 && hue > 0.17 && hue < 0.45) return "forest";
  return "";
}
