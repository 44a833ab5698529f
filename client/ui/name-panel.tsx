import { render } from "preact";
import { useState } from "preact/hooks";
import { NAME_MAX } from "../../contract/limits.ts";
import { keepName, playerName } from "../session/player-name.ts";
import { Field } from "./field.tsx";
import { Modal } from "./modal.tsx";
import { texts } from "./texts.ts";

interface NamePanelProps {
  /** On the first visit the question has to be answered; later it can be left. */
  readonly first: boolean;
  onKept(): void;
  onClose?(): void;
}

/** Asks for the player's name: once, on the first visit, and again when they want to change it. */
export function NamePanel({ first, onKept, onClose }: NamePanelProps) {
  const words = texts.name;
  const [typed, setTyped] = useState(playerName.peek());
  const [wrong, setWrong] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    const refusal = keepName(typed);
    setWrong(refusal ?? "");
    if (refusal === null) onKept();
  };
  return (
    <Modal title={first ? words.title : words.change} {...(onClose ? { onClose } : {})}>
      <form class="stack" onSubmit={submit} noValidate>
        {first && <p class="lead">{words.lead}</p>}
        <Field label={words.label} wrong={wrong}>
          {(attributes) => (
            <input
              {...attributes}
              type="text"
              autoComplete="nickname"
              maxLength={NAME_MAX}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" class="primary">
          {first ? words.enter : words.save}
        </button>
      </form>
    </Modal>
  );
}

/** Asks for the name on the first visit, with nothing else on the page. Resolves once it is kept. */
export function askName(shell: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const onKept = () => {
      render(null, shell);
      resolve();
    };
    render(<NamePanel first onKept={onKept} />, shell);
  });
}
