import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../generation/ports.ts";
import { Refused } from "../refused.ts";
import { createEventFrames, type EventFrames, type Moment } from "./event-frames.ts";
import type { Watch } from "./watching.ts";

/** A tray needs one for each task under way; beyond this somebody forgets to close them. */
const perPlayer = 20;
/** Readers that are slower than this are left behind when the server shuts down. */
const closingMs = 1_000;

interface Watched {
  readonly playerId: string;
  readonly generationId: number;
  /** How the generation stands; null when it is gone. */
  read(): Promise<Moment | null>;
}

/** The open streams of events, one generation each. */
export interface EventStreams {
  /** @throws Refused too_fast when the player has too many open */
  open(watched: Watched): ReadableStream<Uint8Array>;
  /** Ends all streams, those that are still to come as well; resolves when that is sent, or takes too long. */
  close(): Promise<void>;
}

export function createEventStreams({ watch, clock }: { readonly watch: Watch; readonly clock: Clock }): EventStreams {
  const open = new Map<string, Set<EventFrames>>();
  const ends = new Set<Promise<void>>();
  let isClosing = false;

  /** @returns what is to be done when it has ended, for whichever reason */
  function keep(playerId: string, frames: EventFrames): () => void {
    const ofPlayer = open.get(playerId) ?? new Set();
    open.set(playerId, ofPlayer.add(frames));
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    ends.add(ended);
    return () => {
      ends.delete(ended);
      ofPlayer.delete(frames);
      if (ofPlayer.size === 0 && open.get(playerId) === ofPlayer) open.delete(playerId);
      resolve();
    };
  }

  return {
    open({ playerId, generationId, read }) {
      if ((open.get(playerId)?.size ?? 0) >= perPlayer) {
        throw new Refused("too_fast", `You have ${perPlayer} streams of events open, the most at once: close one.`);
      }
      const telling = createEventFrames(read, clock);
      const letGo = keep(playerId, telling);
      const stopWatching = watch(generationId, telling.onNews);
      if (isClosing) telling.end();
      return streamOf(telling, () => {
        stopWatching();
        letGo();
      });
    },
    async close() {
      isClosing = true;
      for (const ofPlayer of open.values()) for (const frames of ofPlayer) frames.end();
      const { promise: tooLong, resolve } = Promise.withResolvers<void>();
      const cancelTimer = clock.after(closingMs, resolve);
      await Promise.race([Promise.all(ends), tooLong]);
      cancelTimer();
      // What a stream said last leaves in a turn of its own.
      await turn();
    },
  };
}

function streamOf(telling: EventFrames, onEnd: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await telling.frames.next();
          if (!done) {
            controller.enqueue(encoder.encode(value));
            return;
          }
        } catch (error) {
          onEnd();
          throw error;
        }
        onEnd();
        controller.close();
      },
      cancel() {
        telling.end();
        onEnd();
      },
    },
    // Nothing is made ahead of a reader.
    { highWaterMark: 0 },
  );
}
