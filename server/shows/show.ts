/** What was made last for a character or a show: a stored file, and the generation it came from. */
export interface Made {
  /** "hash.ext" */
  readonly file: string;
  readonly generationId: number;
  /** When that generation was asked for, in ms since 1970: of two results the one that was asked for later stays. */
  readonly askedAt: number;
}

/** One row of `characters`. Times are ms since 1970. */
export interface CharacterRow {
  readonly id: string;
  readonly showId: string;
  readonly name: string;
  readonly role: string;
  readonly description: string;
  readonly portrait: Made | null;
  readonly video: Made | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One row of `shows`. */
export interface ShowRow {
  readonly id: string;
  readonly ownedBy: string;
  readonly title: string;
  readonly logline: string;
  readonly autoGenerate: boolean;
  readonly trailer: Made | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const characterSubject = (characterId: string): string => `character:${characterId}`;
export const showSubject = (showId: string): string => `show:${showId}`;

/** What a generation's or an exhibit's subject names; null for what is none of this feature's. */
export function subjectIn(subject: string): { readonly of: "character" | "show"; readonly id: string } | null {
  const [, of, id] = /^(character|show):(.+)$/s.exec(subject) ?? [];
  return (of === "character" || of === "show") && id !== undefined ? { of, id } : null;
}

/** Where browsers get it; null for nothing. */
export const urlOf = (made: Made | null): string | null => (made === null ? null : `/assets/${made.file}`);
