import type { CharacterRow, ShowRow } from "./show.ts";

/** The words of a portrait: `Portrait of Alice, a tired sheriff. Grey coat, scar.` */
export const portraitPrompt = (character: CharacterRow): string =>
  sentences(`Portrait of ${withRole(character)}`, character.description);

/** The words of a portrait in motion. */
export const videoPrompt = (character: CharacterRow): string =>
  sentences(`${withRole(character)}, in motion`, character.description);

/** `Trailer for "TITLE". LOGLINE. Starring: A; B; C.`, with marks that would end a title or a name early replaced. */
export function trailerPrompt(show: ShowRow, cast: readonly CharacterRow[]): string {
  const names = cast.map(({ name }) => name.replaceAll(";", ","));
  return sentences(
    `Trailer for "${show.title.replaceAll('"', "'")}"`,
    show.logline,
    names.length === 0 ? "" : `Starring: ${names.join("; ")}`,
  );
}

const withRole = ({ name, role }: CharacterRow): string => (role === "" ? name : `${name}, ${role}`);

const sentences = (...parts: readonly string[]): string =>
  parts
    .filter((part) => part !== "")
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(" ");
