import type { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { Color4 } from "@babylonjs/core/Maths/math.color";
import { STATUS_COLOUR } from "../../scene/label/status-colour.ts";
import { matteMaterial } from "../../scene/light/matte-material.ts";
import type { Place } from "../../scene/place.ts";
import type { PortalView } from "../../scene/views.ts";
import { animateWire, wireMaterial } from "../../scene/wire/wire-material.ts";
import { glowMaterial } from "./glow-material.ts";
import { surfaceMaterial } from "./surface-material.ts";

type Status = PortalView["status"];

/** The materials that the portals of one place share. */
export interface PortalFinish {
  readonly wire: ShaderMaterial;
  readonly frame: Readonly<Record<"ready" | "error", ShaderMaterial>>;
  readonly glowAround: Readonly<Record<Status, ShaderMaterial>>;
  readonly glowOnGround: Readonly<Record<Status, ShaderMaterial>>;
  readonly brokenSurface: ShaderMaterial;
  /** A surface of its own for each ready portal, because it carries that portal's picture. */
  readySurface(): ShaderMaterial;
  /** `seconds` of a clock that stands still for who prefers reduced motion. */
  animate(seconds: number): void;
}

const tintOf = (status: Status, shine: number): Color4 => {
  const [r, g, b] = STATUS_COLOUR[status];
  return new Color4(r, g, b, shine);
};

export function mixPortalFinish({ scene, atmosphere, eye }: Place): PortalFinish {
  const wire = wireMaterial(scene);
  const brokenSurface = surfaceMaterial(scene, {
    deep: [0.07, 0.01, 0.02],
    bright: [0.34, 0.05, 0.06],
    rim: STATUS_COLOUR.error,
  });
  const glowAround = {
    generating: glowMaterial(scene, STATUS_COLOUR.generating, "within"),
    ready: glowMaterial(scene, STATUS_COLOUR.ready, "around"),
    error: glowMaterial(scene, STATUS_COLOUR.error, "around"),
  };
  const glowOnGround = {
    generating: glowMaterial(scene, STATUS_COLOUR.generating, "on-ground"),
    ready: glowMaterial(scene, STATUS_COLOUR.ready, "on-ground"),
    error: glowMaterial(scene, STATUS_COLOUR.error, "on-ground"),
  };
  return {
    wire,
    frame: {
      ready: matteMaterial("portal-frame-ready", scene, atmosphere, { tint: tintOf("ready", 0.55) }),
      error: matteMaterial("portal-frame-error", scene, atmosphere, { tint: tintOf("error", 0.45) }),
    },
    glowAround,
    glowOnGround,
    brokenSurface,
    readySurface: () =>
      surfaceMaterial(scene, { deep: [0.16, 0.2, 0.42], bright: [1, 0.78, 0.52], rim: STATUS_COLOUR.ready }),
    animate(seconds) {
      animateWire(wire, seconds, eye);
      brokenSurface.setFloat("seconds", seconds * 0.4);
      const breath = 0.8 + 0.2 * Math.sin(seconds * 2);
      glowAround.generating.setFloat("strength", breath);
      glowOnGround.generating.setFloat("strength", breath);
    },
  };
}
