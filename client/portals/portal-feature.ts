import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { HUB } from "../../contract/limits.ts";
import type { JobCompleted, JobFailed } from "../../contract/messages.ts";
import type { Stage } from "../scene/stage.ts";
import { serverNow } from "../session/server-now.ts";
import type { Session } from "../session/session.ts";
import type { PortalSnapshot } from "../session/snapshots.ts";
import { wayBackOf } from "../session/trail.ts";
import type { Travel } from "../session/travel.ts";
import { notify } from "../ui/notices.ts";
import { texts } from "../ui/texts.ts";
import { type JobNotice, noticeOfFailed, noticeOfReady } from "./job-notices.ts";
import { closePortalPanel, openForNew, openForPicked } from "./portal-panel.ts";
import { destinationOf, portalView } from "./portal-view.ts";
import { portalTitle } from "./portal-words.ts";
import { WAY_BACK_ID, wayBackView } from "./way-back.ts";

/** Where a new portal stands before the player, in metres. */
const METRES_AHEAD = 3;

/** Portals between the room, the scene and the screen. */
export class PortalFeature {
  readonly #session: Session;
  readonly #travel: Travel;
  readonly #stage: Stage;
  readonly #nearId = signal<string | null>(null);
  readonly ownPlayerId: ReadonlySignal<string>;
  readonly near: ReadonlySignal<PortalSnapshot | null>;
  readonly serverNow: ReadonlySignal<number>;
  /** What the world that one is on the way to is called. */
  readonly tripName: ReadonlySignal<string>;

  constructor(session: Session, travel: Travel, stage: Stage) {
    this.#session = session;
    this.#travel = travel;
    this.#stage = stage;
    const growing = computed(() => session.portals.value.some(({ status }) => status === "generating"));
    this.serverNow = serverNow(growing);
    this.near = computed(() => this.#portal(this.#nearId.value));
    this.tripName = computed(() => travel.trip.value?.name || this.#nameOf(travel.trip.value?.to ?? HUB));
    this.ownPlayerId = computed(() => session.self.value?.playerId ?? "");
    effect(() => this.#draw());
    // The panels speak of the world that one is about to leave.
    effect(() => {
      if (travel.trip.value !== null) closePortalPanel();
    });
  }

  readonly openNew = (): void => openForNew(this.#stage.spotAhead(METRES_AHEAD));

  readonly look = (portalId: string): void => {
    if (portalId === WAY_BACK_ID) return void this.#travel.back();
    const own = this.#portal(portalId)?.createdBy === this.ownPlayerId.value;
    openForPicked(portalId, own, this.#stage.spotAhead(METRES_AHEAD));
  };

  onNear(thingId: string | null): void {
    this.#nearId.value = thingId;
  }

  onEnter(portalId: string): void {
    if (portalId === WAY_BACK_ID) return void this.#travel.back();
    const portal = this.#portal(portalId);
    const destination = portal === null ? null : destinationOf(portal);
    if (destination !== null) void this.#travel.to(destination);
  }

  onJobCompleted(job: JobCompleted): void {
    this.#tell(noticeOfReady(job, this.#session.portals.value, this.ownPlayerId.value));
  }

  onJobFailed(job: JobFailed): void {
    this.#tell(noticeOfFailed(job));
  }

  #draw(): void {
    const { worldId, trail } = this.#travel.place.value;
    const views = this.#session.portals.value.map((portal) => portalView(portal, this.serverNow.value));
    this.#stage.setPortals(worldId === HUB ? views : [...views, wayBackView(wayBackOf(trail))]);
  }

  #portal(portalId: string | null): PortalSnapshot | null {
    return this.#session.portals.value.find(({ id }) => id === portalId) ?? null;
  }

  #nameOf(worldId: string): string {
    if (worldId === HUB) return texts.places.hub;
    const portal = this.#session.portals.value.find((candidate) => destinationOf(candidate) === worldId);
    return portal === undefined ? texts.portal.world(worldId.slice(0, 8)) : portalTitle(portal);
  }

  #tell(notice: JobNotice | null): void {
    if (notice === null) return;
    const { text, tone, goTo } = notice;
    const action = { label: texts.notices.goThere, run: () => void this.#travel.to(goTo ?? HUB) };
    notify(text, tone, goTo === null ? null : action);
  }
}
