import { texts } from "./texts.ts";

interface PlaceBadgeProps {
  readonly name: string;
  /** Absent in the hub, from which no way leads back. */
  readonly onBack?: () => void;
}

/** Where one is, and the way back from there. */
export function PlaceBadge({ name, onBack }: PlaceBadgeProps) {
  return (
    <div class="place">
      {onBack && (
        <button type="button" class="back" onClick={onBack}>
          <span aria-hidden="true">←</span> {texts.travel.back}
        </button>
      )}
      <h1 class="panel">{name}</h1>
    </div>
  );
}
