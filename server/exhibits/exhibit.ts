import type { Generation } from "../generation/generation.ts";

/** Something generated that stands in a world: one row of `exhibits`. Metres, radians, ms since 1970. */
export interface ExhibitRow {
  readonly id: string;
  /** The world it stands in. */
  readonly worldId: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rotationY: number;
  readonly scale: number;
  readonly kind: string;
  /** What it shows; a retry takes its place. Null where it shows a subject. */
  readonly generationId: number | null;
  /** What it shows as that is by now, `character:<id>` or `show:<id>`; null where it shows a generation. */
  readonly subject: string | null;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type Stance = Pick<ExhibitRow, "x" | "y" | "z" | "rotationY" | "scale">;

/** What a kind has to tell of its generations so that they can stand in a world. */
export interface Exhibitable {
  readonly kind: string;
  nameOf(generation: Generation): string;
  /** Of a success: where the thing itself and its picture are, "" for none. */
  shownAs(generation: Generation): { readonly url: string; readonly posterUrl: string };
  /** What it usually takes, in seconds. */
  typicalSeconds(): Promise<number>;
}

/** How an exhibit stands, in the words of the contract. Its generation decides; a lost one is an error. */
export function exhibitStatus(generation: Generation | null): {
  readonly status: "generating" | "ready" | "error";
  readonly errorCode: string;
  readonly errorMessage: string;
} {
  if (generation === null) return { status: "error", ...lost };
  if (generation.status === "succeeded") return { status: "ready", errorCode: "", errorMessage: "" };
  if (generation.endedAt === null) return { status: "generating", ...(generation.cancelRequested ? cancelling : none) };
  return {
    status: "error",
    errorCode: generation.errorCode ?? "provider_failed",
    errorMessage: generation.errorMessage ?? "It failed without saying why.",
  };
}

const none = { errorCode: "", errorMessage: "" } as const;
const lost = {
  errorCode: "unknown_job",
  errorMessage: "What it showed is not known here any more: remove it.",
} as const;
const cancelling = {
  errorCode: "cancel_requested",
  errorMessage: "It will be cancelled as soon as it is known what became of the request.",
} as const;
