import { batch, computed, signal } from "@preact/signals";
import { HUB } from "../../contract/limits.ts";
import type { WorldAnswer } from "../../contract/routes.ts";
import type { LoadProgress, Stage } from "../scene/stage.ts";
import { texts } from "../ui/texts.ts";
import { ApiRefused } from "./api.ts";
import type { OpenedWorld, Session } from "./session.ts";
import { type Trail, trailAfter, wayBackOf } from "./trail.ts";
import { UnknownWorld } from "./world-answer.ts";

/** Where the player stands: the place the scene shows and whose room they are in. `name` is "" until the first arrival. */
export interface Place {
  readonly worldId: string;
  readonly name: string;
  readonly trail: Trail;
}
export interface Trip {
  readonly to: string;
  /** "" until the server has told it. */
  readonly name: string;
  readonly progress: LoadProgress | null;
  /** There is a place to stay in if the trip is given up. */
  readonly canStay: boolean;
}

interface TravelSteps {
  readonly session: Session;
  readonly stage: Pick<Stage, "showHub" | "showWorld" | "face">;
  /** What there is to load of a generated world. @throws UnknownWorld, ApiRefused, network errors */
  describe(worldId: string, signal: AbortSignal): Promise<WorldAnswer>;
  /** Writes the arrival into the browser's history, or back into it when a trip that the history asked for failed. */
  record(place: Place, how: "push" | "replace"): void;
  tell(sentence: string): void;
}

/**
 * Going from world to world. The room one is in is left only once the next one is joined and its place is shown, so
 * a trip that fails ends where it began.
 */
export class Travel {
  readonly #steps: TravelSteps;
  readonly #place = signal<Place>({ worldId: HUB, name: "", trail: [] });
  readonly #trip = signal<Trip | null>(null);
  #underWay = new AbortController();
  /** What the scene shows, which a trip that was overtaken may have left different from the place one is in. */
  #shown = "";

  readonly place = computed(() => this.#place.value);
  readonly trip = computed(() => this.#trip.value);

  constructor(steps: TravelSteps) {
    this.#steps = steps;
  }

  /** Shows the hub before anybody is in it: the background of the first visit's question. */
  async prepare(): Promise<void> {
    await this.#show(HUB, this.#underWay);
  }

  /**
   * Arrives without a place to stay in meanwhile: at the start, and when the world one was in is no more. A world that
   * cannot be entered is told, and the hub entered instead. @throws only what the scene throws on showing the hub
   */
  async enter(worldId: string, trail: Trail): Promise<void> {
    const underWay = this.#setOut(worldId, false);
    let next: OpenedWorld | null = null;
    try {
      if (worldId === HUB) await this.#show(HUB, underWay);
      next = await this.#steps.session.enter(worldId);
      if (next === null) return;
      underWay.signal.throwIfAborted();
      if (worldId !== HUB) sayLoading(next, true);
      this.#arrive(next, { worldId, trail, name: await this.#show(worldId, underWay) }, "replace");
    } catch (error) {
      void next?.leave();
      if (this.#underWay !== underWay) return;
      if (worldId === HUB) throw error;
      this.#steps.tell(texts.travel.nowInHub(sentenceOf(error)));
      await this.enter(HUB, []);
    } finally {
      this.#end(underWay);
    }
  }

  /** Goes to a world through a portal, by a link or a button. */
  to(worldId: string): Promise<void> {
    const { worldId: from, trail } = this.#place.peek();
    return this.#go(worldId, trailAfter(trail, from, worldId), "push");
  }

  /** Goes where the browser's Back and Forward point. */
  follow(worldId: string, trail: Trail): Promise<void> {
    return this.#go(worldId, trail, "replace");
  }

  /** Through the way back. */
  back(): Promise<void> {
    return this.to(wayBackOf(this.#place.peek().trail));
  }

  /** Gives the trip under way up, if there is a place to stay in. */
  cancel(): void {
    if (this.#trip.peek()?.canStay !== true) return;
    this.#underWay.abort();
    this.#trip.value = null;
  }

  async #go(worldId: string, trail: Trail, how: "push" | "replace"): Promise<void> {
    const { worldId: from, name } = this.#place.peek();
    if (name === "") return this.enter(worldId, trail);
    if (worldId === from) return this.cancel();
    const underWay = this.#setOut(worldId, true);
    let next: OpenedWorld | null = null;
    try {
      next = await this.#steps.session.openBeside(worldId);
      underWay.signal.throwIfAborted();
      sayLoading(next, true);
      this.#arrive(next, { worldId, trail, name: await this.#show(worldId, underWay) }, how);
    } catch (error) {
      void next?.leave();
      const here = this.#place.peek();
      if (how === "replace") this.#steps.record(here, "replace");
      if (!underWay.signal.aborted) this.#steps.tell(texts.travel.stayed(sentenceOf(error), here.name));
    } finally {
      this.#end(underWay);
    }
  }

  /** A trip that is under way is overtaken by the next one. */
  #setOut(to: string, canStay: boolean): AbortController {
    this.#underWay.abort();
    this.#underWay = new AbortController();
    this.#trip.value = { to, name: "", progress: null, canStay };
    return this.#underWay;
  }

  #end(underWay: AbortController): void {
    if (this.#underWay === underWay) this.#trip.value = null;
  }

  /** Loads the place beside the one that is shown, then shows it. @returns its name */
  async #show(worldId: string, underWay: AbortController): Promise<string> {
    const { stage } = this.#steps;
    if (worldId === HUB) {
      if (this.#shown !== HUB) await stage.showHub();
      this.#shown = HUB;
      return texts.places.hub;
    }
    const world = await this.#steps.describe(worldId, underWay.signal);
    const onProgress = (progress: LoadProgress) => {
      const trip = this.#trip.peek();
      if (this.#underWay !== underWay || trip === null) return;
      this.#trip.value = { ...trip, name: world.displayName, progress };
    };
    if (this.#shown !== worldId) await stage.showWorld(world, onProgress, underWay.signal);
    this.#shown = worldId;
    return world.displayName;
  }

  /** No abort counts from here on: the place is shown already, so the player has to be in it. */
  #arrive(next: OpenedWorld, place: Place, how: "push" | "replace"): void {
    batch(() => {
      this.#steps.session.adopt(next);
      this.#place.value = place;
    });
    this.#steps.record(place, how);
    this.#steps.stage.face(next.arrivalYaw);
    sayLoading(next, false);
  }
}

/** The others only see a hint of it; if it does not get through, nothing else changes. */
function sayLoading(connection: OpenedWorld, loading: boolean): void {
  connection.request("set_loading", { loading }).catch((error: unknown) => console.debug("set_loading:", error));
}

function sentenceOf(error: unknown): string {
  if (error instanceof UnknownWorld) return texts.travel.unknownWorld(error.worldId);
  if (error instanceof ApiRefused) return error.message;
  console.warn("The trip failed.", error);
  return texts.travel.failed;
}
