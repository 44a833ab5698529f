import type { WorldAnswer } from "../../contract/routes.ts";
import { pickPortal, rayThrough } from "../portals/scene/pick.ts";
import { watchPortals } from "../portals/scene/portal-watch.ts";
import { spotAhead } from "../portals/scene/spot-ahead.ts";
import { listenToControls } from "./controls/controls.ts";
import { readDevice, takesBetterTier } from "./device.ts";
import { openEngine } from "./engine.ts";
import { FIELD_OF_VIEW } from "./eye.ts";
import { startFrameLoop } from "./frame-loop.ts";
import { buildHub } from "./hub/hub-place.ts";
import type { Place } from "./place.ts";
import { furnish, type Surroundings } from "./surroundings.ts";
import type { Controls, FrameView, LoadProgress, PortalView } from "./views.ts";

export type { Controls, FrameView, LoadProgress, PlayerView, PortalView } from "./views.ts";

export interface StageEvents {
  /** Pulled once for every frame, with requestAnimationFrame's own timestamp. */
  onFrame(nowMs: number, controls: Controls): FrameView;
  /** Within 4 m and roughly looked at; null when there is none any more. */
  onNearPortal(portalId: string | null): void;
  /** Stood within 1.5 m of a ready portal for a second, having been 2.5 m away from it before. */
  onEnterPortal(portalId: string): void;
  /** Clicked on, or E pressed while near. */
  onPickPortal(portalId: string): void;
  onContextLost(): void;
}

/** Plain values for tests and the HUD. */
interface StageFacts {
  /** "hub", a world's id, or "" before the first place is shown. */
  readonly place: string;
  readonly meshes: number;
  readonly materials: number;
  readonly textures: number;
  /** Each portal's status as it is drawn. */
  readonly portals: Record<string, string>;
  readonly fps: number;
  readonly ready: boolean;
}

export interface Stage {
  showHub(): Promise<void>;
  /**
   * Loads beside what is shown, then swaps, and disposes the place that is replaced.
   * @throws on failure and abort; what is shown then stays as it was
   */
  showWorld(world: WorldAnswer, onProgress: (progress: LoadProgress) => void, signal: AbortSignal): Promise<void>;
  /** The whole list, drawn in whatever place is shown. */
  setPortals(portals: readonly PortalView[]): void;
  /** Turns the eye, as on arrival. */
  face(yaw: number): void;
  /** Where a new portal would stand: 3 m in front of the player on the ground, facing them. */
  spotAhead(): { x: number; y: number; z: number; rotationY: number };
  /** False while a dialog is open: no keys, the pointer is released, nobody walks into portals. */
  setControlsEnabled(enabled: boolean): void;
  facts(): StageFacts;
  dispose(): void;
}

/** The longest that one frame counts, in seconds: after a hitch things go on from where they were. */
const LONGEST_FRAME = 0.1;

/** @throws Error with a sentence for the player when the browser has no WebGL 2 */
export function createStage(canvas: HTMLCanvasElement, events: StageEvents): Stage {
  const device = readDevice();
  if (device === null) {
    throw new Error(
      "This place is drawn with WebGL 2, which this browser does not offer: try another one, or turn on hardware acceleration.",
    );
  }
  const { engine, dispose: closeEngine } = openEngine(canvas, device, events.onContextLost);
  const watch = watchPortals(events);
  let surroundings: Surroundings | null = null;
  let portals: readonly PortalView[] = [];
  let lastMs = 0;
  let animatedSeconds = 0;
  let turns = 0;

  const controls = listenToControls(canvas, {
    onUse() {
      if (watch.near !== null) events.onPickPortal(watch.near);
    },
    onClick(right, up) {
      if (surroundings === null) return false;
      const { x, y, z } = surroundings.place.eye.position;
      const aspect = engine.getAspectRatio(surroundings.place.eye);
      const ray = rayThrough(
        { position: [x, y, z], ...controls.read(), fieldOfView: FIELD_OF_VIEW, aspect },
        right,
        up,
      );
      const picked = pickPortal(ray, portals);
      if (picked !== null) events.onPickPortal(picked);
      return picked !== null;
    },
  });

  const stopFrames = startFrameLoop((nowMs) => {
    const seconds = Math.min(Math.max((nowMs - lastMs) / 1000, 0), LONGEST_FRAME);
    lastMs = nowMs;
    if (!device.prefersReducedMotion) animatedSeconds += seconds;
    const asked = controls.read();
    const view = events.onFrame(nowMs, asked);
    if (surroundings === null) return;
    if (controls.isEnabled()) watch.step(view.self, asked.yaw, portals, nowMs);
    else watch.pause();
    engine.beginFrame();
    surroundings.draw(view, asked, seconds, animatedSeconds);
    engine.endFrame();
  });

  /** Of several places under way only the one asked for last is shown. */
  const swapTo = async (build: () => Promise<Place>): Promise<void> => {
    const turn = ++turns;
    const place = await build();
    if (turn !== turns) {
      place.dispose();
      throw new DOMException("Another place was asked for meanwhile.", "AbortError");
    }
    const replaced = surroundings;
    surroundings = furnish(place, portals);
    watch.restart();
    replaced?.place.dispose();
    place.onShown();
  };

  return {
    showHub: () => swapTo(() => buildHub(engine)),
    showWorld: (world, onProgress, signal) =>
      swapTo(async () => {
        const { buildWorld } = await import("./generated-world/world-place.ts");
        return buildWorld(engine, world, { takesBetterTier: takesBetterTier(device), onProgress, signal });
      }),
    setPortals(views) {
      portals = views;
      surroundings?.portals.show(views);
    },
    face: (yaw) => controls.face(yaw),
    spotAhead() {
      const feet = surroundings?.feet() ?? { x: 0, y: 0, z: 0 };
      const spot = spotAhead(feet, controls.read().yaw);
      return { ...spot, y: surroundings?.place.groundUnder(spot.x, spot.z, feet.y) ?? 0 };
    },
    setControlsEnabled: (enabled) => controls.setEnabled(enabled),
    facts: () => ({
      place: surroundings?.place.id ?? "",
      meshes: surroundings?.place.scene.meshes.length ?? 0,
      materials: surroundings?.place.scene.materials.length ?? 0,
      textures: surroundings?.place.scene.textures.length ?? 0,
      portals: surroundings?.portals.drawn() ?? {},
      fps: Math.round(engine.getFps()),
      ready: surroundings?.place.isReady() ?? false,
    }),
    dispose() {
      turns++;
      stopFrames();
      controls.dispose();
      surroundings?.place.dispose();
      surroundings = null;
      closeEngine();
    },
  };
}
