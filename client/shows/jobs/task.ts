import { z } from "zod";
import { CastKind } from "../../../contract/shows.ts";

/** What a job is for: a portrait or video of a character, a show's trailer. */
export interface Order {
  readonly kind: CastKind;
  /** The character's id, or the show's for a trailer. */
  readonly subjectId: string;
  readonly showId: string;
}

/** A job as this browser keeps it until it has heard of its end. `startedAt` is in ms since 1970. */
export const Task = z.object({
  jobId: z.string().min(1),
  kind: CastKind,
  subjectId: z.string().min(1),
  showId: z.string().min(1),
  startedAt: z.number(),
});
export type Task = Readonly<z.infer<typeof Task>>;

/** There is at most one active job of a kind for a subject. */
export const keyOf = ({ kind, subjectId }: Pick<Order, "kind" | "subjectId">): string => `${kind} ${subjectId}`;
