import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { dialogsOpen } from "./attention.ts";
import { texts } from "./texts.ts";

interface ModalProps {
  readonly title: string;
  /** Absent: the dialog can only be answered, not closed. */
  readonly onClose?: () => void;
  /** Takes nearly the whole page, for what is more than a question. */
  readonly isWide?: boolean;
  /** In the header, before and behind the title. */
  readonly before?: ComponentChildren;
  readonly behind?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What gets the focus when a dialog opens, best first; without any of them the browser takes the first control. */
const FIRST_FOCUS = ["textarea, input", "[aria-selected=true]", ".primary"] as const;
const FOCUSABLE = "button, input, textarea, select, a[href], summary";

/** A dialog on the browser's own, which makes the rest inert and gives the focus back. Escape closes it. */
export function Modal({ title, onClose, isWide = false, before, behind, children }: ModalProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const unmounted = useRef(false);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    focusFirst(dialog);
    dialogsOpen.value++;
    return () => {
      unmounted.current = true;
      dialogsOpen.value--;
      dialog?.close();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    // Nothing typed in a dialog is for the scene behind it.
    event.stopPropagation();
    if (event.key === "Tab" && ref.current) keepFocusInside(ref.current, event);
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose?.();
  };
  // Escape without a focused control, and the back gesture, come as the browser's own wish to close.
  const onCancel = (event: Event) => {
    event.preventDefault();
    onClose?.();
  };
  // A second wish in a row it grants by itself. Its event also comes, late, after our own closing.
  const onClosed = () => {
    if (unmounted.current) return;
    if (onClose) onClose();
    else ref.current?.showModal();
  };
  return (
    <dialog
      ref={ref}
      class={isWide ? "modal panel wide" : "modal panel"}
      aria-labelledby={titleId}
      onCancel={onCancel}
      onClose={onClosed}
      onKeyDown={onKeyDown}
    >
      <header>
        {before}
        <h2 id={titleId}>{title}</h2>
        {behind}
        {onClose && (
          <button type="button" class="quiet" aria-label={texts.panel.close} onClick={onClose}>
            ×
          </button>
        )}
      </header>
      {children}
    </dialog>
  );
}

function focusFirst(dialog: HTMLDialogElement | null): void {
  for (const selector of FIRST_FOCUS) {
    const element = dialog?.querySelector<HTMLElement>(selector);
    element?.focus();
    if (element) return;
  }
}

/** The browser's own dialog lets Tab leave for its toolbars; here it goes round. */
function keepFocusInside(dialog: HTMLDialogElement, event: KeyboardEvent): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(":disabled"),
  );
  const [first, last] = [stops.at(0), stops.at(-1)];
  const leaves = document.activeElement === (event.shiftKey ? first : last);
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
