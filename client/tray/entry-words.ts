import type { GenerationAnswer } from "../../contract/routes.ts";
import type { MadeStatus } from "../scene/views.ts";
import { clockTime } from "../ui/elapsed.ts";
import { makingWords } from "../ui/making-words.ts";
import { texts } from "../ui/texts.ts";
import { isCancelling, isRunning } from "./entries.ts";

const words = texts.tray;
const kinds: Readonly<Record<string, string>> = words.kinds;
const states: Readonly<Record<string, string>> = words.states;

const wordIn = (known: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(known, key) ? known[key] : undefined;

/** What it makes. A newer server may have kinds that this page has no word for. */
export const kindWord = (kind: string): string => wordIn(kinds, kind) ?? words.otherKind;
export const kindOf = ({ kind }: GenerationAnswer): string => kindWord(kind);

/** Its status in a word or two, and the colour that they have. */
export function stateOf(entry: GenerationAnswer): { readonly word: string; readonly tone: MadeStatus } {
  if (isCancelling(entry)) return { word: words.cancelling, tone: "generating" };
  const word = wordIn(states, entry.status) ?? (isRunning(entry) ? words.otherRunning : words.otherEnded);
  if (isRunning(entry)) return { word, tone: "generating" };
  return { word, tone: entry.status === "succeeded" ? "ready" : "error" };
}

/** Its place in the queue, how long it takes and how far it is, how long it took, or why there is nothing. */
export function standingOf(entry: GenerationAnswer, serverNowMs: number): string {
  const startedAt = Date.parse(entry.created_at);
  if (entry.ended_at !== null) {
    if (entry.status === "succeeded") return words.after(clockTime(Date.parse(entry.ended_at) - startedAt));
    return entry.error_message || words.noReason;
  }
  if (isCancelling(entry)) return entry.error_message ?? "";
  const { typical_seconds: typicalSeconds, progress, queue_position: queuePosition } = entry;
  const making = makingWords({ startedAt, typicalSeconds, progress, queuePosition }, serverNowMs);
  if (queuePosition > 0) return `${making} · ${clockTime(serverNowMs - startedAt)}`;
  const share = progress < 0 && typicalSeconds > 0 ? shareOf(entry, serverNowMs) : null;
  return share === null ? making : `${making} · ${words.overall(share * 100, true)}`;
}

/** A bar by the time alone stays below this: that the usual time is over does not mean that it is done. */
const ESTIMATE_MAX = 0.95;

/** How far its bar goes, from 0 to 1: what its maker tells, else the time against the usual one. Null for no bar. */
export function shareOf(entry: GenerationAnswer, serverNowMs: number): number | null {
  const { status, created_at, typical_seconds, progress } = entry;
  if (!isRunning(entry) || status === "queued") return null;
  if (progress >= 0) return Math.min(progress, 100) / 100;
  const elapsedMs = Math.max(0, serverNowMs - Date.parse(created_at));
  return typical_seconds === 0 ? 0 : Math.min(elapsedMs / (typical_seconds * 1000), ESTIMATE_MAX);
}
