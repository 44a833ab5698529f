import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import { type Polyline, wireOf } from "../../scene/wire/wire-lines.ts";
import { archOutline } from "./arch.ts";
import {
  FRAME_DEPTH,
  GLOBE_RADIUS,
  OPENING_HALF_WIDTH,
  OPENING_HEIGHT,
  PORTAL_WIDTH,
  SPRING_HEIGHT,
} from "./portal-measures.ts";

/** The frame's edges, with a brace around it at every third point. */
function frameLines(): Polyline[] {
  const [front, back] = [FRAME_DEPTH / 2, -FRAME_DEPTH / 2];
  const edges = [
    archOutline(PORTAL_WIDTH / 2, front),
    archOutline(PORTAL_WIDTH / 2, back),
    archOutline(OPENING_HALF_WIDTH, back),
    archOutline(OPENING_HALF_WIDTH, front),
  ];
  const points = edges[0]?.length ?? 0;
  const braces: Polyline[] = [];
  for (let i = 0; i < points; i += 3) {
    const corners = edges.map((edge) => edge[i]).filter((corner) => corner !== undefined);
    braces.push([...corners, ...corners.slice(0, 1)]);
  }
  return [...edges, ...braces];
}

const LATTICE = 0.42;

/** A lattice in the opening. */
function latticeLines(): Polyline[] {
  const lines: Polyline[] = [];
  for (let x = -2 * LATTICE; x <= 2 * LATTICE + 0.01; x += LATTICE) {
    const crown = SPRING_HEIGHT + Math.sqrt(OPENING_HALF_WIDTH ** 2 - x ** 2);
    lines.push([new Vector3(x, 0, 0), new Vector3(x, crown / 2, 0), new Vector3(x, crown, 0)]);
  }
  for (let y = 0; y < OPENING_HEIGHT; y += LATTICE) {
    const above = Math.max(0, y - SPRING_HEIGHT);
    const reach = Math.sqrt(OPENING_HALF_WIDTH ** 2 - above ** 2);
    lines.push([new Vector3(-reach, y, 0), new Vector3(0, y, 0), new Vector3(reach, y, 0)]);
  }
  return lines;
}

const MERIDIANS = 6;
const PARALLELS = 5;
const CIRCLE_STEPS = 28;

/** Meridians and parallels around the origin. */
function globeLines(): Polyline[] {
  const circle = (at: (angle: number) => Vector3): Polyline =>
    Array.from({ length: CIRCLE_STEPS + 1 }, (_, i) => at((i / CIRCLE_STEPS) * Math.PI * 2));
  const lines: Polyline[] = [];
  for (let i = 0; i < MERIDIANS; i++) {
    const turn = (i / MERIDIANS) * Math.PI;
    lines.push(
      circle((a) =>
        new Vector3(Math.cos(a) * Math.cos(turn), Math.sin(a), Math.cos(a) * Math.sin(turn)).scale(GLOBE_RADIUS),
      ),
    );
  }
  for (let i = 1; i <= PARALLELS; i++) {
    const latitude = (i / (PARALLELS + 1) - 0.5) * Math.PI;
    const [reach, height] = [Math.cos(latitude), Math.sin(latitude)];
    lines.push(circle((a) => new Vector3(Math.cos(a) * reach, height, Math.sin(a) * reach).scale(GLOBE_RADIUS)));
  }
  return lines;
}

export const portalWire = (): VertexData => wireOf([...frameLines(), ...latticeLines()]);
export const globeWire = (): VertexData => wireOf(globeLines());
