import { z } from "zod";
import { LABEL_MAX } from "./limits.ts";
import { ObjectName, PlayerName, Prompt } from "./messages.ts";

/** Every error of the HTTP API, with the right status beside it. */
export const ApiError = z.object({ success: z.literal(false), error: z.string(), code: z.string() });
export type ApiError = z.infer<typeof ApiError>;

export const SessionBody = z.object({ name: PlayerName.optional() });
export const SessionAnswer = z.object({ playerId: z.string(), name: z.string(), token: z.string() });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

/** `imageUploadId` is the `uploadId` of a picture that was uploaded here. */
export const WorldsGenerateBody = z.object({ prompt: Prompt, imageUploadId: z.string().min(1).max(128).optional() });
export const WorldsGenerateAnswer = z.object({
  success: z.literal(true),
  job_id: z.string(),
  operation_id: z.string().nullable(),
  status_url: z.string(),
});
export type WorldsGenerateAnswer = z.infer<typeof WorldsGenerateAnswer>;

/** A picture as it is kept: upright, without metadata, its longer side at most 2048 pixels. */
export const UploadAnswer = z.object({ uploadId: z.string(), url: z.string() });
export type UploadAnswer = z.infer<typeof UploadAnswer>;

/** What a client reads of Marble's Operation JSON (providers' wire: done with an error, done with a world, or not done). */
export const OperationAnswer = z.object({
  operation_id: z.string().optional(),
  done: z.boolean(),
  error: z.object({ code: z.union([z.number(), z.string()]).nullish(), message: z.string().nullish() }).nullish(),
  response: z.object({ world_marble_url: z.string().nullish() }).nullish(),
});
export type OperationAnswer = z.infer<typeof OperationAnswer>;

/** A generated world with all its files served by this server; what Marble did not make is null. */
export const WorldAnswer = z.object({
  worldId: z.string(),
  displayName: z.string(),
  url: z.string(),
  caption: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
  panoUrl: z.string().nullable(),
  colliderUrl: z.string().nullable(),
  splatUrls: z.record(z.string(), z.string()),
  metricScaleFactor: z.number().nullable(),
  groundPlaneOffset: z.number().nullable(),
});
export type WorldAnswer = z.infer<typeof WorldAnswer>;

/** The 3D door's words (`001` of the seeds): what a caller reads instead of the core's. */
export const modelStatuses = ["running", "completed", "failed", "cancelled", "timeout"] as const;

export const Generate3dBody = z.object({
  sessionId: z.string().min(1).max(LABEL_MAX),
  iteration: z.int().min(1),
  targetObject: ObjectName,
  /** https, a data URL, or `/assets/…` of this server. */
  imageUrl: z.string().min(1),
});
export const Generate3dAnswer = z.object({
  success: z.literal(true),
  record_id: z.int(),
  job_id: z.string(),
  status: z.enum(modelStatuses),
  status_url: z.string(),
  message: z.string(),
});
export type Generate3dAnswer = z.infer<typeof Generate3dAnswer>;

/** The seed's status object. `3d_url` and `image_url` come with `completed`, `error_message` with every other end. */
export const ModelStatusAnswer = z.object({
  record_id: z.int(),
  status: z.enum(modelStatuses),
  task_id: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  target_object: z.string(),
  iteration: z.int(),
  "3d_url": z.string().optional(),
  image_url: z.string().optional(),
  error_message: z.string().optional(),
});
export type ModelStatusAnswer = z.infer<typeof ModelStatusAnswer>;

/** Where a generation's subject stands. */
const Whereabouts = z.object({ worldId: z.string(), x: z.number(), y: z.number(), z: z.number() });

/** One of a player's generations, as the task tray shows it. Times are ISO 8601, seconds are whole. */
export const GenerationAnswer = z.object({
  job_id: z.string(),
  record_id: z.int(),
  /** The `record_id` of the one that this one tries again. */
  retry_of: z.int().nullable(),
  kind: z.string(),
  /** The core's words: queued, submitting, unknown, running, collecting, succeeded, failed, cancelled, timed_out. */
  status: z.string(),
  /** The prompt, or the name of the object. */
  title: z.string(),
  operation_id: z.string().nullable(),
  /** 0 to 100, or -1 for unknown. */
  progress: z.number(),
  /** 1 is next; 0 is not waiting. */
  queue_position: z.int(),
  typical_seconds: z.int(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  ended_at: z.string().nullable(),
  /** The `result` of `job_completed`; null until it has succeeded. */
  result: z.record(z.string(), z.unknown()).nullable(),
  /** Null when it stands nowhere. */
  place: Whereabouts.nullable(),
});
export type GenerationAnswer = z.infer<typeof GenerationAnswer>;
export const GenerationsAnswer = z.object({ generations: z.array(GenerationAnswer) });
export const RetryFailedAnswer = z.object({
  retried: z.array(z.string()),
  refused: z.array(z.object({ job_id: z.string(), error: z.string() })),
});
/** For an `EventSource` that cannot send a token: `?ticket=`, for a minute. */
export const TicketAnswer = z.object({ ticket: z.string(), expires_in_seconds: z.int() });

/** The header in which the designated poller shows its grant. */
export const GRANT_HEADER = "x-waygate-grant";
