import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { GenerationAnswer } from "../../contract/routes.ts";
import { listGenerations, type RetriedFailed, retryFailed, steerGeneration } from "../session/generations.ts";
import { pollWhile } from "../session/poll-while.ts";
import { createRefreshing } from "../session/refreshing.ts";
import { serverNow } from "../session/server-now.ts";
import type { Session } from "../session/session.ts";
import type { Travel } from "../session/travel.ts";
import type { Walk } from "../session/walk.ts";
import { sentenceOf } from "../ui/sentence-of.ts";
import { texts } from "../ui/texts.ts";
import { openDismissed } from "./dismissed.ts";
import { hasFailed, isRunning, trayEntries } from "./entries.ts";
import { type OverallProgress, overallProgress } from "./overall-progress.ts";
import { ownThingsOf } from "./own-things.ts";
import { type QueueStrip, queueStrips } from "./queue-strips.ts";

/** How often the list is read while something runs that nobody else tells of, in ms. */
const POLL_MS = 12_000;
/** The least time between two readings, in ms. */
const SPACING_MS = 1_000;
/** Where one stops before a thing, in metres: it is in reach, and nobody is taken through a portal. */
const BEFORE_METRES = 3;

interface TrayParts {
  readonly session: Session;
  readonly travel: Travel;
  readonly walk: Walk;
  /** Nobody can see the page. */
  readonly isHidden: ReadonlySignal<boolean>;
}

/** The task tray: the server's list of the player's generations, and what can be done with each. */
export class TrayFeature {
  readonly #travel: Travel;
  readonly #walk: Walk;
  readonly #list = signal<readonly GenerationAnswer[]>([]);
  readonly #trouble = signal("");
  readonly #isOpen = signal(false);
  readonly #dismissed = openDismissed();
  #going = new AbortController();
  /** Counts what the player did: a list that was read before that is out of date. */
  #turn = 0;
  readonly isOpen: ReadonlySignal<boolean> = this.#isOpen;
  /** Why the list could not be read, "" for nothing. */
  readonly trouble: ReadonlySignal<string> = this.#trouble;
  readonly entries: ReadonlySignal<readonly GenerationAnswer[]>;
  readonly running: ReadonlySignal<number>;
  /** Those that one button tries again. */
  readonly failed: ReadonlySignal<readonly GenerationAnswer[]>;
  /** How far all that runs is together; null while nothing does. */
  readonly overall: ReadonlySignal<OverallProgress | null>;
  /** What went on within the last hour, put away or not. */
  readonly queue: ReadonlySignal<readonly QueueStrip[]>;
  readonly serverNow: ReadonlySignal<number>;
  readonly worldId: ReadonlySignal<string>;
  /** Reads the list soon. */
  readonly refresh = createRefreshing(
    () => this.#read(),
    () => new Promise((resolve) => setTimeout(resolve, SPACING_MS)),
  );

  constructor({ session, travel, walk, isHidden }: TrayParts) {
    this.#travel = travel;
    this.#walk = walk;
    this.worldId = computed(() => travel.place.value.worldId);
    this.running = computed(() => this.#list.value.filter(isRunning).length);
    this.serverNow = serverNow(computed(() => this.running.value > 0 || this.#isOpen.value));
    this.entries = computed(() => trayEntries(this.#list.value, this.#dismissed.ids.value, this.serverNow.value));
    this.overall = computed(() => overallProgress(this.#list.value, this.serverNow.value));
    this.queue = computed(() => queueStrips(this.#list.value, this.serverNow.value));
    this.failed = computed(() => this.entries.value.filter(hasFailed));
    const isJoined = computed(() => session.status.value.kind === "joined");
    const isWatched = computed(() => isJoined.value && !isHidden.value);
    const news = computed(() =>
      isWatched.value
        ? ownThingsOf(session.self.value?.playerId ?? "", session.portals.value, session.exhibits.value)
        : null,
    );
    const isPolled = computed(() => isWatched.value && this.running.value > 0);
    effect(() => {
      if (news.value !== null) this.refresh();
    });
    pollWhile(isPolled, this.refresh, POLL_MS);
    addEventListener("focus", () => isJoined.peek() && this.refresh());
    // A spot that is walked to is one of the world that is left.
    effect(() => {
      if (travel.trip.value !== null) this.#going.abort();
    });
  }

  readonly toggle = (): void => {
    this.#isOpen.value = !this.#isOpen.peek();
    if (this.#isOpen.peek()) this.refresh();
  };

  readonly close = (): void => {
    this.#isOpen.value = false;
  };

  /** @throws ApiRefused, or what `fetch` throws */
  async steer({ job_id }: GenerationAnswer, how: "cancel" | "retry"): Promise<void> {
    const answer = await steerGeneration(job_id, how);
    this.#turn++;
    const others = this.#list.peek().filter(({ record_id }) => record_id !== answer.record_id);
    this.#list.value = [answer, ...others];
    this.refresh();
  }

  /** Tries again what failed and is shown; what was put away stays so. @throws ApiRefused, or what `fetch` throws */
  async retryFailed(): Promise<RetriedFailed> {
    const answer = await retryFailed(this.failed.peek().map(({ job_id }) => job_id));
    this.#turn++;
    this.refresh();
    return answer;
  }

  dismiss({ record_id }: GenerationAnswer): void {
    this.#dismissed.add([record_id]);
  }

  /** Walks up to where it stands, through a trip where that is in another world. */
  async goTo({ worldId, x, z }: NonNullable<GenerationAnswer["place"]>): Promise<void> {
    this.close();
    if (this.worldId.peek() !== worldId) await this.#travel.to(worldId);
    if (this.worldId.peek() !== worldId) return;
    this.#going = new AbortController();
    await this.#walk.to({ x, z }, { stopMetres: BEFORE_METRES, signal: this.#going.signal });
  }

  enter(worldId: string): void {
    this.close();
    void this.#travel.to(worldId);
  }

  async #read(): Promise<void> {
    const turn = this.#turn;
    try {
      const list = await listGenerations();
      if (turn === this.#turn) this.#list.value = list;
      this.#trouble.value = "";
    } catch (error) {
      this.#trouble.value = texts.tray.stale(sentenceOf(error, texts.tray.unread));
    }
  }
}
