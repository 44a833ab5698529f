/** What a trailer says about its show. */
export interface Playbill {
  readonly title: string;
  readonly logline: string;
  /** In the order of the pictures. */
  readonly names: readonly string[];
}

const MOST_TITLE = 120;
const MOST_LOGLINE = 300;
const MOST_NAME = 60;

/** Reads `Trailer for "TITLE". LOGLINE Starring: A; B; C.`; a prompt that is not so is a logline without a title. */
export function readPlaybill(prompt: string): Playbill {
  const words = tidy(prompt);
  // The last one: a logline may tell of somebody starring, too.
  const billed = words.lastIndexOf("Starring:");
  const names =
    billed < 0
      ? []
      : words
          .slice(billed + "Starring:".length)
          .replace(/\.\s*$/, "")
          .split(";");
  const announced = billed < 0 ? words : words.slice(0, billed);
  const opened = /^Trailer for "/i.exec(announced);
  const closed = announced.indexOf('". ') >= 0 ? announced.indexOf('". ') : announced.lastIndexOf('".');
  const isTitled = opened !== null && closed >= opened[0].length;
  return {
    title: isTitled ? cut(announced.slice(opened[0].length, closed), MOST_TITLE) : "",
    logline: cut(isTitled ? announced.slice(closed + 2) : announced, MOST_LOGLINE),
    names: names.map((name) => cut(name, MOST_NAME)).filter((name) => name !== ""),
  };
}

/** Control characters say nothing to a reader, and stop the setting of a text. */
const tidy = (text: string) => text.replace(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim();

function cut(text: string, most: number): string {
  const letters = [...text.trim()];
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : letters.join("");
}
