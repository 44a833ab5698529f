import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine";
import { Scene } from "@babylonjs/core/scene";
import { HUB } from "../../../contract/limits.ts";
import { openEye } from "../eye.ts";
import { DUSK } from "../light/atmosphere.ts";
import { matteMaterial } from "../light/matte-material.ts";
import { raiseSkyDome } from "../light/sky-dome.ts";
import type { Place } from "../place.ts";
import { joinedMesh } from "../shapes/solids.ts";
import { border } from "./border.ts";
import { colonnade } from "./colonnade.ts";
import { cypresses } from "./cypresses.ts";
import { farHills } from "./far-hills.ts";
import { firstStars } from "./first-stars.ts";
import { galleryWalls } from "./gallery-walls.ts";
import { layPaving } from "./paving.ts";

/** What is painted at the end of the world has its haze in its colours already. */
const CLEAR_DUSK = { ...DUSK, haze: 0 };

/** The hub at dusk: a paved square with a round plaza, a colonnade, a low border, the gallery's walls and cypresses. Four draw calls. */
export async function buildHub(engine: AbstractEngine): Promise<Place> {
  const scene = new Scene(engine);
  const eye = openEye(scene);
  const stone = matteMaterial("stone", scene, DUSK, {});
  joinedMesh("architecture", [...colonnade(), ...border(), ...galleryWalls(), ...cypresses()], stone, scene);
  const distance = joinedMesh(
    "distance",
    [...farHills(DUSK), ...firstStars()],
    matteMaterial("distance", scene, CLEAR_DUSK, {}),
    scene,
  );
  distance.infiniteDistance = true;
  layPaving(scene, DUSK);
  raiseSkyDome(scene, DUSK, "dusk");
  await scene.whenReadyAsync();
  return {
    id: HUB,
    scene,
    eye,
    atmosphere: DUSK,
    groundUnder: () => 0,
    isReady: () => scene.isReady(),
    onShown: () => undefined,
    dispose: () => scene.dispose(),
  };
}
