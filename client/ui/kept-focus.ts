import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface FocusListeners {
  onFocusIn(event: FocusEvent): void;
  onFocusOut(event: FocusEvent): void;
}

/**
 * Gives the focus to a panel when the control in it that had it is gone, as a button goes with the task that it was for;
 * else it would fall back to the page's beginning. The panel has to be focusable and takes the listeners.
 */
export function useKeptFocus(panel: RefObject<HTMLElement | null>): FocusListeners {
  const last = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (last.current === null || last.current.isConnected || document.activeElement !== document.body) return;
    panel.current?.focus();
  });
  return {
    onFocusIn({ target }) {
      last.current = target instanceof Element ? target : null;
    },
    onFocusOut({ target }) {
      // Some browsers tell of a focus that goes with its element, just before. Any other one was moved by the player.
      queueMicrotask(() => {
        if (target === last.current && last.current?.isConnected) last.current = null;
      });
    },
  };
}
