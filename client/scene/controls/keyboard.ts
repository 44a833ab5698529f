import { isWalkingKey } from "./walking-keys.ts";

export interface Keyboard {
  readonly held: ReadonlySet<string>;
  releaseAll(): void;
  dispose(): void;
}

/** What is typed into a field belongs to that field. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Listens for walking and for E. A page that loses the focus gets no keyup, so losing it lets go of everything. */
export function listenToKeyboard(isEnabled: () => boolean, onUse: () => void): Keyboard {
  const held = new Set<string>();
  const listening = new AbortController();
  const { signal } = listening;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isEnabled() || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code === "KeyE" && !event.repeat) onUse();
    if (!isWalkingKey(event.code)) return;
    held.add(event.code);
    event.preventDefault();
  };
  window.addEventListener("keydown", onKeyDown, { signal });
  window.addEventListener("keyup", (event) => held.delete(event.code), { signal });
  window.addEventListener("blur", () => held.clear(), { signal });
  return { held, releaseAll: () => held.clear(), dispose: () => listening.abort() };
}
