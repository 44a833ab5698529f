import { URL_MAX } from "../../contract/limits.ts";
import { Field } from "../ui/field.tsx";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import type { TargetTabProps } from "./generate-tab.tsx";
import { addressee, urlDraft } from "./portal-panel.ts";

/** Leads a portal to a Marble world that exists, by its address or id; what is no such thing, the room says. */
export function ConnectTab({ target, heading, send, onDone }: TargetTabProps) {
  const words = texts.panel;
  const { busy, wrong, ask, refuse } = useAsk();
  const submit = async (event: Event) => {
    event.preventDefault();
    const url = urlDraft.peek().trim();
    if (!(await ask(() => send("connect_portal", { url, ...addressee(target) })))) return;
    urlDraft.value = "";
    onDone();
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      {heading}
      <Field label={words.urlLabel} hint={words.urlHint} wrong={wrong}>
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            inputMode="url"
            autoComplete="off"
            spellcheck={false}
            maxLength={URL_MAX}
            placeholder={words.urlPlaceholder}
            value={urlDraft.value}
            onInput={(event) => {
              urlDraft.value = event.currentTarget.value;
              refuse("");
            }}
          />
        )}
      </Field>
      <button type="submit" class="primary" aria-disabled={busy}>
        {busy ? words.connecting : words.connect}
      </button>
    </form>
  );
}
