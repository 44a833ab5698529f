import type { Place } from "../../scene/place.ts";
import type { ExhibitView } from "../../scene/views.ts";
import { mixExhibitFinish } from "./exhibit-finish.ts";
import { type ExhibitObject, type Shown, standExhibit } from "./exhibit-object.ts";
import { type LoadModel, loadLazily } from "./held-model.ts";
import { exhibitsToHold, MODELS_HELD, PICTURES_HELD } from "./holding.ts";
import { type HungPicture, hangPicture, type PictureMeans, pictureMeans } from "./hung-picture.ts";
import { isPictureKind, middleAbove, pictureBox } from "./picture-measures.ts";
import { filmsToPlay } from "./playing.ts";

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

/** A picture changes in its frame, which hangs on; a model is stood up anew. */
const isSameThing = (a: ExhibitView, b: ExhibitView): boolean =>
  isPictureKind(a.kind) ? isPictureKind(b.kind) : a.status === b.status && a.url === b.url && a.kind === b.kind;

/** The exhibits that stand in one place, their models and pictures in memory only near by. They go with the place's scene. */
export function setUpExhibits(
  place: Place,
  load: LoadModel = loadLazily,
  means: PictureMeans = pictureMeans,
): ExhibitSet {
  const finish = mixExhibitFinish(place);
  const models = new Map<string, ExhibitObject>();
  const pictures = new Map<string, HungPicture>();
  const all = (): ExhibitObject[] => [...models.values(), ...pictures.values()];
  // What is still on its way when the place is left must not come into a scene that is gone.
  place.scene.onDisposeObservable.addOnce(() => {
    for (const object of all()) object.release();
    models.clear();
    pictures.clear();
  });

  const metresTo = (x: number, y: number, z: number): number => {
    const { position } = place.eye;
    return Math.hypot(x - position.x, y - position.y, z - position.z);
  };

  function holdNearestModels(): void {
    const holdable = [...models.values()].filter(({ canBeHeld }) => canBeHeld);
    const away = holdable.map(({ view: { id, x, y, z } }) => ({ id, distance: metresTo(x, y, z) }));
    const isHeld = (id: string): boolean => models.get(id)?.isHeld ?? false;
    const toHold = exhibitsToHold(away, isHeld, MODELS_HELD);
    for (const object of holdable) if (!toHold.includes(object.view.id)) object.release();
    let loading = holdable.filter(({ shown }) => shown === "loading").length;
    for (const id of toHold) {
      if (loading >= LOADING_MAX) break;
      if (isHeld(id)) continue;
      models.get(id)?.hold();
      loading++;
    }
  }

  function holdNearestPictures(): void {
    const away = [...pictures.values()].map(({ view, playsWithin }) => ({
      id: view.id,
      distance: metresTo(view.x, view.y + middleAbove(pictureBox(view.kind), view.scale), view.z),
      reach: playsWithin,
    }));
    const toHold = new Set(exhibitsToHold(away, (id) => pictures.get(id)?.isHeld ?? false, PICTURES_HELD));
    const films = away.filter(({ reach }) => reach > 0);
    const toRun = new Set(filmsToPlay(films, (id) => pictures.get(id)?.isRunning ?? false));
    for (const [id, picture] of pictures) {
      if (toHold.has(id)) picture.hold();
      else picture.release();
      if (toRun.has(id)) picture.run();
      else picture.rest();
    }
  }

  function take(id: string): void {
    for (const kept of [models, pictures]) {
      kept.get(id)?.dispose();
      kept.delete(id);
    }
  }

  return {
    show(exhibits) {
      const wanted = new Set(exhibits.map(({ id }) => id));
      for (const { view } of all()) if (!wanted.has(view.id)) take(view.id);
      for (const exhibit of exhibits) {
        const standing = models.get(exhibit.id) ?? pictures.get(exhibit.id);
        if (standing !== undefined && isSameThing(standing.view, exhibit)) {
          standing.update(exhibit);
          continue;
        }
        take(exhibit.id);
        if (isPictureKind(exhibit.kind)) pictures.set(exhibit.id, hangPicture(place, finish, exhibit, means));
        else models.set(exhibit.id, standExhibit(place, finish, exhibit, load));
      }
    },
    animate(seconds) {
      holdNearestModels();
      holdNearestPictures();
      finish.animate(seconds);
      for (const object of all()) object.animate(seconds);
    },
    drawn: () => Object.fromEntries(all().map(({ view, shown }) => [view.id, shown])),
  };
}
