import { onPanels } from "./attention.ts";

/** Calls what a key stands for while `inScene` says so; keys that are text, or a control's own, are left alone. */
export function listenForShortcuts(inScene: () => boolean, shortcuts: Readonly<Record<string, () => void>>): void {
  addEventListener("keydown", (event) => {
    const run = shortcuts[event.key.toLowerCase()];
    if (run === undefined || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!inScene() || onPanels.peek() || belongsTo(event.target, event.key)) return;
    // The key would otherwise be the first letter in the field that it opens.
    event.preventDefault();
    run();
  });
}

/** Fields take every key; buttons and links only Enter. */
function belongsTo(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable]") !== null) return true;
  return key === "Enter" && target.closest("button, a, summary") !== null;
}
