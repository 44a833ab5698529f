import { hasFingersOnly } from "../ui/device.ts";
import { texts } from "../ui/texts.ts";
import type { ExhibitFeature } from "./exhibit-feature.ts";
import { exhibitMaker, exhibitName, exhibitStanding } from "./exhibit-words.ts";

/** The exhibit before the player. On touch screens it is also the way to its panel. */
export function NearExhibit({ exhibits }: { readonly exhibits: ExhibitFeature }) {
  const exhibit = exhibits.near.value;
  if (exhibit === null || exhibits.placed.value !== null) return null;
  const { other: hint } = hasFingersOnly ? texts.near.forFingers : texts.near.forKeys;
  const about = [exhibitMaker(exhibit), exhibitStanding(exhibit, exhibits.serverNow.value)];
  return (
    <aside class="near panel">
      <div>
        <h3>{exhibitName(exhibit)}</h3>
        <p>{about.filter((part) => part !== "").join(" · ")}</p>
        {hint !== "" && <p class="hint">{hint}</p>}
      </div>
      <button type="button" onClick={() => exhibits.look(exhibit.id)}>
        {texts.near.look}
      </button>
    </aside>
  );
}
