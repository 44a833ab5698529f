import type { PlaceSubject } from "../../contract/messages.ts";
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

export interface ExhibitStatus {
  readonly status: "generating" | "ready" | "error";
  readonly errorCode: string;
  readonly errorMessage: string;
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

/** Something that generations are for and that stands in a world as it is by now, whatever was made of it last. */
export interface SubjectLook {
  /** Of the thing that goes on, else of what there is. */
  readonly kind: string;
  readonly name: string;
  /** What there is to see by now, "" for nothing. */
  readonly url: string;
  readonly posterUrl: string;
  /** What is being made, settling included, or what failed where there is nothing to see; null for neither. */
  readonly generation: Generation | null;
  /** Of that kind, in seconds. */
  readonly typicalSeconds: number;
}

/** What a feature has to tell of its subjects so that they can stand in a world. */
export interface Subjects {
  /** The kinds of generations that change how one looks. */
  readonly kinds: readonly string[];
  /** @throws Refused when there is no such thing, or it is somebody else's */
  own(playerId: string, named: PlaceSubject): Promise<string>;
  /** Null when it is gone. */
  look(subject: string): Promise<SubjectLook | null>;
  listen(listener: { changed(subject: string): void; removed(subject: string): Promise<void> }): void;
}

/** How an exhibit of a subject stands. Of a success its subject is still to be told. */
export function subjectStatus({ generation }: Pick<SubjectLook, "generation">): ExhibitStatus {
  if (generation === null) return ready;
  return generation.status === "succeeded" ? { status: "generating", ...none } : exhibitStatus(generation);
}

/** How an exhibit stands, in the words of the contract. Its generation decides; a lost one is an error. */
export function exhibitStatus(generation: Generation | null): ExhibitStatus {
  if (generation === null) return { status: "error", ...lost };
  if (generation.status === "succeeded") return ready;
  if (generation.endedAt === null) return { status: "generating", ...(generation.cancelRequested ? cancelling : none) };
  return {
    status: "error",
    errorCode: generation.errorCode ?? "provider_failed",
    errorMessage: generation.errorMessage ?? "It failed without saying why.",
  };
}

const ready: ExhibitStatus = { status: "ready", errorCode: "", errorMessage: "" };
const none = { errorCode: "", errorMessage: "" } as const;
const lost = {
  errorCode: "unknown_job",
  errorMessage: "What it showed is not known here any more: remove it.",
} as const;
const cancelling = {
  errorCode: "cancel_requested",
  errorMessage: "It will be cancelled as soon as it is known what became of the request.",
} as const;
