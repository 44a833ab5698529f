import { lerp, smoothstep } from "../worlds/curves.ts";
import type { Outline } from "./outline.ts";
import { type Picture, rawImage } from "./picture.ts";
import { type Plane, sample } from "./plane.ts";
import type { Profile } from "./profile.ts";
import type { Bitmap } from "./regions.ts";
import { forEachTexel, layOutSkin, type Skin, type SkinArea } from "./skin.ts";

/** Shares of the picture's shorter side. */
const FRAME_SHARE = 0.07;
const THICKNESS_SHARE = 0.035;
const CORNER_SHARE = 0.04;
/** The edge's thickness, as a share of the slab's: the rest is rounded off. */
const RIM_SHARE = 0.35;
/** A plaque's relief may be stronger than an object's: it has no form of its own. */
const RELIEF_FACTOR = 1.4;

/** A framed plaque of the whole picture, in pixels. */
interface PlaqueShape {
  readonly bitmap: Bitmap;
  /** Width of the frame around the picture. */
  readonly frame: number;
  readonly thickness: number;
}

export function plaqueFor({ width, height }: { readonly width: number; readonly height: number }): PlaqueShape {
  const shorter = Math.min(width, height);
  const frame = Math.max(3, Math.round(FRAME_SHARE * shorter));
  const corner = CORNER_SHARE * shorter;
  const [outerWidth, outerHeight] = [width + 2 * frame, height + 2 * frame];
  const bits = new Uint8Array(outerWidth * outerHeight);
  for (let index = 0; index < bits.length; index++) {
    const [x, y] = [index % outerWidth, Math.floor(index / outerWidth)];
    const beyondX = Math.max(corner - x, x - (outerWidth - 1 - corner), 0);
    const beyondY = Math.max(corner - y, y - (outerHeight - 1 - corner), 0);
    bits[index] = Math.hypot(beyondX, beyondY) <= corner ? 1 : 0;
  }
  const bitmap = { width: outerWidth, height: outerHeight, bits };
  return { bitmap, frame, thickness: Math.max(2, THICKNESS_SHARE * shorter) };
}

/** A slab with rounded edges, whose frame stands out before the picture. */
export function plaqueProfile({ frame, thickness }: PlaqueShape, outline: Outline, relief: Plane): Profile {
  const slabAt = (x: number, y: number) => {
    const near = 1 - Math.max(0, Math.min(1, sample(outline.rim, x, y) / thickness));
    return thickness * lerp(RIM_SHARE, 1, Math.sqrt(1 - near * near));
  };
  return {
    frontAt: (x, y) => {
      const inside = sample(outline.edge, x, y);
      const isPicture = smoothstep(frame - 1, frame + 2, inside);
      return slabAt(x, y) + lerp(0.5 * thickness, RELIEF_FACTOR * sample(relief, x, y), isPicture);
    },
    backAt: slabAt,
    rim: RIM_SHARE * thickness,
    bendAt: () => thickness,
  };
}

/** The whole picture in its frame; the back is of the frame's make. See-through parts show the frame's colour. */
export async function wrapPlaque(picture: Picture, { frame }: PlaqueShape, outline: Outline): Promise<Skin> {
  const layout = layOutSkin(outline);
  const colour = await frameColour(picture);
  const inner = {
    width: outline.width - 2 * (outline.margin + frame),
    height: outline.height - 2 * (outline.margin + frame),
  };
  const left = outline.margin + frame - 0.5;
  const scaled = await scaledFor(layout.front, picture, inner, outline.width);
  const front = paintArea(layout.front, (x, y) => {
    const inside = sample(outline.edge, x, y);
    const wood = grained(colour, x, y, 0.85 + 0.3 * smoothstep(0, frame, inside));
    const [column, row] = [
      Math.floor(((x - left) / inner.width) * scaled.width),
      Math.floor(((y - left) / inner.height) * scaled.height),
    ];
    if (column < 0 || row < 0 || column >= scaled.width || row >= scaled.height) return wood;
    const at = (row * scaled.width + column) * 4;
    const alpha = (scaled.rgba[at + 3] ?? 0) / 255;
    // The frame's shadow falls on the picture's edge.
    const light = lerp(0.72, 1, smoothstep(frame, frame + 3, inside));
    return [0, 1, 2].map((channel) => lerp(wood[channel] ?? 0, (scaled.rgba[at + channel] ?? 0) * light, alpha));
  });
  const back = paintArea(layout.back, (x, y) => grained(colour, x, y, 0.8));
  return layout.assemble(front, back);
}

/** The picture at about as many pixels as the texels that show it. */
async function scaledFor(
  area: SkinArea,
  picture: Picture,
  inner: { readonly width: number; readonly height: number },
  outlineWidth: number,
): Promise<Picture> {
  const width = Math.max(1, Math.round((inner.width / outlineWidth) * area.width));
  const height = Math.max(1, Math.round((width * inner.height) / inner.width));
  const bytes = await rawImage(picture).resize(width, height, { fit: "fill" }).raw().toBuffer();
  return { width, height, rgba: new Uint8Array(bytes) };
}

function paintArea(area: SkinArea, colourAt: (x: number, y: number) => readonly number[]): Float32Array {
  const rgb = new Float32Array(area.width * area.height * 3);
  forEachTexel(area, (index, x, y) => rgb.set(colourAt(x, y), index * 3));
  return rgb;
}

/** A dark, quiet shade of the picture's own mean colour. */
async function frameColour(picture: Picture): Promise<readonly number[]> {
  const { channels } = await rawImage(picture).stats();
  const mean = [0, 1, 2].map((channel) => channels[channel]?.mean ?? 128);
  const grey = mean.reduce((sum, value) => sum + value, 0) / 3;
  return mean.map((value) => 48 + 0.34 * lerp(grey, value, 0.7));
}

/** Fine lines along the height, as wood has them. */
function grained(colour: readonly number[], x: number, y: number, light: number): readonly number[] {
  const line = Math.sin(x * 1.9 + 1.3 * Math.sin(y * 0.045) + 0.7 * Math.sin(x * 0.31 + y * 0.02));
  return colour.map((value) => value * light * (1 + 0.05 * line));
}
