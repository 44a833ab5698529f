import { useState } from "preact/hooks";
import type { z } from "zod";
import { LOGLINE_MAX, SHOW_TITLE_MAX } from "../../contract/limits.ts";
import { ShowBody } from "../../contract/shows.ts";
import { Field } from "../ui/field.tsx";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import { WordForm } from "./word-form.tsx";
import { type Wrongs, wrongsOf } from "./wrongs-of.ts";

const words = texts.studio.form;
type ShowWords = Pick<z.input<typeof ShowBody>, "title" | "logline">;

interface ShowFormProps {
  readonly label: string;
  readonly submit: string;
  readonly initial?: ShowWords;
  save(show: ShowWords): Promise<unknown>;
  onSaved?(): void;
  onCancel(): void;
}

/** A show's title and logline. */
export function ShowForm({ label, submit, initial, save, onSaved, onCancel }: ShowFormProps) {
  const [typed, setTyped] = useState<ShowWords>(initial ?? { title: "", logline: "" });
  const [wrongs, setWrongs] = useState<Wrongs>({});
  const ask = useAsk();
  const change = (changed: Partial<ShowWords>) => setTyped({ ...typed, ...changed });
  const send = async () => {
    const parsed = ShowBody.safeParse(typed);
    setWrongs(wrongsOf(parsed));
    if (parsed.success && (await ask.ask(() => save(parsed.data)))) onSaved?.();
  };
  return (
    <WordForm label={label} submit={submit} ask={ask} send={send} onCancel={onCancel}>
      <Field label={words.title} wrong={wrongs.title ?? ""}>
        {(attributes) => (
          <input
            {...attributes}
            type="text"
            autoComplete="off"
            maxLength={SHOW_TITLE_MAX}
            value={typed.title}
            onInput={(event) => change({ title: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={words.logline} hint={words.loglineHint} wrong={wrongs.logline ?? ""}>
        {(attributes) => (
          <textarea
            {...attributes}
            rows={2}
            maxLength={LOGLINE_MAX}
            value={typed.logline}
            onInput={(event) => change({ logline: event.currentTarget.value })}
          />
        )}
      </Field>
    </WordForm>
  );
}
