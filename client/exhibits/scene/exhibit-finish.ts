import type { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { matteMaterial } from "../../scene/light/matte-material.ts";
import type { Place } from "../../scene/place.ts";
import { animateWire, wireMaterial } from "../../scene/wire/wire-material.ts";

/** The materials that the exhibits of one place share. */
export interface ExhibitFinish {
  readonly stone: ShaderMaterial;
  readonly wire: ShaderMaterial;
  /** `seconds` of a clock that stands still for who prefers reduced motion. */
  animate(seconds: number): void;
}

export function mixExhibitFinish({ scene, atmosphere, eye }: Place): ExhibitFinish {
  const wire = wireMaterial(scene);
  return {
    stone: matteMaterial("pedestal", scene, atmosphere, {}),
    wire,
    animate: (seconds) => animateWire(wire, seconds, eye),
  };
}
