import type { ComponentChild } from "preact";
import { useId } from "preact/hooks";

interface FieldAttributes {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": boolean;
}
interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Beside the hint: how much of the room for text is used, for example. */
  readonly note?: string;
  /** What is wrong with what was typed, "" for nothing. */
  readonly wrong: string;
  children(attributes: FieldAttributes): ComponentChild;
}

/** An input with its label, and the words under it tied to it so that they are read out with it. */
export function Field({ label, hint, note, wrong, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": `${id}-hint ${id}-wrong`, "aria-invalid": wrong !== "" })}
      <p class="under" id={`${id}-hint`}>
        {hint !== undefined && <span>{hint}</span>}
        {note !== undefined && <span class="note">{note}</span>}
      </p>
      <p class="wrong" id={`${id}-wrong`} role="alert">
        {wrong}
      </p>
    </div>
  );
}
