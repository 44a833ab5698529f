import { type Brush, stroke } from "../brush.ts";
import type { Rgb } from "../colour.ts";
import { clamp, GOLDEN_ANGLE, lerp } from "../curves.ts";
import { add, along, cross, scale, unit, type Vec3 } from "../vector.ts";

/** A place on a tube: `share` 0 to 1 of its length, `angle` around it. */
interface TubePoint {
  readonly at: Vec3;
  readonly normal: Vec3;
  readonly share: number;
  readonly angle: number;
}

/** Anything long and round: trunk, limb, root, cactus, pillar, arch. */
export interface Tube {
  /** Two or more points of its middle line. */
  readonly line: readonly Vec3[];
  readonly radius: (share: number, angle: number) => number;
  readonly colour: (point: TubePoint) => Rgb;
  readonly ambient?: (point: TubePoint) => number;
  /** How much longer than wide its splats are; below 1 for rings around it. Default 2. */
  readonly grain?: number;
}

const STEPS = 48;

function pointOn(line: readonly Vec3[], share: number): Vec3 {
  const place = clamp(share, 0, 1) * (line.length - 1);
  const index = Math.min(Math.floor(place), line.length - 2);
  const from = line[index] ?? [0, 0, 0];
  const to = line[index + 1] ?? from;
  const rest = place - index;
  return [lerp(from[0], to[0], rest), lerp(from[1], to[1], rest), lerp(from[2], to[2], rest)];
}

/** A line through the same ends with its corners rounded off. */
export function smoothLine(line: readonly Vec3[], rounds = 2): Vec3[] {
  let points = [...line];
  for (let round = 0; round < rounds; round++) {
    const next: Vec3[] = [pointOn(points, 0)];
    for (let index = 0; index < points.length - 1; index++) {
      const pair = points.slice(index, index + 2);
      next.push(pointOn(pair, 0.25), pointOn(pair, 0.75));
    }
    next.push(pointOn(points, 1));
    points = next;
  }
  return points;
}

/** Surface area, m², to share splats out by. */
export function tubeArea(tube: Tube): number {
  return cumulatedAreas(tube)[STEPS] ?? 0;
}

/** Surface from the start to each of `STEPS` steps, m²; the girth is measured at four angles. */
function cumulatedAreas(tube: Tube): number[] {
  const cumulated = [0];
  for (let step = 0; step < STEPS; step++) {
    const from = pointOn(tube.line, step / STEPS);
    const to = pointOn(tube.line, (step + 1) / STEPS);
    const length = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
    let girth = 0;
    for (let quarter = 0; quarter < 4; quarter++) girth += tube.radius((step + 0.5) / STEPS, (quarter * Math.PI) / 2);
    cumulated.push((cumulated[step] ?? 0) + Math.max(0.02, (girth * Math.PI) / 2) * length);
  }
  return cumulated;
}

export function drawTube(brush: Brush, tube: Tube, splats: number): void {
  if (splats < 1) return;
  const cumulated = cumulatedAreas(tube);
  const total = cumulated[STEPS] ?? 1;
  const sigma = 0.72 * Math.sqrt(total / splats);
  const grain = tube.grain ?? 2;
  const longest = total / (2 * Math.PI * Math.max(0.03, tube.radius(0.5, 0))) / 7;
  let step = 0;
  for (let index = 0; index < splats; index++) {
    const wanted = ((index + 0.5) / splats) * total;
    while (step < STEPS - 1 && (cumulated[step + 1] ?? 0) < wanted) step++;
    const from = cumulated[step] ?? 0;
    const share = clamp((step + (wanted - from) / ((cumulated[step + 1] ?? 1) - from)) / STEPS, 0, 1);
    const angle = (index * GOLDEN_ANGLE + brush.random() * 0.15) % (Math.PI * 2);
    const tangent = unit(along(pointOn(tube.line, share + 0.02), pointOn(tube.line, share - 0.02), -1));
    const side = unit(cross(tangent, Math.abs(tangent[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0]));
    const over = cross(side, tangent);
    const normal = add(scale(side, Math.cos(angle)), scale(over, Math.sin(angle)));
    const radius = tube.radius(share, angle);
    const at = along(pointOn(tube.line, share), normal, radius);
    const point = { at, normal, share, angle };
    // A splat wider than the tube would stand off it like a board.
    const width = Math.min(sigma / Math.sqrt(grain), Math.max(0.02, radius * 0.6));
    // Nor may it reach far beyond the ends, where splats are few.
    const length = Math.min((sigma * sigma) / width, sigma * 3, longest);
    const ambient = tube.ambient?.(point) ?? 0.9;
    brush.dab(stroke(at, normal, tangent, width, length, tube.colour(point), { ambient }));
  }
}
