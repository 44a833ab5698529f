import type { LabelLine } from "../../scene/label/floating-label.ts";
import type { ExhibitView } from "../../scene/views.ts";
import { texts } from "../../ui/texts.ts";
import { exhibitLabel } from "./exhibit-label.ts";
import type { ShownPicture } from "./frame-view.ts";

/** What is written in a frame; nothing over a picture that can be seen as it is. */
export function pictureWords(view: ExhibitView, shown: ShownPicture, hasPoster: boolean): LabelLine[] {
  if (shown === "generating" || shown === "error") return exhibitLabel(view, "");
  if (shown === "renewing") return [{ text: view.headline, role: "headline", maxLines: 1 }];
  if (shown === "failed") return exhibitLabel({ ...view, status: "ready" }, texts.exhibit.cannotShow);
  if (shown === "empty") {
    return [
      { text: view.name, role: "title", maxLines: 3 },
      { text: texts.exhibit.nothingMade, role: "detail", maxLines: 2 },
    ];
  }
  // A film without a picture of its own: its name stands for it until one steps near.
  if (shown === "shown" && !hasPoster) {
    return [
      { text: view.name, role: "title", maxLines: 3 },
      { text: texts.exhibit.stepNear, role: "hint", maxLines: 1 },
    ];
  }
  return [];
}
