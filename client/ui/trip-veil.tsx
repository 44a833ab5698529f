import type { Trip } from "../session/travel.ts";
import { texts } from "./texts.ts";

interface TripVeilProps {
  readonly trip: Trip;
  readonly name: string;
  /** Absent when there is nowhere to stay. */
  readonly onStay?: () => void;
}

/** Dims the place one leaves while the next one is loaded, and says how far that is. */
export function TripVeil({ trip, name, onStay }: TripVeilProps) {
  const words = texts.travel;
  const loaded = trip.progress?.loadedBytes ?? 0;
  const total = trip.progress?.totalBytes ?? 0;
  const fraction = total > 0 ? Math.min(1, loaded / total) : null;
  return (
    <div class="veil">
      <section class="trip panel" aria-label={`${words.entering} ${name}`}>
        <p class="eyebrow">{words.entering}</p>
        <h2>{name}</h2>
        <progress aria-label={words.preparing} max={1} {...(fraction === null ? {} : { value: fraction })} />
        <p class="figures">
          {loaded === 0 ? words.preparing : words.progress(loaded, total)}
          {fraction !== null && <span>{words.percent(fraction)}</span>}
        </p>
        {onStay && (
          <button type="button" onClick={onStay}>
            {words.stay}
          </button>
        )}
      </section>
    </div>
  );
}
