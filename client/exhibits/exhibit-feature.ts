import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { JobCompleted, JobFailed } from "../../contract/messages.ts";
import type { Stage } from "../scene/stage.ts";
import { serverNow } from "../session/server-now.ts";
import type { Session } from "../session/session.ts";
import type { ExhibitSnapshot } from "../session/snapshots.ts";
import type { Travel } from "../session/travel.ts";
import { notify } from "../ui/notices.ts";
import { sentenceOf } from "../ui/sentence-of.ts";
import { adjusting, carriedTo, carryMetres, stanceOf, startAdjusting } from "./adjusting.ts";
import { exhibitView } from "./exhibit-view.ts";
import { noticeOfFailed, noticeOfReady } from "./job-notices.ts";

/** Exhibits between the room, the scene and the screen. */
export class ExhibitFeature {
  readonly #session: Session;
  readonly #stage: Stage;
  readonly #nearId = signal<string | null>(null);
  readonly #openId = signal<string | null>(null);
  readonly #isSettling = signal(false);
  readonly #refusal = signal("");
  readonly ownPlayerId: ReadonlySignal<string>;
  readonly serverNow: ReadonlySignal<number>;
  readonly near: ReadonlySignal<ExhibitSnapshot | null>;
  /** The exhibit whose panel is open, if one is. */
  readonly open: ReadonlySignal<ExhibitSnapshot | "gone" | null>;
  /** The room is asked to have it where it was set down. */
  readonly isSettling: ReadonlySignal<boolean> = this.#isSettling;
  /** Why it cannot stand where it was set down, "" for nothing. */
  readonly refusal: ReadonlySignal<string> = this.#refusal;
  /** The one that is being placed. */
  readonly placed: ReadonlySignal<ExhibitSnapshot | null>;

  constructor(session: Session, travel: Travel, stage: Stage) {
    this.#session = session;
    this.#stage = stage;
    this.ownPlayerId = computed(() => session.self.value?.playerId ?? "");
    this.serverNow = serverNow(computed(() => session.exhibits.value.some(({ status }) => status === "generating")));
    this.near = computed(() => this.#exhibit(this.#nearId.value));
    this.open = computed(() => (this.#openId.value === null ? null : (this.#exhibit(this.#openId.value) ?? "gone")));
    this.placed = computed(() => this.#exhibit(adjusting.value?.exhibitId ?? null));
    effect(() => this.#draw());
    effect(() => {
      if (travel.trip.value !== null) this.close();
      // What is gone, or left behind, cannot be placed.
      if (travel.trip.value !== null || this.placed.value === null) adjusting.value = null;
    });
  }

  onNear(thingId: string | null): void {
    this.#nearId.value = thingId;
  }

  has(thingId: string): boolean {
    return this.#exhibit(thingId) !== null;
  }

  isOwn(exhibit: ExhibitSnapshot): boolean {
    return exhibit.createdBy === this.ownPlayerId.value;
  }

  /** Opens the panel of one that was picked; while one is placed, picking anything sets that down. */
  readonly look = (exhibitId: string): void => {
    if (adjusting.peek() !== null) return void this.setDown();
    this.#openId.value = exhibitId;
  };

  readonly close = (): void => {
    this.#openId.value = null;
  };

  /** Leaves the panel for the scene, where the exhibit can be seen while it is placed. */
  readonly adjust = (exhibit: ExhibitSnapshot): void => {
    this.close();
    this.#refusal.value = "";
    startAdjusting(exhibit);
  };

  /** Asks the room to have it where it is drawn. A refusal leaves it being placed. */
  readonly setDown = async (): Promise<void> => {
    const current = adjusting.peek();
    if (current === null || this.#isSettling.peek()) return;
    this.#isSettling.value = true;
    this.#refusal.value = "";
    adjusting.value = { ...current, isCarried: false };
    try {
      await this.#session.request("move_exhibit", { exhibitId: current.exhibitId, ...stanceOf(current) });
      adjusting.value = null;
    } catch (error) {
      this.#refusal.value = sentenceOf(error);
    } finally {
      this.#isSettling.value = false;
    }
  };

  readonly putBack = (): void => {
    adjusting.value = null;
  };

  /** Every frame: what is carried goes along. */
  onFrame(): void {
    const current = adjusting.peek();
    if (current?.isCarried) adjusting.value = carriedTo(current, this.#stage.spotAhead(carryMetres(current.scale)));
  }

  onJobCompleted(job: JobCompleted): void {
    this.#tell(noticeOfReady(job, this.#session.exhibits.value, this.ownPlayerId.value));
  }

  onJobFailed(job: JobFailed): void {
    this.#tell(noticeOfFailed(job, this.#session.exhibits.value, this.ownPlayerId.value));
  }

  #draw(): void {
    const placing = adjusting.value;
    const views = this.#session.exhibits.value.map((exhibit) => {
      const view = exhibitView(exhibit, this.serverNow.value, this.isOwn(exhibit));
      return placing?.exhibitId === exhibit.id ? { ...view, ...stanceOf(placing) } : view;
    });
    this.#stage.setExhibits(views);
  }

  #exhibit(id: string | null): ExhibitSnapshot | null {
    return this.#session.exhibits.value.find((exhibit) => exhibit.id === id) ?? null;
  }

  #tell(notice: ReturnType<typeof noticeOfReady>): void {
    if (notice !== null) notify(notice.text, notice.tone);
  }
}
