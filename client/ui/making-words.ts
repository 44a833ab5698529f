import { clockTime } from "./elapsed.ts";
import { texts } from "./texts.ts";

/** The room's words about something that is being made: times in ms since 1970, 0 and -1 for unknown. */
interface Making {
  readonly startedAt: number;
  readonly typicalSeconds: number;
  readonly progress: number;
  readonly queuePosition: number;
}

const words = texts.making;

/** How far it is: its place in the queue, or how long it takes already, how long it usually does, and its progress. */
export function makingWords(making: Making, serverNowMs: number): string {
  const parts = [waitingWords(making, serverNowMs)];
  if (making.queuePosition === 0 && making.progress >= 0) parts.push(words.percent(making.progress));
  return parts.join(" · ");
}

/** The same without the progress, for where that is shown by itself. */
export function waitingWords(making: Making, serverNowMs: number): string {
  if (making.queuePosition > 0) return words.queued(making.queuePosition);
  if (making.startedAt === 0) return words.starting;
  const elapsed = clockTime(serverNowMs - making.startedAt);
  return making.typicalSeconds > 0 ? words.ofAbout(elapsed, clockTime(making.typicalSeconds * 1000)) : elapsed;
}
