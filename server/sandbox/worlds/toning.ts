import { lit, luminanceOf, mix, type Rgb } from "./colour.ts";
import { clamp } from "./curves.ts";
import type { PictureLook } from "./picture-look.ts";
import type { Random } from "./random.ts";
import type { GroundLook, Scenery } from "./scenery.ts";

/** How much of each is the picture's; the rest is the place's own, so that a dune stays a dune. */
const SHARE = { sky: 0.8, ridges: 0.5, ground: 0.75, blades: 0.4, light: 0.45, water: 0.35 };
/** The ground's own colour must leave the light something to work on. */
const DARKEST_GROUND = 0.26;
/** Where the place's own ground is looked at, metres from the spawn. */
const SAMPLES = 48;
const SAMPLE_REACH_M = 40;

/** Another hue at the same brightness. */
const hued = (colour: Rgb, by: Rgb, share: number): Rgb =>
  mix(colour, lit(by, luminanceOf(colour) / Math.max(0.08, luminanceOf(by))), share);

/** A place in the colours of a picture: its sky, what lies far away, its ground, and the light that they throw. */
export function tonedBy(look: PictureLook, scenery: Scenery, random: Random): Scenery {
  const { sky, light, ground, cover, water } = scenery;
  const tone = groundTone(look, ground, random);
  const far = mix(look.horizon, look.ground, 0.45);
  return {
    ...scenery,
    caption: scenery.caption.replace(/\.$/, ", in the colours of a picture."),
    light: {
      ...light,
      sunColour: hued(light.sunColour, mix(look.horizon, [1, 1, 1], 0.4), SHARE.light),
      skyColour: hued(light.skyColour, mix(look.zenith, look.middle, 0.5), SHARE.light),
      bounceColour: hued(light.bounceColour, look.ground, SHARE.light),
    },
    sky: {
      ...sky,
      zenith: mix(sky.zenith, look.zenith, SHARE.sky),
      middle: mix(sky.middle, look.middle, SHARE.sky),
      horizon: mix(sky.horizon, look.horizon, SHARE.sky),
      clouds: {
        ...sky.clouds,
        lit: hued(sky.clouds.lit, mix(look.horizon, [1, 1, 1], 0.4), SHARE.sky),
        shade: hued(sky.clouds.shade, look.middle, SHARE.sky),
      },
      ridges: sky.ridges.map((ridge) => ({ ...ridge, colour: mix(ridge.colour, far, SHARE.ridges) })),
    },
    ground: { ...ground, colour: (point) => tone(ground.colour(point), SHARE.ground) },
    cover: {
      ...cover,
      litter: cover.litter.map(({ colour, share }) => ({ colour: tone(colour, SHARE.blades), share })),
      blade(point, clump) {
        const blade = cover.blade(point, clump);
        return blade && tone(blade, SHARE.blades);
      },
    },
    water: water && {
      ...water,
      shallow: hued(water.shallow, look.middle, SHARE.water),
      deep: hued(water.deep, look.zenith, SHARE.water),
    },
  };
}

/** Gives ground the picture's colour, and leaves it the place's own light and dark. */
function groundTone(look: PictureLook, ground: GroundLook, random: Random): (colour: Rgb, share: number) => Rgb {
  const base = lit(look.ground, Math.max(1, DARKEST_GROUND / Math.max(0.02, luminanceOf(look.ground))));
  const usual = usualLuminance(ground, random);
  return (colour, share) => mix(colour, lit(base, clamp(luminanceOf(colour) / usual, 0.4, 1.6)), share);
}

function usualLuminance({ colour }: GroundLook, random: Random): number {
  let sum = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const [azimuth, away] = [random() * Math.PI * 2, random() * SAMPLE_REACH_M];
    const at = [Math.sin(azimuth) * away, 0, Math.cos(azimuth) * away] as const;
    sum += luminanceOf(colour({ at, slope: 0, path: 5, random }));
  }
  return Math.max(0.05, sum / SAMPLES);
}
