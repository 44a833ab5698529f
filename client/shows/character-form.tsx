import { useState } from "preact/hooks";
import { CHARACTER_DESCRIPTION_MAX, CHARACTER_NAME_MAX, ROLE_MAX } from "../../contract/limits.ts";
import { CharacterBody } from "../../contract/shows.ts";
import { Field } from "../ui/field.tsx";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import type { CharacterWords } from "./shows-door.ts";
import { WordForm } from "./word-form.tsx";
import { type Wrongs, wrongsOf } from "./wrongs-of.ts";

const words = texts.studio.form;

interface CharacterFormProps {
  readonly label: string;
  readonly submit: string;
  readonly initial?: CharacterWords;
  save(character: CharacterWords): Promise<unknown>;
  onSaved(): void;
  onCancel(): void;
}

/** Who a character is and what one sees of them. */
export function CharacterForm({ label, submit, initial, save, onSaved, onCancel }: CharacterFormProps) {
  const [typed, setTyped] = useState<CharacterWords>(initial ?? { name: "", role: "", description: "" });
  const [wrongs, setWrongs] = useState<Wrongs>({});
  const ask = useAsk();
  const change = (changed: Partial<CharacterWords>) => setTyped({ ...typed, ...changed });
  const send = async () => {
    const parsed = CharacterBody.safeParse(typed);
    setWrongs(wrongsOf(parsed));
    if (parsed.success && (await ask.ask(() => save(parsed.data)))) onSaved();
  };
  return (
    <WordForm label={label} submit={submit} ask={ask} send={send} onCancel={onCancel}>
      <div class="pair">
        <Field label={words.name} wrong={wrongs.name ?? ""}>
          {(attributes) => (
            <input
              {...attributes}
              type="text"
              autoComplete="off"
              maxLength={CHARACTER_NAME_MAX}
              value={typed.name}
              onInput={(event) => change({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={words.role} wrong={wrongs.role ?? ""}>
          {(attributes) => (
            <input
              {...attributes}
              type="text"
              autoComplete="off"
              maxLength={ROLE_MAX}
              placeholder={words.rolePlaceholder}
              value={typed.role}
              onInput={(event) => change({ role: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <Field label={words.description} hint={words.descriptionHint} wrong={wrongs.description ?? ""}>
        {(attributes) => (
          <textarea
            {...attributes}
            rows={3}
            maxLength={CHARACTER_DESCRIPTION_MAX}
            value={typed.description}
            onInput={(event) => change({ description: event.currentTarget.value })}
          />
        )}
      </Field>
    </WordForm>
  );
}
