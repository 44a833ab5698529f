import type { Place } from "../../scene/place.ts";
import type { ExhibitView } from "../../scene/views.ts";
import { mixExhibitFinish } from "./exhibit-finish.ts";
import { type ExhibitObject, type Shown, standExhibit } from "./exhibit-object.ts";
import { type LoadModel, loadLazily } from "./held-model.ts";
import { exhibitsToHold } from "./holding.ts";

export interface ExhibitSet {
  /** The whole list: what is new is set up, what is gone is removed, what has become something else is rebuilt. */
  show(exhibits: readonly ExhibitView[]): void;
  /** Every frame; `seconds` of a clock that stands still for who prefers reduced motion. */
  animate(seconds: number): void;
  /** What is to be seen of each. */
  drawn(): Record<string, Shown>;
}

/** Models on their way at a time: the nearest is not to wait for the others. */
const LOADING_MAX = 2;

const isSameThing = (a: ExhibitView, b: ExhibitView): boolean =>
  a.status === b.status && a.url === b.url && a.kind === b.kind;

/** The exhibits that stand in one place, their models in memory only near by. They go with the place's scene. */
export function setUpExhibits(place: Place, load: LoadModel = loadLazily): ExhibitSet {
  const finish = mixExhibitFinish(place);
  const objects = new Map<string, ExhibitObject>();
  // What is still on its way when the place is left must not come into a scene that is gone.
  place.scene.onDisposeObservable.addOnce(() => {
    for (const object of objects.values()) object.release();
    objects.clear();
  });

  function holdNearest(): void {
    const { position } = place.eye;
    const holdable = [...objects.values()].filter(({ canBeHeld }) => canBeHeld);
    const away = holdable.map(({ view: { id, x, y, z } }) => ({
      id,
      distance: Math.hypot(x - position.x, y - position.y, z - position.z),
    }));
    const isHeld = (id: string): boolean => objects.get(id)?.shown !== "released";
    const toHold = exhibitsToHold(away, isHeld);
    for (const object of holdable) if (!toHold.includes(object.view.id)) object.release();
    let loading = holdable.filter(({ shown }) => shown === "loading").length;
    for (const id of toHold) {
      if (loading >= LOADING_MAX) break;
      if (isHeld(id)) continue;
      objects.get(id)?.hold();
      loading++;
    }
  }

  return {
    show(exhibits) {
      const wanted = new Set(exhibits.map(({ id }) => id));
      for (const [id, object] of objects) {
        if (wanted.has(id)) continue;
        object.dispose();
        objects.delete(id);
      }
      for (const exhibit of exhibits) {
        const standing = objects.get(exhibit.id);
        if (standing !== undefined && isSameThing(standing.view, exhibit)) {
          standing.update(exhibit);
          continue;
        }
        standing?.dispose();
        objects.set(exhibit.id, standExhibit(place, finish, exhibit, load));
      }
    },
    animate(seconds) {
      holdNearest();
      finish.animate(seconds);
      for (const object of objects.values()) object.animate(seconds);
    },
    drawn: () => Object.fromEntries([...objects].map(([id, { shown }]) => [id, shown])),
  };
}
