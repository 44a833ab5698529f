import type { ComponentChild } from "preact";
import { PROMPT_MAX } from "../../contract/limits.ts";
import { Prompt } from "../../contract/messages.ts";
import type { SendRequest } from "../session/requests.ts";
import { uploadPicture } from "../session/upload.ts";
import { Field } from "../ui/field.tsx";
import { PictureField } from "../ui/picture/picture-field.tsx";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import { addressee, type PortalTarget, pictureDraft, promptDraft } from "./portal-panel.ts";

export interface TargetTabProps {
  readonly target: PortalTarget;
  readonly heading: ComponentChild;
  readonly send: SendRequest;
  onDone(): void;
}

/** Asks for a world from a prompt. The dialog closes the moment the room has answered; the portal shows the rest. */
export function GenerateTab({ target, heading, send, onDone }: TargetTabProps) {
  const words = texts.panel;
  const { busy, wrong, ask, refuse } = useAsk();
  const submit = async (event: Event) => {
    event.preventDefault();
    const prompt = Prompt.safeParse(promptDraft.peek());
    if (!prompt.success) return refuse(prompt.error.issues[0]?.message ?? "");
    const picture = pictureDraft.peek();
    const generate = async () => {
      // The same picture has the same id: sent again after an error, it is kept once.
      const { uploadId } = picture === null ? { uploadId: null } : await uploadPicture(picture, ignoreProgress);
      const withPicture = uploadId === null ? {} : { imageUploadId: uploadId };
      await send("generate_world", { prompt: prompt.data, ...withPicture, ...addressee(target) });
    };
    if (!(await ask(generate))) return;
    promptDraft.value = "";
    if (pictureDraft.peek() === picture) pictureDraft.value = null;
    onDone();
  };
  const change = (text: string) => {
    promptDraft.value = text;
    refuse("");
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      {heading}
      <Field
        label={words.promptLabel}
        hint={words.promptHint}
        note={words.counter(promptDraft.value.trim().length, PROMPT_MAX)}
        wrong={wrong}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            rows={4}
            maxLength={PROMPT_MAX}
            placeholder={words.promptPlaceholder}
            value={promptDraft.value}
            onInput={(event) => change(event.currentTarget.value)}
          />
        )}
      </Field>
      <fieldset class="chips">
        <legend>{words.examplesLabel}</legend>
        {words.examples.map((example) => (
          <button key={example} type="button" class="chip" onClick={() => change(example)}>
            {example}
          </button>
        ))}
      </fieldset>
      <details class="more" open={pictureDraft.value !== null}>
        <summary>{words.withPicture}</summary>
        <PictureField picture={pictureDraft} hint={words.pictureHint} wrong="" onChange={() => refuse("")} />
      </details>
      <button type="submit" class="primary" aria-disabled={busy}>
        {busy ? words.engaging : words.engage}
      </button>
    </form>
  );
}

/** The button says that it is busy; a bar of its own would say little more for one picture. */
const ignoreProgress = (): void => undefined;
