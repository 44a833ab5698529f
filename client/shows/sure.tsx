import { useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";

interface SureProps {
  readonly question: string;
  /** @throws what refuses it */
  yes(): Promise<unknown>;
  no(): void;
}

/** Asks once more before something is removed. The focus is on keeping it; Escape keeps it, too. */
export function Sure({ question, yes, no }: SureProps) {
  const keep = useRef<HTMLButtonElement>(null);
  const { busy, wrong, ask } = useAsk();
  useLayoutEffect(() => keep.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    no();
  };
  return (
    <fieldset class="actions" onKeyDown={onKeyDown}>
      <legend>{question}</legend>
      <button type="button" class="danger" aria-disabled={busy} onClick={() => ask(yes)}>
        {texts.studio.show.removeYes}
      </button>
      <button ref={keep} type="button" onClick={no}>
        {texts.studio.show.removeNo}
      </button>
      {wrong !== "" && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
