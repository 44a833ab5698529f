import type { GenerationAnswer } from "../../contract/routes.ts";
import type { Clock } from "../generation/ports.ts";
import type { JobMessage } from "../rooms/job-messages.ts";

/** Another process may have changed the row, of which nobody here is told. */
const rereadMs = 5_000;
/** Proxies take a connection on which nothing comes for dead, mostly after a minute. */
const heartbeatMs = 15_000;
const heartbeat = ": still here\n\n";

/** The id of the last event. A browser that reconnects sends it back as `Last-Event-ID`. */
export const LAST_EVENT = "settled";

/** A generation at one moment; `last` is the last word on it, null until it is settled. */
export interface Moment {
  readonly answer: GenerationAnswer;
  readonly last: JobMessage | null;
}

export interface EventFrames {
  /** What to send next, as server-sent events (HTML, section 9.2.5); resolves when there is something. */
  readonly frames: AsyncGenerator<string, void>;
  /** Something changed: what is shown now is looked at again. */
  onNews(): void;
  /** Nobody listens any more. */
  end(): void;
}

/**
 * The life of one generation, told to one reader at the reader's pace: what it does not take in time is never made, so
 * a slow one gets the latest and nothing waits for it.
 *
 * @param read how the generation stands; null when it is gone
 */
export function createEventFrames(read: () => Promise<Moment | null>, clock: Clock): EventFrames {
  let hasNews = false;
  let isOver = false;
  let wake: () => void = () => {};

  function news(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    const cancelTimer = clock.after(rereadMs, resolve);
    return promise.finally(cancelTimer);
  }

  async function* tell(): AsyncGenerator<string, void> {
    let shown = "";
    let toldAt = clock.now();
    while (!isOver) {
      hasNews = false;
      const moment = await read();
      if (moment === null) return;
      const { answer, last } = moment;
      const visible = JSON.stringify({ ...answer, updated_at: null });
      if (visible !== shown) {
        shown = visible;
        toldAt = clock.now();
        yield frame("generation", answer);
      } else if (clock.now() - toldAt >= heartbeatMs) {
        toldAt = clock.now();
        yield heartbeat;
      }
      if (last !== null) {
        yield frame(last.type, last.message, LAST_EVENT);
        return;
      }
      if (!hasNews && !isOver) await news();
    }
  }

  return {
    frames: tell(),
    onNews() {
      hasNews = true;
      wake();
    },
    end() {
      isOver = true;
      wake();
    },
  };
}

const frame = (event: string, value: object, id?: string): string =>
  `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(value)}\n\n`;
