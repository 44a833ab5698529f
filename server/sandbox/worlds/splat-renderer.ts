import { clamp, lerp } from "./curves.ts";
import type { Pano } from "./pano.ts";
import { type Camera, CUT_OFF, FIELDS, nearestFirst, project } from "./projection.ts";
import type { SplatCloud } from "./splat-cloud.ts";
import { along, unit, type Vec3 } from "./vector.ts";

/**
 * The picture that a splat viewer shows, computed without a GPU: each splat projected to an ellipse and blended front
 * to back, the panorama (see `paintPano`) where nothing covers it. 8-bit RGB, rows from the top.
 */
export function renderSplats(cloud: SplatCloud, pano: Pano, camera: Camera, width: number, height: number): Uint8Array {
  const projected = project(cloud, camera, width, height);
  const { fields, splats } = projected;
  const clear = new Float32Array(width * height).fill(1);
  const sums = new Float32Array(width * height * 3);
  for (const index of nearestFirst(projected)) {
    const at = index * FIELDS;
    const px = fields[at] ?? 0;
    const py = fields[at + 1] ?? 0;
    const ixx = fields[at + 2] ?? 0;
    const ixy = fields[at + 3] ?? 0;
    const iyy = fields[at + 4] ?? 0;
    const halfWidth = fields[at + 5] ?? 0;
    const halfHeight = fields[at + 6] ?? 0;
    const splat = splats[index] ?? 0;
    const opacity = cloud.opacities[splat] ?? 0;
    const red = clamp(cloud.colours[splat * 3] ?? 0, 0, 1);
    const green = clamp(cloud.colours[splat * 3 + 1] ?? 0, 0, 1);
    const blue = clamp(cloud.colours[splat * 3 + 2] ?? 0, 0, 1);
    const left = Math.max(0, Math.ceil(px - halfWidth - 0.5));
    const rightEnd = Math.min(width - 1, Math.floor(px + halfWidth - 0.5));
    const bottom = Math.min(height - 1, Math.floor(py + halfHeight - 0.5));
    for (let y = Math.max(0, Math.ceil(py - halfHeight - 0.5)); y <= bottom; y++) {
      const dy = y + 0.5 - py;
      for (let x = left; x <= rightEnd; x++) {
        const pixel = y * width + x;
        const through = clear[pixel] ?? 0;
        if (through < 0.01) continue;
        const dx = x + 0.5 - px;
        const falloff = ixx * dx * dx + ixy * dx * dy + iyy * dy * dy;
        if (falloff > CUT_OFF) continue;
        const share = opacity * Math.exp(-falloff) * through;
        sums[pixel * 3] = (sums[pixel * 3] ?? 0) + red * share;
        sums[pixel * 3 + 1] = (sums[pixel * 3 + 1] ?? 0) + green * share;
        sums[pixel * 3 + 2] = (sums[pixel * 3 + 2] ?? 0) + blue * share;
        clear[pixel] = through - share;
      }
    }
  }
  return blendSky(sums, clear, pano, camera, width, height);
}

function blendSky(
  sums: Float32Array,
  clear: Float32Array,
  pano: Pano,
  camera: Camera,
  width: number,
  height: number,
): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  const focal = height / 2 / Math.tan(camera.fov / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const through = clear[pixel] ?? 0;
      if (through < 0.01) {
        for (let at = pixel * 3; at < pixel * 3 + 3; at++)
          pixels[at] = clamp(Math.round((sums[at] ?? 0) * 255), 0, 255);
        continue;
      }
      const aside = along(camera.forward, camera.right, (x + 0.5 - width / 2) / focal);
      const direction = unit(along(aside, camera.up, (height / 2 - y - 0.5) / focal));
      const behind = skyPixel(pano, direction);
      for (let channel = 0; channel < 3; channel++) {
        const value = (sums[pixel * 3 + channel] ?? 0) * 255 + through * (behind[channel] ?? 0);
        pixels[pixel * 3 + channel] = clamp(Math.round(value), 0, 255);
      }
    }
  }
  return pixels;
}

/** The panorama in a direction, 0 to 255, interpolated. */
function skyPixel(pano: Pano, direction: Vec3): readonly number[] {
  const column = (Math.atan2(direction[0], direction[2]) / (Math.PI * 2) + 0.5) * pano.width - 0.5 + pano.width;
  const row = clamp((0.5 - Math.asin(direction[1]) / Math.PI) * pano.height - 0.5, 0, pano.height - 1.001);
  const left = Math.floor(column) % pano.width;
  const right = (left + 1) % pano.width;
  const top = Math.floor(row) * pano.width;
  return [0, 1, 2].map((channel) => {
    const at = (pixel: number) => pano.pixels[pixel * 3 + channel] ?? 0;
    const high = lerp(at(top + left), at(top + right), column % 1);
    return lerp(high, lerp(at(top + pano.width + left), at(top + pano.width + right), column % 1), row % 1);
  });
}
