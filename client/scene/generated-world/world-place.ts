import type { AbstractEngine } from "@babylonjs/core/Engines/abstractEngine";
import { Scene } from "@babylonjs/core/scene";
import type { WorldAnswer } from "../../../contract/routes.ts";
import { openEye } from "../eye.ts";
import { DAYLIGHT } from "../light/atmosphere.ts";
import { raiseSkyDome } from "../light/sky-dome.ts";
import type { Place } from "../place.ts";
import type { LoadProgress } from "../views.ts";
import { swapInBetterTier } from "./better-tier.ts";
import { readCollider } from "./collider.ts";
import { startDownloads } from "./download.ts";
import { type GroundIndex, indexGround } from "./ground-index.ts";
import { hangPano } from "./pano.ts";
import { addSplats } from "./splats.ts";
import { chooseTiers } from "./tiers.ts";
import { frameOf } from "./world-frame.ts";

export interface WorldOptions {
  /** The device can draw the better tier, too. */
  readonly takesBetterTier: boolean;
  onProgress(progress: LoadProgress): void;
  readonly signal: AbortSignal;
}

/**
 * A generated world: splats, panorama and the ground to walk on, loaded side by side into a scene that is not shown
 * yet. Without a collider (or with one that cannot be read) the ground is level at 0; without a panorama the sky is plain.
 * @throws when there are no splats or they cannot be loaded, and when aborted; nothing is left behind then
 */
export async function buildWorld(engine: AbstractEngine, world: WorldAnswer, options: WorldOptions): Promise<Place> {
  const { first, better } = chooseTiers(world.splatUrls);
  if (first === null) throw new Error("This world has nothing to show: it came without splats.");
  const ending = new AbortController();
  const loading = AbortSignal.any([options.signal, ending.signal]);
  const urls = [first, world.panoUrl, world.colliderUrl].filter((url) => url !== null);
  const downloads = startDownloads(urls, options.onProgress, loading);
  const frame = frameOf(world);
  const scene = new Scene(engine);
  const eye = openEye(scene);

  const loadGround = async (url: string | null): Promise<GroundIndex> => {
    if (url === null) return levelGround;
    const file = await downloads.fetch(url);
    return indexGround(await readCollider(scene, await file.arrayBuffer(), frame));
  };
  const loadSky = async (url: string | null): Promise<void> => {
    if (url === null) return raiseSkyDome(scene, DAYLIGHT, "plain");
    const file = await downloads.fetch(url);
    await hangPano(scene, await file.blob());
  };

  try {
    const [splats, ground] = await Promise.all([
      downloads.fetch(first).then((file) => addSplats("splats", scene, file, frame)),
      loadGround(world.colliderUrl).catch(unlessAborted(loading, () => levelGround)),
      loadSky(world.panoUrl).catch(unlessAborted(loading, () => raiseSkyDome(scene, DAYLIGHT, "plain"))),
    ]);
    loading.throwIfAborted();
    splats.setEnabled(true);
    await scene.whenReadyAsync();
    loading.throwIfAborted();
    return {
      id: world.worldId,
      scene,
      eye,
      atmosphere: DAYLIGHT,
      groundUnder: (x, z, feet) => ground.under(x, z, feet) ?? 0,
      isReady: () => scene.isReady(),
      onShown() {
        if (better === null || !options.takesBetterTier) return;
        swapInBetterTier(scene, splats, better, frame, ending.signal).catch(keepFirstTier);
      },
      dispose() {
        ending.abort();
        scene.dispose();
      },
    };
  } catch (error) {
    ending.abort();
    scene.dispose();
    // Streams that are cut off by an abort fail with words of their own.
    options.signal.throwIfAborted();
    throw error;
  }
}

const levelGround: GroundIndex = { under: () => 0 };

/** Sky and ground can be done without, the world itself cannot: what replaces them is better than no world. */
const unlessAborted =
  <T>(signal: AbortSignal, instead: () => T) =>
  (error: unknown): T => {
    if (signal.aborted) throw error;
    return instead();
  };

/** Nobody asked for the better tier: left early or cut off, the first one goes on being shown. */
const keepFirstTier = (): void => undefined;
