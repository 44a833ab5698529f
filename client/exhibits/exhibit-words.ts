import type { ExhibitSnapshot } from "../session/snapshots.ts";
import { makingWords } from "../ui/making-words.ts";
import { texts } from "../ui/texts.ts";

const words = texts.exhibit;
const kinds: Readonly<Record<string, string>> = words.kinds;

/** What an exhibit is, in a word. A newer server may have kinds that this page has no word for. */
export const kindWord = (kind: string): string =>
  (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined) ?? words.otherKind;

export const exhibitName = ({ name }: Pick<ExhibitSnapshot, "name">): string => name || words.untitled;

/** Who made it; nothing when nobody is known. */
export const exhibitMaker = ({ createdByName }: Pick<ExhibitSnapshot, "createdByName">): string =>
  createdByName === "" ? "" : words.by(createdByName);

/** How an exhibit stands, in short: progress while it is made, why it failed, nothing when it is ready. */
export function exhibitStanding(exhibit: ExhibitSnapshot, serverNowMs: number): string {
  if (exhibit.status === "error") return exhibit.errorMessage || words.failed;
  return exhibit.status === "ready" ? "" : makingWords(exhibit, serverNowMs);
}
