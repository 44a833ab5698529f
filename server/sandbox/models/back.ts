import sharp from "sharp";
import { smoothstep } from "../worlds/curves.ts";
import { fillIn } from "./fill-in.ts";
import type { Outline } from "./outline.ts";
import { sample } from "./plane.ts";
import { forEachTexel, resampled, type SkinArea } from "./skin.ts";

/** The back is painted on so many pixels, the longer side; it has nothing finer to show. */
const LONGEST_SIDE = 192;
/** Wide enough to take away drawn lines, which would otherwise colour the whole back. Pixels of the above. */
const LINES_MEDIAN = 5;
/** Where the rim's own colours are taken: so far in, in the outline's pixels. */
const RIM_BAND = { from: 1.5, full: 3.5, fade: 8, to: 13 };
/** Where a part is thinner than the band, its own colours are still better than its neighbours'. */
const ELSEWHERE = 1e-5;
/** Up to here the back still looks like the front, so that there is no seam. */
const SEAM_DEPTH = 9;

/**
 * What the back may look like: the colours along the rim grow in over it. A face, a label, a pattern in the middle of
 * the front is thereby gone, while sleeves, soles and ears keep their colours.
 */
export async function paintBack(
  front: Float32Array,
  frontArea: SkinArea,
  area: SkinArea,
  outline: Outline,
): Promise<Float32Array> {
  const aspect = (frontArea.stepX * frontArea.width) / (frontArea.stepY * frontArea.height);
  const width = Math.max(8, Math.round(LONGEST_SIDE * Math.min(1, aspect)));
  const height = Math.max(8, Math.round(LONGEST_SIDE * Math.min(1, 1 / aspect)));
  const size = { raw: { width, height, channels: 3 } } as const;
  const raw = { width: frontArea.width, height: frontArea.height, channels: 3 } as const;
  const seen = await sharp(Uint8ClampedArray.from(front), { raw })
    .resize(width, height, { fit: "fill" })
    .raw()
    .toBuffer();
  const plain = await sharp(seen, size).median(LINES_MEDIAN).raw().toBuffer();

  const small = resampled(frontArea, width, height);
  const known = new Float32Array(width * height);
  const seam = new Float32Array(width * height);
  forEachTexel(small, (index, x, y) => {
    const inside = sample(outline.rim, x, y);
    const { from, full, fade, to } = RIM_BAND;
    const band = smoothstep(from, full, inside) * (1 - smoothstep(fade, to, inside));
    known[index] = Math.max(band, inside > 0 ? ELSEWHERE : 0);
    seam[index] = 1 - smoothstep(1, SEAM_DEPTH, inside);
  });
  const grown = fillIn({ width, height, rgb: Float32Array.from(plain), known });
  const painted = Uint8ClampedArray.from(grown, (value, each) => {
    const share = seam[Math.floor(each / 3)] ?? 0;
    return value * (1 - share) + (seen[each] ?? 0) * share;
  });
  const large = await sharp(painted, size)
    .resize(area.width, area.height, { fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer();
  return Float32Array.from(large);
}
