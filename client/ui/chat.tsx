import type { ReadonlySignal } from "@preact/signals";
import { createRef } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { CHAT_MAX } from "../../contract/limits.ts";
import type { SaidLine } from "../session/chat-log.ts";
import { Refused, type SendRequest } from "../session/requests.ts";
import { typing } from "./attention.ts";
import { hasFingersOnly } from "./device.ts";
import { texts } from "./texts.ts";

/** Held outside the component: an effect would focus a frame later, and the first letters would go to the scene. */
const input = createRef<HTMLInputElement>();

/** Puts the cursor into the chat, from wherever the player is. */
export const focusChat = (): void => input.current?.focus();

interface ChatProps {
  readonly lines: ReadonlySignal<readonly SaidLine[]>;
  readonly send: SendRequest;
}

/** What is said here, and a line to say something. Enter sends and gives the keys back to walking; so does Escape. */
export function Chat({ lines, send }: ChatProps) {
  const words = texts.chat;
  const log = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState("");
  const shown = lines.value;
  useLayoutEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [shown]);
  const leave = () => input.current?.blur();
  // The keys are free at once; a line that is refused comes back with the reason.
  const submit = async (event: Event) => {
    event.preventDefault();
    leave();
    setText("");
    setWrong("");
    if (text.trim() === "") return;
    try {
      await send("chat", { text });
    } catch (error) {
      setText((typedSince) => typedSince || text);
      setWrong(error instanceof Refused ? error.message : texts.requests.unanswered);
    }
  };
  return (
    <section class={`chat panel ${typing.value ? "open" : ""}`} aria-label={words.title}>
      <div ref={log} class="log" role="log" aria-label={words.log}>
        {shown.map((line) => (
          <p key={line.id}>
            <b>{line.name}</b> {line.text}
          </p>
        ))}
      </div>
      <form onSubmit={submit}>
        <input
          ref={input}
          type="text"
          aria-label={words.placeholder}
          placeholder={typing.value || hasFingersOnly ? words.placeholder : words.hint}
          maxLength={CHAT_MAX}
          value={text}
          enterKeyHint="send"
          onInput={(event) => setText(event.currentTarget.value)}
          onFocus={() => {
            typing.value = true;
          }}
          onBlur={() => {
            typing.value = false;
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") leave();
          }}
        />
      </form>
      {wrong !== "" && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </section>
  );
}
