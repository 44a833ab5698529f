import { HUB } from "../../contract/limits.ts";
import { wayBackOf } from "../session/trail.ts";
import type { Place } from "../session/travel.ts";
import { texts } from "./texts.ts";

interface PlaceBadgeProps {
  readonly place: Place;
  onBack(): void;
}

/** Where one is, and the way back from there; none leads out of the hub. */
export function PlaceBadge({ place, onBack }: PlaceBadgeProps) {
  const { back, toHub } = texts.travel;
  return (
    <div class="place">
      {place.worldId !== HUB && (
        <button type="button" class="back" onClick={onBack}>
          <span aria-hidden="true">←</span> {wayBackOf(place.trail) === HUB ? toHub : back}
        </button>
      )}
      <h1 class="panel">{place.name}</h1>
    </div>
  );
}
