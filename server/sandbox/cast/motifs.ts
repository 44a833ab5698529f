import { between, type Random } from "../worlds/random.ts";
import type { Mood } from "./moods.ts";
import { blended, toned } from "./tone.ts";

/** In the units of the drawing. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
}

/** What one sees behind the figure: moon and hills, flames, a city. */
export function drawMotif(mood: Mood, { width: w, height: h }: Sheet, random: Random): string {
  const some = (count: number, draw: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => draw(index)).join("");
  const at = (low: number, high: number, of: number) => (between(random, low, high) * of).toFixed(0);
  const side = random() < 0.5 ? 0.17 : 0.83;
  const [top, middle, bottom] = mood.air;
  switch (mood.motif) {
    case "stars":
      return (
        crescent(side * w, 0.17 * h, 0.1 * w) +
        some(
          90,
          () =>
            `<circle cx="${at(0, 1, w)}" cy="${at(0, 0.8, h)}" r="${between(random, 1, 4.5).toFixed(1)}" fill="#fff6da" opacity="${between(random, 0.4, 1).toFixed(2)}"/>`,
        ) +
        hills(w, h, [toned(bottom, 0.6), toned(bottom, 0.4)], random)
      );
    case "flames":
      return (
        some(26, (index) => {
          const x = ((index + random()) / 26) * w;
          const tall = between(random, 0.15, 0.6) * h;
          const wide = between(random, 0.04, 0.1) * w;
          const colour = ["#ffcf5a", "#ff8a2a", "#e2491a"][index % 3];
          return `<path d="M ${x - wide} ${h} C ${x - wide} ${h - tall * 0.5} ${x + wide * 0.6} ${h - tall * 0.6} ${x} ${h - tall} C ${x + wide * 1.6} ${h - tall * 0.55} ${x + wide} ${h - tall * 0.3} ${x + wide} ${h} Z" fill="${colour}" opacity="0.5"/>`;
        }) +
        some(
          60,
          () =>
            `<circle cx="${at(0, 1, w)}" cy="${at(0, 1, h)}" r="${between(random, 1.5, 5).toFixed(1)}" fill="#ffe08a" opacity="0.85"/>`,
        )
      );
    case "waves":
      return (
        `<circle cx="${side * w}" cy="${0.24 * h}" r="${0.09 * w}" fill="#fff6dc"/>` +
        `<path d="M 0 ${0.5 * h} H ${w} V ${h} H 0 Z" fill="${toned(bottom, 0.95)}"/>` +
        `<path d="M ${(1 - side) * w - 40} ${0.495 * h} l 10 26 h 66 l 16 -26 Z M ${(1 - side) * w} ${0.49 * h} v -120 l 50 96 Z M ${(1 - side) * w - 8} ${0.47 * h} v -80 l -30 70 Z" fill="${mood.shade}"/>` +
        some(60, () => {
          const y = between(random, 0.52, 1);
          const reach = between(random, 0.08, 0.25) * w * (0.4 + y);
          return `<path d="M ${at(-0.1, 1, w)} ${(y * h).toFixed(0)} q ${reach / 4} -14 ${reach / 2} 0 t ${reach / 2} 0" fill="none" stroke="${random() < 0.4 ? "#e8f6f2" : toned(bottom, between(random, 0.7, 1.3))}" stroke-width="${(3 + 8 * y).toFixed(0)}" stroke-linecap="round" opacity="0.6"/>`;
        })
      );
    case "trunks":
      return (
        some(11, () => {
          const x = between(random, 0, 1) * w;
          const wide = between(random, 0.02, 0.07) * w;
          return `<path d="M ${x} ${h} C ${x + 10} ${0.6 * h} ${x - 14} ${0.3 * h} ${x + 8} -10 h ${wide} C ${x + wide - 8} ${0.3 * h} ${x + wide + 12} ${0.6 * h} ${x + wide + 16} ${h} Z" fill="${toned(bottom, between(random, 0.6, 1.3))}" opacity="0.75"/>`;
        }) +
        some(
          170,
          () =>
            `<ellipse cx="${at(-0.05, 1.05, w)}" cy="${at(-0.05, 0.4, h)}" rx="${at(0.02, 0.06, w)}" ry="${at(0.01, 0.025, h)}" fill="${blended(blended(middle, bottom, random()), mood.glow, random() * 0.45)}" opacity="0.6"/>`,
        ) +
        some(5, () => {
          const x = between(random, 0.1, 0.9) * w;
          return `<path d="M ${x} 0 l ${0.05 * w} 0 l ${-0.25 * w} ${h} l ${-0.12 * w} 0 Z" fill="${mood.glow}" opacity="0.16"/>`;
        })
      );
    case "rays":
      return (
        some(24, (index) => {
          const turn = (index / 24) * Math.PI * 2;
          const wide = between(random, 0.03, 0.09);
          const [cx, cy, reach] = [0.5 * w, 0.36 * h, 1.4 * Math.max(w, h)];
          return `<path d="M ${cx} ${cy} L ${cx + Math.cos(turn - wide) * reach} ${cy + Math.sin(turn - wide) * reach} L ${cx + Math.cos(turn + wide) * reach} ${cy + Math.sin(turn + wide) * reach} Z" fill="${mood.glow}" opacity="0.22"/>`;
        }) +
        `<circle cx="${0.5 * w}" cy="${0.36 * h}" r="${0.43 * w}" fill="none" stroke="#f6dd8c" stroke-width="${0.012 * w}" opacity="0.9"/><circle cx="${0.5 * w}" cy="${0.36 * h}" r="${0.4 * w}" fill="${mood.glow}" opacity="0.35"/>` +
        some(
          40,
          () =>
            `<circle cx="${at(0, 1, w)}" cy="${at(0, 1, h)}" r="${between(random, 2, 5).toFixed(1)}" fill="#fff3c0" opacity="0.8"/>`,
        )
      );
    case "peaks":
      return (
        hills(w, h * 0.85, [blended(bottom, "#6d8fb8", 0.5), "#8aa8cb"], random, 0.34) +
        some(4, (index) => {
          const x = ((index + between(random, 0.2, 0.8)) / 4) * w;
          const y = between(random, 0.2, 0.42) * h;
          const wide = between(random, 0.2, 0.3) * w;
          return `<path d="M ${x - wide} ${0.95 * h} L ${x} ${y} L ${x + wide} ${0.95 * h} Z" fill="#7693bb" opacity="0.85"/><path d="M ${x - wide * 0.26} ${y + 0.2 * (0.95 * h - y)} L ${x} ${y} L ${x + wide * 0.28} ${y + 0.24 * (0.95 * h - y)} l ${-wide * 0.14} -12 l ${-wide * 0.12} 26 l ${-wide * 0.12} -24 Z" fill="#fdfeff"/>`;
        }) +
        some(
          120,
          () =>
            `<circle cx="${at(0, 1, w)}" cy="${at(0, 1, h)}" r="${between(random, 1.5, 6).toFixed(1)}" fill="#ffffff" opacity="0.8"/>`,
        )
      );
    case "dunes":
      return `<circle cx="${side * w}" cy="${0.2 * h}" r="${0.1 * w}" fill="#fffbe0"/>${hills(w, h, [toned(bottom, 1.25), bottom, toned(bottom, 0.72)], random, 0.5)}`;
    case "rain":
      return (
        some(
          14,
          () =>
            `<ellipse cx="${at(0, 1, w)}" cy="${at(0, 0.3, h)}" rx="${at(0.15, 0.3, w)}" ry="${at(0.03, 0.08, h)}" fill="${toned(middle, between(random, 0.5, 1.1))}" opacity="0.6"/>`,
        ) +
        `<path d="M ${side * w} 0 l ${-0.04 * w} ${0.16 * h} l ${0.05 * w} ${0.02 * h} l ${-0.06 * w} ${0.2 * h}" fill="none" stroke="#f2fbff" stroke-width="7" stroke-linejoin="round"/>` +
        some(
          130,
          () =>
            `<path d="M ${at(0, 1.1, w)} ${at(-0.1, 1, h)} l -18 70" stroke="#cfe0e8" stroke-width="3" opacity="${between(random, 0.2, 0.6).toFixed(2)}"/>`,
        )
      );
    case "blossoms":
      return some(46, () => {
        const [x, y, size] = [between(random, 0, 1) * w, between(random, 0, 1) * h, between(random, 0.012, 0.04) * w];
        const colour = blended("#fff3f5", "#d8577f", random() * 0.8);
        return `${some(
          5,
          (petal) =>
            `<circle cx="${(x + Math.cos(petal * 1.257) * size).toFixed(0)}" cy="${(y + Math.sin(petal * 1.257) * size).toFixed(0)}" r="${(size * 0.75).toFixed(0)}" fill="${colour}" opacity="0.72"/>`,
        )}<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${(size * 0.4).toFixed(0)}" fill="#f5d27a"/>`;
      });
    case "skyline":
      return some(13, (index) => {
        const x = ((index - 0.3) / 12) * w;
        const wide = between(random, 0.07, 0.12) * w;
        const high = between(random, 0.3, 0.75) * h;
        const colour = toned(blended(top, middle, random() * 0.5), 0.8);
        return `<rect x="${x}" y="${h - high}" width="${wide}" height="${high}" fill="${colour}"/>${some(22, () => `<rect x="${(x + between(random, 0.08, 0.8) * wide).toFixed(0)}" y="${(h - between(random, 0.05, 0.95) * high).toFixed(0)}" width="11" height="15" fill="${random() < 0.5 ? mood.glow : "#ffcf6a"}" opacity="0.85"/>`)}`;
      });
    case "arches":
      return (
        some(3, (index) => {
          const x = ((index + 0.5) / 3) * w;
          const r = 0.125 * w;
          return `<path d="M ${x - r} ${h} V ${0.3 * h} A ${r} ${r * 1.2} 0 0 1 ${x + r} ${0.3 * h} V ${h} Z" fill="${blended(mood.glow, middle, 0.25)}" stroke="${toned(bottom, 0.6)}" stroke-width="${0.02 * w}" opacity="0.8"/><path d="M ${x} ${0.2 * h} V ${h} M ${x - r} ${0.42 * h} H ${x + r} M ${x - r} ${0.62 * h} H ${x + r}" stroke="${toned(bottom, 0.6)}" stroke-width="6"/>`;
        }) +
        some(
          30,
          () =>
            `<circle cx="${at(0, 1, w)}" cy="${at(0, 1, h)}" r="${between(random, 1.5, 4).toFixed(1)}" fill="${mood.glow}" opacity="0.7"/>`,
        )
      );
  }
}

/** Ridges one before the other, the first from `from` of the height on. */
function hills(w: number, h: number, colours: readonly string[], random: Random, from = 0.62): string {
  return colours
    .map((colour, index) => {
      const y = (from + (0.38 * index * (1 - from)) / 0.38 / colours.length) * h;
      const rise = () => between(random, -0.12, 0.12) * h;
      return `<path d="M 0 ${h * 1.3} V ${y + rise()} C ${0.25 * w} ${y + rise()} ${0.3 * w} ${y + rise()} ${0.5 * w} ${y + rise() / 2} S ${0.8 * w} ${y + rise()} ${w} ${y + rise()} V ${h * 1.3} Z" fill="${colour}" opacity="0.92"/>`;
    })
    .join("");
}

const crescent = (x: number, y: number, r: number) =>
  `<path d="M ${x + 0.5 * r} ${y - 0.87 * r} A ${r} ${r} 0 1 0 ${x + 0.9 * r} ${y + 0.44 * r} A ${0.84 * r} ${0.84 * r} 0 1 1 ${x + 0.5 * r} ${y - 0.87 * r} Z" fill="#f4ecd0"/>`;
