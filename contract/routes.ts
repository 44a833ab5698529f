import { z } from "zod";
import { PlayerName, Prompt } from "./messages.ts";

/** Every error of the HTTP API, with the right status beside it. */
export const ApiError = z.object({ success: z.literal(false), error: z.string(), code: z.string() });
export type ApiError = z.infer<typeof ApiError>;

export const SessionBody = z.object({ name: PlayerName.optional() });
export const SessionAnswer = z.object({ playerId: z.string(), name: z.string(), token: z.string() });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const WorldsGenerateBody = z.object({ prompt: Prompt, imageUploadId: z.string().min(1).max(128).optional() });
export const WorldsGenerateAnswer = z.object({
  success: z.literal(true),
  job_id: z.string(),
  operation_id: z.string().nullable(),
  status_url: z.string(),
});
export type WorldsGenerateAnswer = z.infer<typeof WorldsGenerateAnswer>;

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

/** The header in which the designated poller shows its grant. */
export const GRANT_HEADER = "x-waygate-grant";
