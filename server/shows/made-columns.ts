import type { Made } from "./show.ts";

/** Three columns that are null together; one that is alone is as good as none. */
export function madeFrom(file: string | null, generationId: bigint | null, askedAt: Date | null): Made | null {
  if (file === null || generationId === null || askedAt === null) return null;
  return { file, generationId: Number(generationId), askedAt: askedAt.getTime() };
}

export const madeColumns = ({ file, generationId, askedAt }: Made) =>
  [file, BigInt(generationId), new Date(askedAt)] as const;

/** What a write of the next result is conditional on. */
export const idBefore = (before: Made | null): bigint | null => (before === null ? null : BigInt(before.generationId));
