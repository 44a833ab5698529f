import { z } from "zod";

/** Why a room request or an HTTP call was turned down. The words are public: other people's clients branch on them. */
export const refusalCodes = [
  "bad_message",
  "bad_place",
  "unknown_portal",
  "unknown_exhibit",
  "unknown_job",
  "unknown_world",
  "unknown_show",
  "unknown_character",
  "needs_portrait",
  "job_id_reused",
  "not_yours",
  "not_designated",
  "stale_operation",
  "not_generating",
  "not_done",
  "url_mismatch",
  "already_generating",
  "over_budget",
  "too_fast",
  "unsupported_url",
  "unsupported_image",
  "server_error",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** What `ctx.reject` carries: a code for programs and a sentence for people. */
export const Refusal = z.object({ code: z.enum(refusalCodes), message: z.string() });
export type Refusal = z.infer<typeof Refusal>;
