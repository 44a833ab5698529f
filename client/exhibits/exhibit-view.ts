import type { ExhibitView } from "../scene/stage.ts";
import type { ExhibitSnapshot } from "../session/snapshots.ts";
import { hasFingersOnly } from "../ui/device.ts";
import { waitingWords } from "../ui/making-words.ts";
import { texts } from "../ui/texts.ts";
import { exhibitMaker, exhibitName, exhibitStanding, kindWord } from "./exhibit-words.ts";

/** An exhibit of the room as the scene draws it. `serverNowMs` is the server's time, in which `startedAt` is given. */
export function exhibitView(exhibit: ExhibitSnapshot, serverNowMs: number, isOwn: boolean): ExhibitView {
  const { id, kind, x, y, z, rotationY, scale, status, url, posterUrl } = exhibit;
  const maker = exhibitMaker(exhibit);
  const standing = status === "generating" ? waitingWords(exhibit, serverNowMs) : exhibitStanding(exhibit, serverNowMs);
  const hint = status === "error" && isOwn ? retryHint : "";
  return {
    ...{ id, kind, x, y, z, rotationY, scale, status, url, posterUrl, maker, hint },
    name: exhibitName(exhibit),
    headline: headlineOf(exhibit),
    detail: status === "generating" ? [maker, standing].filter((part) => part !== "").join(" · ") : standing,
  };
}

const retryHint = hasFingersOnly ? texts.exhibit.retryByTap : texts.exhibit.retryByKey;

/** `GENERATING MODEL... 42 %`; without the figure while nobody knows it. */
function headlineOf({ status, kind, progress, queuePosition }: ExhibitSnapshot): string {
  if (status === "error") return texts.exhibit.failedKind(kindWord(kind));
  const headline = texts.exhibit.generating(kindWord(kind));
  return progress >= 0 && queuePosition === 0 ? `${headline} ${texts.making.percent(progress)}` : headline;
}
