import { signal } from "@preact/signals";
import type { ChatLine } from "../../contract/messages.ts";

const LINES_MAX = 100;

/** A line as it is shown; `id` grows with every line of this visit. */
export interface SaidLine extends ChatLine {
  readonly id: number;
}

let lastId = 0;

/** What was said where the player was, oldest first; only the last hundred lines are kept. */
export const chatLog = signal<readonly SaidLine[]>([]);

export function addChatLine(line: ChatLine): void {
  chatLog.value = [...chatLog.value, { ...line, id: ++lastId }].slice(-LINES_MAX);
}
