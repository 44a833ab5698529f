import type { GenerationAnswer } from "../../contract/routes.ts";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import { worldMadeBy } from "./destination.ts";
import { canCancel, canPlace, canRetry, isRunning } from "./entries.ts";
import { kindOf, shareOf, standingOf, stateOf } from "./entry-words.ts";
import type { TrayFeature } from "./tray-feature.ts";

interface TrayEntryProps {
  readonly entry: GenerationAnswer;
  readonly tray: TrayFeature;
  readonly placeHere: PlaceHere;
}

/** Stands what a job makes before the player. @throws Refused by the room */
export type PlaceHere = (jobId: string) => Promise<unknown>;

const words = texts.tray;

/** One task: what it is, how it stands, and what its state lets its owner do. */
export function TrayEntry({ entry, tray, placeHere }: TrayEntryProps) {
  const { busy, wrong, ask } = useAsk();
  const { title, place } = entry;
  const now = tray.serverNow.value;
  const { word, tone } = stateOf(entry);
  const share = shareOf(entry, now);
  const made = worldMadeBy(entry);
  const steer = (how: "cancel" | "retry") => ask(() => tray.steer(entry, how));
  return (
    <li>
      <div class="row">
        <h3 title={title}>{title}</h3>
        {!isRunning(entry) && (
          <button type="button" class="quiet" aria-label={words.dismiss(title)} onClick={() => tray.dismiss(entry)}>
            ×
          </button>
        )}
      </div>
      <p class="eyebrow">
        {kindOf(entry)} <span class={`state ${tone}`}>{word}</span>
      </p>
      <p class="standing">{standingOf(entry, now)}</p>
      {share !== null && <progress aria-label={words.progressOf(title)} max={1} value={share} />}
      <div class="actions">
        {made !== null && made !== tray.worldId.value && (
          <button type="button" onClick={() => tray.enter(made)}>
            {words.enter}
          </button>
        )}
        {place !== null && (
          <button type="button" onClick={() => void tray.goTo(place)}>
            {words.goThere}
          </button>
        )}
        {canPlace(entry) && (
          <button
            type="button"
            aria-disabled={busy}
            onClick={() => ask(() => placeHere(entry.job_id).then(() => tray.refresh()))}
          >
            {words.placeHere}
          </button>
        )}
        {canRetry(entry) && (
          <button type="button" aria-disabled={busy} onClick={() => steer("retry")}>
            {words.retry}
          </button>
        )}
        {canCancel(entry) && (
          <button type="button" aria-disabled={busy} onClick={() => steer("cancel")}>
            {words.cancel}
          </button>
        )}
      </div>
      {wrong !== "" && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </li>
  );
}
