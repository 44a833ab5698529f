/**
 * Breaks text into lines no wider than `maxWidth` as `widthOf` measures them, at spaces where there are any and inside
 * of a word that is too long for a line by itself. At most `maxLines`; if that is not all, the last one ends in "…".
 */
export function wrapText(
  text: string,
  maxWidth: number,
  maxLines: number,
  widthOf: (line: string) => number,
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= maxWidth) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = brokenWord(word, maxWidth, widthOf);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
    if (lines.length > maxLines) break;
  }
  if (line !== "") lines.push(line);
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  const last = kept.pop();
  return last === undefined ? [] : [...kept, shortened(last, maxWidth, widthOf)];
}

function brokenWord(word: string, maxWidth: number, widthOf: (line: string) => number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && widthOf(piece + character) > maxWidth) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

function shortened(line: string, maxWidth: number, widthOf: (line: string) => number): string {
  let characters = [...line];
  while (characters.length > 0 && widthOf(`${characters.join("")}…`) > maxWidth) characters = characters.slice(0, -1);
  return `${characters.join("").trimEnd()}…`;
}
