import type { ReadonlySignal } from "@preact/signals";
import type { PortalSnapshot } from "../session/snapshots.ts";
import { hasFingersOnly } from "../ui/device.ts";
import { texts } from "../ui/texts.ts";
import { portalMaker, portalStanding, portalTitle } from "./portal-words.ts";

export interface NearPortalProps {
  readonly near: ReadonlySignal<PortalSnapshot | null>;
  readonly serverNow: ReadonlySignal<number>;
  look(portalId: string): void;
}

/** The portal before the player: what it is and what one can do. On touch screens it is also the way to its panel. */
export function NearPortal({ near, serverNow, look }: NearPortalProps) {
  const portal = near.value;
  if (portal === null) return null;
  const words = hasFingersOnly ? texts.near.forFingers : texts.near.forKeys;
  const hint = portal.status === "ready" ? words.ready : words.other;
  return (
    <aside class="near panel">
      <div>
        <h3>{portalTitle(portal)}</h3>
        <p>
          {[portalMaker(portal), portalStanding(portal, serverNow.value)].filter((part) => part !== "").join(" · ")}
        </p>
        {hint !== "" && <p class="hint">{hint}</p>}
      </div>
      <button type="button" onClick={() => look(portal.id)}>
        {texts.near.look}
      </button>
    </aside>
  );
}
