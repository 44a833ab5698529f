import type { WorldAnswer } from "../../contract/routes.ts";
import { exhibitReach } from "../exhibits/scene/exhibit-measures.ts";
import type { Shown } from "../exhibits/scene/exhibit-object.ts";
import { startDwelling } from "../portals/scene/dwell.ts";
import { portalReach } from "../portals/scene/portal-reach.ts";
import type { Thing } from "./aim/near.ts";
import { type PickBox, pickBox, rayThrough } from "./aim/pick.ts";
import { spotAhead } from "./aim/spot-ahead.ts";
import { watchNear } from "./aim/watch-near.ts";
import { listenToControls } from "./controls/controls.ts";
import { readDevice, takesBetterTier } from "./device.ts";
import { openEngine } from "./engine.ts";
import { EYE_HEIGHT, FIELD_OF_VIEW } from "./eye.ts";
import { startFrameLoop } from "./frame-loop.ts";
import { buildHub } from "./hub/hub-place.ts";
import type { Place } from "./place.ts";
import { furnish, type Surroundings } from "./surroundings.ts";
import type { Controls, ExhibitView, FrameView, LoadProgress, PortalView } from "./views.ts";

export type { Controls, ExhibitView, FrameView, LoadProgress, PlayerView, PortalView } from "./views.ts";

export interface StageEvents {
  /** Pulled once for every frame, with requestAnimationFrame's own timestamp. */
  onFrame(nowMs: number, controls: Controls): FrameView;
  /** A portal or an exhibit within reach and roughly looked at; null when there is none any more. */
  onNear(thingId: string | null): void;
  /** Stood within 1.5 m of a ready portal for a second, having been 2.5 m away from it before. */
  onEnterPortal(portalId: string): void;
  /** Clicked on, or E pressed while near. */
  onPick(thingId: string): void;
  onContextLost(): void;
}

/** Plain values for tests and the HUD. */
interface StageFacts {
  /** "hub", a world's id, or "" before the first place is shown. */
  readonly place: string;
  /** What is held in all: what a place that was left has not given back counts, too. */
  readonly meshes: number;
  readonly materials: number;
  readonly textures: number;
  /** Each portal's status as it is drawn. */
  readonly portals: Record<string, string>;
  /** What is to be seen of each exhibit. */
  readonly exhibits: Record<string, Shown>;
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
  setExhibits(exhibits: readonly ExhibitView[]): void;
  /** Turns the eye, as on arrival. */
  face(yaw: number): void;
  /** Where something new would stand: so far in front of the player on the ground, facing them. */
  spotAhead(metres: number): { x: number; y: number; z: number; rotationY: number };
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
  const near = watchNear(events.onNear);
  let dwell = startDwelling();
  let surroundings: Surroundings | null = null;
  let portals: readonly PortalView[] = [];
  let exhibits: readonly ExhibitView[] = [];
  /** Everything that can be walked up to and clicked on. */
  let things: readonly (Thing & PickBox)[] = [];
  const gatherThings = () => {
    things = [...portals.map(portalReach), ...exhibits.map(exhibitReach)];
  };
  let lastMs = 0;
  let animatedSeconds = 0;
  let turns = 0;

  const controls = listenToControls(canvas, {
    onUse() {
      if (near.id !== null) events.onPick(near.id);
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
      const picked = pickBox(ray, things);
      if (picked !== null) events.onPick(picked);
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
    if (controls.isEnabled()) {
      const { x, z } = view.self;
      near.step({ x, y: surroundings.feet().y + EYE_HEIGHT, z }, asked, things);
      const entered = dwell.step(view.self, portals, nowMs);
      if (entered !== null) events.onEnterPortal(entered);
    } else dwell.pause();
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
    surroundings = furnish(place, { portals, exhibits });
    // In another place one stands somewhere else.
    dwell = startDwelling();
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
      gatherThings();
      surroundings?.portals.show(views);
    },
    setExhibits(views) {
      exhibits = views;
      gatherThings();
      surroundings?.exhibits.show(views);
    },
    face: (yaw) => controls.face(yaw),
    spotAhead(metres) {
      const feet = surroundings?.feet() ?? { x: 0, y: 0, z: 0 };
      const spot = spotAhead(feet, controls.read().yaw, metres);
      return { ...spot, y: surroundings?.place.groundUnder(spot.x, spot.z, feet.y) ?? 0 };
    },
    setControlsEnabled: (enabled) => controls.setEnabled(enabled),
    facts: () => ({
      place: surroundings?.place.id ?? "",
      meshes: engine.scenes.reduce((sum, scene) => sum + scene.meshes.length, 0),
      materials: engine.scenes.reduce((sum, scene) => sum + scene.materials.length, 0),
      textures: engine.getLoadedTexturesCache().length,
      portals: surroundings?.portals.drawn() ?? {},
      exhibits: surroundings?.exhibits.drawn() ?? {},
      fps: Math.round(engine.getFps()),
      ready: surroundings?.isReady() ?? false,
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
