import { signal } from "@preact/signals";

export interface NoticeAction {
  readonly label: string;
  run(): void;
}
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "bad" | "plain";
  readonly action: NoticeAction | null;
}

const SHOWN_MS = 10_000;
/** With a button in it, a notice stays long enough to be reached. */
const SHOWN_WITH_ACTION_MS = 30_000;
const SHOWN_MAX = 4;

let lastId = 0;

/** The notices on screen, oldest first. */
export const notices = signal<readonly Notice[]>([]);

/** Shows a sentence for a while. The same sentence is not shown twice at a time. */
export function notify(text: string, tone: Notice["tone"], action: NoticeAction | null = null): void {
  const notice = { id: ++lastId, text, tone, action };
  notices.value = [...notices.value.filter((shown) => shown.text !== text), notice].slice(-SHOWN_MAX);
  setTimeout(() => dismiss(notice.id), action === null ? SHOWN_MS : SHOWN_WITH_ACTION_MS);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
