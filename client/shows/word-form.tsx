import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../ui/texts.ts";
import type { Ask } from "../ui/use-ask.ts";

const words = texts.studio.form;

interface WordFormProps {
  readonly label: string;
  readonly submit: string;
  readonly ask: Ask;
  send(): void;
  onCancel(): void;
  readonly children: ComponentChildren;
}

/** A form inside the Studio, with the focus in its first field. Escape leaves the form, not the Studio. */
export function WordForm({ label, submit, ask, send, onCancel, children }: WordFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input, textarea")?.focus(), []);
  const onSubmit = (event: Event) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  return (
    <form ref={form} class="stack word-form" aria-label={label} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate>
      <h3>{label}</h3>
      {children}
      {ask.wrong !== "" && (
        <p class="wrong" role="alert">
          {ask.wrong}
        </p>
      )}
      <div class="actions">
        <button type="submit" class="primary" aria-disabled={ask.busy}>
          {ask.busy ? words.saving : submit}
        </button>
        <button type="button" onClick={onCancel}>
          {words.cancel}
        </button>
      </div>
    </form>
  );
}
