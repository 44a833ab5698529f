import type { Material } from "@babylonjs/core/Materials/material";
import type { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Scene } from "@babylonjs/core/scene";
import type { PortalView } from "../../scene/views.ts";
import type { PortalFinish } from "./portal-finish.ts";
import { GLOBE_HEIGHT } from "./portal-measures.ts";
import { portalFrame, portalSurface } from "./portal-shape.ts";
import { hangPicture } from "./window-picture.ts";
import { globeWire, portalWire } from "./wire-shape.ts";

/** What stands inside of the glow and under the label, in one status. */
export interface PortalBody {
  /** `seconds` of a clock that stands still for who prefers reduced motion. */
  animate(seconds: number): void;
  /** Frees what is not shared; the meshes go with the portal's root. */
  dispose(): void;
}

export interface BodyKit {
  readonly scene: Scene;
  readonly finish: PortalFinish;
  /** Adds a mesh to the portal's root. */
  part(name: string, shape: readonly VertexData[], material: Material): Mesh;
}

/** Radians a second of the world that is being made. */
const GLOBE_TURN = 0.5;

/** Frame, surface and a turning globe as a blue wireframe. */
function generatingBody({ finish, part }: BodyKit): PortalBody {
  part("wire", [portalWire()], finish.wire);
  const globe = part("globe", [globeWire()], finish.wire);
  globe.position.y = GLOBE_HEIGHT;
  return { animate: (seconds) => void globe.rotation.set(0.3, seconds * GLOBE_TURN, 0), dispose: () => undefined };
}

/** A luminous frame around the picture of where it leads. */
function readyBody({ scene, finish, part }: BodyKit, portal: PortalView): PortalBody {
  part("frame", portalFrame(), finish.frame.ready);
  const surface = finish.readySurface();
  part("surface", [portalSurface()], surface);
  const takeDown = hangPicture(scene, surface, portal.thumbnailUrl);
  return {
    animate: (seconds) => void surface.setFloat("seconds", seconds),
    dispose() {
      takeDown();
      surface.dispose();
    },
  };
}

/** A red frame around a surface that has gone out. */
function errorBody({ finish, part }: BodyKit): PortalBody {
  part("frame", portalFrame(), finish.frame.error);
  part("surface", [portalSurface()], finish.brokenSurface);
  return { animate: () => undefined, dispose: () => undefined };
}

const builders = { generating: generatingBody, ready: readyBody, error: errorBody } as const;

export const buildBody = (kit: BodyKit, portal: PortalView): PortalBody => builders[portal.status](kit, portal);
