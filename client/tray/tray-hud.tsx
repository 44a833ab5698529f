import { useLayoutEffect, useRef } from "preact/hooks";
import { useKeptFocus } from "../ui/kept-focus.ts";
import { texts } from "../ui/texts.ts";
import { Overall } from "./overall.tsx";
import { QueueChart } from "./queue-chart.tsx";
import { RetryFailed } from "./retry-failed.tsx";
import { type PlaceHere, TrayEntry } from "./tray-entry.tsx";
import type { TrayFeature } from "./tray-feature.ts";

const words = texts.tray;

/** The tray's corner of the screen: the button that counts what runs, and the list that it opens. */
export function TrayHud({ tray, placeHere }: { readonly tray: TrayFeature; readonly placeHere: PlaceHere }) {
  const running = tray.running.value;
  const isOpen = tray.isOpen.value;
  const opener = useRef<HTMLButtonElement>(null);
  const closeByKey = () => {
    tray.close();
    opener.current?.focus();
  };
  return (
    <>
      {isOpen && <TrayPanel tray={tray} placeHere={placeHere} onLeave={closeByKey} />}
      <button
        ref={opener}
        type="button"
        class="open-tray"
        aria-expanded={isOpen}
        aria-keyshortcuts="Q"
        onClick={tray.toggle}
      >
        {words.open}{" "}
        {running > 0 && (
          <span class="count">
            {running}
            <span class="visually-hidden"> {words.runningOf}</span>
          </span>
        )}{" "}
        <Overall tray={tray} /> <kbd>Q</kbd>
      </button>
    </>
  );
}

interface TrayPanelProps {
  readonly tray: TrayFeature;
  readonly placeHere: PlaceHere;
  /** Left by Escape or the cross: the focus goes back to where it was opened. */
  onLeave(): void;
}

/** Not a dialog: one can walk on and watch it. */
function TrayPanel({ tray, placeHere, onLeave }: TrayPanelProps) {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => panel.current?.focus(), []);
  const focusing = useKeptFocus(panel);
  const entries = tray.entries.value;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onLeave();
  };
  return (
    <section ref={panel} class="tray panel" aria-label={words.title} tabIndex={-1} onKeyDown={onKeyDown} {...focusing}>
      <header>
        <h2>{words.title}</h2>
        <button type="button" class="quiet" aria-label={words.close} onClick={onLeave}>
          ×
        </button>
      </header>
      <div class="tray-content">
        {tray.trouble.value !== "" && <p class="wrong">{tray.trouble.value}</p>}
        {entries.length === 0 && <p class="lead">{words.empty}</p>}
        <QueueChart strips={tray.queue.value} />
        <RetryFailed tray={tray} />
        <ul class="managed">
          {entries.map((entry) => (
            <TrayEntry key={entry.record_id} entry={entry} tray={tray} placeHere={placeHere} />
          ))}
        </ul>
      </div>
    </section>
  );
}
