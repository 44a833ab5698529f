import { z } from "zod";
import { CHARACTER_DESCRIPTION_MAX, CHARACTER_NAME_MAX, LOGLINE_MAX, ROLE_MAX, SHOW_TITLE_MAX } from "./limits.ts";
import { emptiableText, typedText } from "./typed-text.ts";

/** What can be made of a show's cast (`portrait`, `video`) and of the show itself (`trailer`). */
export const castKinds = ["portrait", "video", "trailer"] as const;
export const CastKind = z.enum(castKinds);
export type CastKind = z.infer<typeof CastKind>;

/** The words of the portrait, video and trailer doors (`002` of the seeds) instead of the core's. */
export const castStatuses = ["starting", "processing", "succeeded", "failed"] as const;
export type CastStatus = (typeof castStatuses)[number];

export const ShowBody = z.object({
  title: typedText(SHOW_TITLE_MAX, "The title"),
  logline: emptiableText(LOGLINE_MAX, "The logline"),
  autoGenerate: z.boolean("autoGenerate must be true or false.").optional(),
});
/** What is left out stays as it is. */
export const ShowPatch = ShowBody.partial();

export const CharacterBody = z.object({
  name: typedText(CHARACTER_NAME_MAX, "The name"),
  role: emptiableText(ROLE_MAX, "The role"),
  description: emptiableText(CHARACTER_DESCRIPTION_MAX, "The description"),
});
export const CharacterPatch = CharacterBody.partial();

const jobId = z
  .string("jobId must be text.")
  .regex(/^[\w.:-]{1,128}$/, "jobId must be 1 to 128 letters, digits and . : _ - only.");
const subjectId = z.string().min(1).max(128);
/** `jobId` is the caller's own, and makes the same call the same job. */
export const CharacterJobBody = z.object({ jobId, characterId: subjectId });
export const ShowJobBody = z.object({ jobId, showId: subjectId });
/** `jobId` is the active job's where there is one already: it rules. */
export const CastJobAnswer = z.object({ jobId: z.string(), status: z.literal("starting") });
export type CastJobAnswer = z.infer<typeof CastJobAnswer>;

/** `progress` is the provider's, 0 to 100, or -1 where it has said none. `detail` is a sentence: why it waits, or why it failed. */
export const CastStatusAnswer = z.object({
  jobId: z.string(),
  status: z.enum(castStatuses),
  detail: z.string().nullable(),
  outputUrl: z.string().nullable(),
  progress: z.number(),
});
export type CastStatusAnswer = z.infer<typeof CastStatusAnswer>;

/** A job in progress, or the newest one where it ended without a result. Times are ISO 8601. */
export const CastJob = CastStatusAnswer.extend({
  kind: CastKind,
  /** What somebody wants to know who waits: 1 is next, 0 is not waiting. */
  queuePosition: z.int(),
  /** From the provider's acceptance; null before. */
  startedAt: z.string().nullable(),
  typicalSeconds: z.int(),
  /** It was called off, or failed: `POST /api/generations/:job_id/retry` may help. */
  errorCode: z.string().nullable(),
});
export type CastJob = z.infer<typeof CastJob>;

export const CharacterAnswer = z.object({
  id: z.string(),
  showId: z.string(),
  name: z.string(),
  role: z.string(),
  description: z.string(),
  portraitUrl: z.string().nullable(),
  videoUrl: z.string().nullable(),
  /** In progress, or ended without a result since the last success; at most one of each kind. */
  jobs: z.array(CastJob),
});
export type CharacterAnswer = z.infer<typeof CharacterAnswer>;

export const ShowAnswer = z.object({
  id: z.string(),
  title: z.string(),
  logline: z.string(),
  /** Whether what is missing is made when its owner opens it. */
  autoGenerate: z.boolean(),
  trailerUrl: z.string().nullable(),
  /** Of the trailer. */
  jobs: z.array(CastJob),
  characters: z.array(CharacterAnswer),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ShowAnswer = z.infer<typeof ShowAnswer>;

/** A show in the Library: its first portraits, and how far it is. */
export const ShowSummary = z.object({
  id: z.string(),
  title: z.string(),
  logline: z.string(),
  autoGenerate: z.boolean(),
  characterCount: z.int(),
  portraitCount: z.int(),
  videoCount: z.int(),
  /** Jobs of its cast and of itself that are under way. */
  activeCount: z.int(),
  /** Of up to four characters. */
  portraitUrls: z.array(z.string()),
  trailerUrl: z.string().nullable(),
  updatedAt: z.string(),
});
export type ShowSummary = z.infer<typeof ShowSummary>;
export const ShowsAnswer = z.object({ shows: z.array(ShowSummary) });

export const GenerateMissingBody = z.object({ kind: CastKind });
/** What was started, and what was not with the reason: one refusal does not keep the others. */
export const GenerateMissingAnswer = z.object({
  started: z.array(z.object({ jobId: z.string(), characterId: z.string().nullable() })),
  refused: z.array(z.object({ characterId: z.string().nullable(), error: z.string(), code: z.string() })),
});
export type GenerateMissingAnswer = z.infer<typeof GenerateMissingAnswer>;
