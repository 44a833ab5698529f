import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { JobChanged, JobCompleted, JobFailed } from "../../contract/messages.ts";
import { CastKind, type ShowAnswer, type ShowSummary } from "../../contract/shows.ts";
import { ApiRefused } from "../session/api.ts";
import { retryFailed, steerGeneration } from "../session/generations.ts";
import { pauseUntilHopeful } from "../session/pause.ts";
import { pollWhile } from "../session/poll-while.ts";
import { randomLabel } from "../session/random-label.ts";
import { createRefreshing } from "../session/refreshing.ts";
import { serverNow } from "../session/server-now.ts";
import type { Session } from "../session/session.ts";
import { notify } from "../ui/notices.ts";
import { sentenceOf } from "../ui/sentence-of.ts";
import { texts } from "../ui/texts.ts";
import { castDoor } from "./jobs/cast-door.ts";
import { type Ended, JobBoard } from "./jobs/job-board.ts";
import { keptTasks } from "./jobs/kept-tasks.ts";
import { isActive, jobsIn } from "./jobs/reconcile.ts";
import { story } from "./jobs/story.ts";
import type { Order } from "./jobs/task.ts";
import { failedJobsOf, missingOf } from "./missing.ts";
import { generateMissing, listShows, readShow } from "./shows-door.ts";
import { openStudioHistory } from "./studio-history.ts";
import { withEnded } from "./with-ended.ts";

const words = texts.studio;

/** How often jobs are looked through for those whose status is due, in ms. */
const TICK_MS = 1_000;
/** How often the page that is open is read again while something is under way, in ms: for queue places, and what other browsers do. */
const REREAD_MS = 6_000;
/** The least time between two readings, in ms. */
const SPACING_MS = 500;
const REPEAT_AFTER_MS = 1_000;
const REPEAT_AFTER_AT_MOST_MS = 15_000;

const tell = (line: string): void => console.info(line);
const never = new AbortController().signal;

/** What came of a button for many. */
export interface Tally {
  readonly done: number;
  readonly refused: number;
  /** Why the first of those was, "" for none. */
  readonly reason: string;
}

/** What came of hanging a show: frames hung now, frames that hung already, and why others do not ("" for nothing). */
export interface Hanging {
  readonly hung: number;
  readonly already: number;
  readonly reason: string;
}

interface StudioParts {
  readonly session: Session;
  /** Hangs a show into the gallery. @throws Refused by the room */
  hang(show: ShowAnswer): Promise<Hanging>;
}

/** The shows of the player: the Library, the show that is open, and the jobs of their casts. */
export class StudioFeature {
  readonly #library = signal<readonly ShowSummary[] | null>(null);
  readonly #show = signal<ShowAnswer | null>(null);
  readonly #trouble = signal("");
  readonly #history = openStudioHistory();
  readonly #board: JobBoard;
  /** The show of the present visit, once what it was to make by itself has been asked for. */
  #autoChecked = "";
  readonly place = this.#history.place;
  /** Null until it was read. */
  readonly library: ReadonlySignal<readonly ShowSummary[] | null> = this.#library;
  /** The one that is open; null until it was read. */
  readonly show: ReadonlySignal<ShowAnswer | null> = this.#show;
  /** Why the page that is open could not be read, "" for nothing. */
  readonly trouble: ReadonlySignal<string> = this.#trouble;
  readonly serverNow: ReadonlySignal<number>;
  readonly jobs: JobBoard["jobs"];
  readonly refusals: JobBoard["refusals"];
  /** By `keyOf`: what is under way as far as this page follows it. */
  readonly activeKeys: ReadonlySignal<ReadonlySet<string>>;
  readonly refresh = createRefreshing(
    () => this.#read(),
    () => new Promise((resolve) => setTimeout(resolve, SPACING_MS)),
  );

  readonly hang: StudioParts["hang"];

  constructor({ session, hang }: StudioParts) {
    this.hang = hang;
    this.#board = new JobBoard({
      door: castDoor,
      kept: keptTasks,
      now: Date.now,
      pause: (attempt) =>
        pauseUntilHopeful(Math.min(REPEAT_AFTER_MS * 2 ** (attempt - 1), REPEAT_AFTER_AT_MOST_MS), never),
      newJobId: randomLabel,
      tell,
      onEnded: (ended) => this.#onEnded(ended),
    });
    this.jobs = this.#board.jobs;
    this.refusals = this.#board.refusals;
    this.activeKeys = computed(() => new Set(this.jobs.value.keys()));
    const isJoined = computed(() => session.status.value.kind === "joined");
    const hasBegun = signal(false);
    const isOpen = computed(() => this.place.value.kind !== "closed");
    const isMaking = computed(() => this.jobs.value.size > 0);
    this.serverNow = serverNow(computed(() => isOpen.value && isMaking.value));
    // The first joining has begun the player's session: nothing of theirs can be read before.
    effect(() => {
      if (!isJoined.value || hasBegun.peek()) return;
      hasBegun.value = true;
      this.#board.resume();
    });
    effect(() => {
      if (hasBegun.value) this.#enter();
    });
    // What was read before the connection was lost may be old, or could not be read at all.
    effect(() => {
      if (isJoined.value && hasBegun.peek() && isOpen.peek()) this.refresh();
    });
    pollWhile(isMaking, () => this.#board.poll(isJoined.peek()), TICK_MS);
    pollWhile(
      computed(() => isOpen.value && isMaking.value),
      this.refresh,
      REREAD_MS,
    );
    // Whatever begins or ends is told with its times and its place in the queue by the page itself only.
    const standing = computed(() =>
      [...this.jobs.value.values()].map(({ task, isOrdered, status }) => `${task.jobId} ${isOrdered} ${status}`).join(),
    );
    effect(() => {
      if (standing.value !== "" && isOpen.peek() && hasBegun.peek()) this.refresh();
    });
    addEventListener("focus", () => isOpen.peek() && hasBegun.peek() && this.refresh());
  }

  readonly openLibrary = (): void => this.#history.go({ kind: "library" });
  readonly openShow = (showId: string): void => this.#history.go({ kind: "show", showId });
  readonly close = (): void => this.#history.go({ kind: "closed" });

  /** Shows what the server answered to a change of it. */
  readonly showChanged = (show: ShowAnswer): void => {
    if (this.#show.peek()?.id === show.id) this.#show.value = show;
    this.refresh();
  };

  readonly order = (order: Order): void => void this.#board.order(order);

  /** @throws ApiRefused, or what `fetch` throws */
  async steer(jobId: string, how: "cancel" | "retry", order: Order): Promise<void> {
    const answer = await steerGeneration(jobId, how);
    if (how === "retry") this.#board.adopt({ ...order, jobId: answer.job_id, startedAt: Date.now() });
    this.refresh();
  }

  /** @throws ApiRefused, or what `fetch` throws */
  async generateMissing(show: ShowAnswer, kind: "portrait" | "video"): Promise<Tally> {
    const { started, refused } = await generateMissing(show.id, kind);
    for (const { jobId, characterId } of started) {
      this.#board.adopt({ kind, subjectId: characterId ?? show.id, showId: show.id, jobId, startedAt: Date.now() });
    }
    this.refresh();
    // Nobody was promised a video of who has no portrait.
    const kept = refused.filter(({ code }) => code !== "needs_portrait");
    return { done: started.length, refused: kept.length, reason: kept[0]?.error ?? "" };
  }

  /** Tries again everything of a show that failed. @throws ApiRefused, or what `fetch` throws */
  async retryFailed(show: ShowAnswer): Promise<Tally> {
    const { retried, refused } = await retryFailed(failedJobsOf(show, this.activeKeys.peek()));
    this.refresh();
    return { done: retried.length, refused: refused.length, reason: refused[0]?.error ?? "" };
  }

  onJobChanged({ job_id, status, progress, detail }: JobChanged): void {
    // Ends are told by messages of their own, with what they brought.
    if (status === "succeeded" || status === "failed") return;
    this.#hear(job_id, { status, progress, detail, outputUrl: null });
  }

  onJobCompleted({ job_id, kind, result }: JobCompleted): void {
    if (!CastKind.safeParse(kind).success) return;
    const outputUrl = typeof result.outputUrl === "string" ? result.outputUrl : null;
    this.#hear(job_id, { status: "succeeded", progress: 100, detail: null, outputUrl });
  }

  onJobFailed({ job_id, kind, error }: JobFailed): void {
    if (!CastKind.safeParse(kind).success) return;
    this.#hear(job_id, { status: "failed", progress: -1, detail: error, outputUrl: null });
  }

  #hear(jobId: string, news: Parameters<JobBoard["hear"]>[1]): void {
    if (!this.#board.hear(jobId, news) && this.place.peek().kind !== "closed") this.refresh();
  }

  /** A page was opened. What was read of another one is not shown meanwhile. */
  #enter(): void {
    const place = this.place.value;
    const showId = place.kind === "show" ? place.showId : "";
    if (showId !== this.#autoChecked) this.#autoChecked = "";
    batch(() => {
      this.#trouble.value = "";
      if (this.#show.peek()?.id !== showId) this.#show.value = null;
    });
    if (place.kind === "show") tell(story.loading);
    if (place.kind !== "closed") this.refresh();
  }

  async #read(): Promise<void> {
    const place = this.place.peek();
    try {
      if (place.kind === "library") this.#library.value = await listShows();
      if (place.kind === "show") await this.#readShow(place.showId);
      this.#trouble.value = "";
    } catch (error) {
      const isGone = error instanceof ApiRefused && error.status === 404;
      this.#trouble.value = isGone ? words.gone : words.stale(sentenceOf(error, words.unread));
    }
  }

  async #readShow(showId: string): Promise<void> {
    const show = await readShow(showId);
    const place = this.place.peek();
    if (place.kind !== "show" || place.showId !== showId) return;
    const isFirst = this.#show.peek() === null;
    this.#show.value = show;
    if (isFirst) tellWhatIsActive(show);
    this.#board.reconcileWith(show);
    if (isFirst) tell(story.loaded);
    if (this.#autoChecked === showId) return;
    this.#autoChecked = showId;
    if (show.autoGenerate) void this.#generateByItself(show);
  }

  /** Once per visit; what is refused is told as it would be for the button. */
  async #generateByItself(show: ShowAnswer): Promise<void> {
    const missing = missingOf(show, "portrait", this.activeKeys.peek());
    if (missing.length === 0) return;
    for (const { name } of missing) tell(story.automatic("portrait", name));
    try {
      const { refused, reason } = await this.generateMissing(show, "portrait");
      if (refused > 0) notify(words.show.notStarted(refused, reason), "bad");
    } catch (error) {
      notify(words.show.notStarted(missing.length, sentenceOf(error)), "bad");
    }
  }

  #onEnded(ended: Ended): void {
    const { kind, showId } = ended.task;
    const show = this.#show.peek();
    if (show !== null) this.#show.value = withEnded(show, ended);
    const place = this.place.peek();
    if (place.kind !== "closed") this.refresh();
    if (place.kind === "show" && place.showId === showId) return;
    const look = { label: words.look, run: () => this.openShow(showId) };
    if (ended.how === "succeeded") notify(words.ready[kind], "good", look);
    if (ended.how === "failed") notify(words.failed[kind](ended.detail ?? ""), "bad", look);
  }
}

/** The seed's lines on loading a show: what is known to be under way. */
function tellWhatIsActive(show: ShowAnswer): void {
  const active = jobsIn(show).filter(({ job }) => isActive(job));
  tell(story.found(active.length));
  for (const { order, job } of active) tell(story.active(order, job.status));
}
