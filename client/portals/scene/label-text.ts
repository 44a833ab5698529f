import type { LabelLine } from "../../scene/label/floating-label.ts";
import type { PortalView } from "../../scene/views.ts";

/** What a portal's label says, from top to bottom; an error's reason comes before what it was to become. */
export function labelText(portal: PortalView): LabelLine[] {
  const title: LabelLine = { text: portal.title, role: "title", maxLines: 2 };
  const detail: LabelLine = { text: portal.detail, role: "detail", maxLines: 2 };
  const lines: Record<PortalView["status"], LabelLine[]> = {
    generating: [{ text: "GENERATING WORLD...", role: "headline", maxLines: 1 }, title, detail],
    ready: [{ text: portal.headline ?? "ENTER WORLD", role: "headline", maxLines: 1 }, title, detail],
    error: [
      { text: "NO WORLD HERE", role: "headline", maxLines: 1 },
      { ...detail, text: portal.detail === "" ? "No reason was given." : portal.detail, maxLines: 4 },
      { ...title, maxLines: 1 },
      { text: "RETRY: press E", role: "hint", maxLines: 1 },
    ],
  };
  return lines[portal.status].filter((line) => line.text !== "");
}
