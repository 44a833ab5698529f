import type { LabelLine } from "../../scene/label/floating-label.ts";
import type { ExhibitView } from "../../scene/views.ts";
import { texts } from "../../ui/texts.ts";

/** What floats over an exhibit, from top to bottom; nothing over one that can be seen. `trouble` is why it cannot. */
export function exhibitLabel(exhibit: ExhibitView, trouble: string): LabelLine[] {
  const { status, headline, name, detail, hint } = exhibit;
  const title: LabelLine = { text: name, role: "title", maxLines: 2 };
  if (status === "generating") {
    return told([
      { text: headline, role: "headline", maxLines: 1 },
      title,
      { text: detail, role: "detail", maxLines: 2 },
    ]);
  }
  if (status === "error") {
    return told([
      { text: headline, role: "headline", maxLines: 1 },
      { text: detail, role: "detail", maxLines: 4 },
      { ...title, maxLines: 1 },
      { text: hint, role: "hint", maxLines: 1 },
    ]);
  }
  if (trouble === "") return [];
  return told([
    { text: texts.exhibit.notShown, role: "headline", maxLines: 1 },
    { text: trouble, role: "detail", maxLines: 4 },
    { ...title, maxLines: 1 },
  ]);
}

const told = (lines: readonly LabelLine[]): LabelLine[] => lines.filter(({ text }) => text !== "");
