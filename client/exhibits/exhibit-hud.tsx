import type { SendRequest } from "../session/requests.ts";
import { AdjustBar } from "./adjust-bar.tsx";
import { ExhibitDialog } from "./exhibit-dialog.tsx";
import type { ExhibitFeature } from "./exhibit-feature.ts";
import { NearExhibit } from "./near-exhibit.tsx";

interface ExhibitHudProps {
  readonly exhibits: ExhibitFeature;
  readonly send: SendRequest;
}

/** The exhibits' part of the screen: the one before the player, its panel, and the bar while one is placed. */
export function ExhibitHud({ exhibits, send }: ExhibitHudProps) {
  return (
    <>
      <NearExhibit exhibits={exhibits} />
      {exhibits.placed.value !== null && <AdjustBar exhibits={exhibits} />}
      <ExhibitDialog exhibits={exhibits} send={send} />
    </>
  );
}
