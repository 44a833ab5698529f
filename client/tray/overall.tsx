import { texts } from "../ui/texts.ts";
import type { TrayFeature } from "./tray-feature.ts";

const words = texts.tray;
const RADIUS = 8;
const LENGTH = 2 * Math.PI * RADIUS;

/** The indicator in the corner: a ring and a percentage for all that runs together. */
export function Overall({ tray }: { readonly tray: TrayFeature }) {
  const overall = tray.overall.value;
  if (overall === null) return null;
  const { share, isEstimate } = overall;
  return (
    <span class="overall">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r={RADIUS} />
        <circle class="arc" cx="10" cy="10" r={RADIUS} stroke-dasharray={`${share * LENGTH} ${LENGTH}`} />
      </svg>
      <span class="visually-hidden">{words.overallOf}</span> {words.overall(share * 100, isEstimate)}
    </span>
  );
}
