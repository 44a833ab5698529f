import type { ModelFields } from "./models.ts";

const endings = {
  picture: /\.(webp|png|jpe?g)$/i,
  film: /\.(mp4|webm)$/i,
} as const satisfies Record<ModelFields["makes"], RegExp>;

/** Nobody nests deeper, and nothing from outside is followed for ever. */
const depthMax = 3;

/**
 * Where the result is, of an output that may be an address, a list, or an object with addresses inside: the first that
 * ends as such a file does, else the first there is; null where there is none.
 */
export function linkIn(output: unknown, makes: ModelFields["makes"]): string | null {
  const links = linksIn(output, depthMax);
  return links.find((link) => endings[makes].test(new URL(link).pathname)) ?? links[0] ?? null;
}

function linksIn(output: unknown, depth: number): string[] {
  if (typeof output === "string") return /^https?:$/.test(URL.parse(output)?.protocol ?? "") ? [output] : [];
  if (typeof output !== "object" || output === null || depth === 0) return [];
  return Object.values(output).flatMap((each) => linksIn(each, depth - 1));
}
