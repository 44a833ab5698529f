import { z } from "zod";
import type { RefusalCode } from "../../contract/refusals.ts";
import type { ApiError } from "../../contract/routes.ts";
import { failureSentence } from "../failure-sentence.ts";
import type { Log } from "../operations/log.ts";
import { DatabaseTrouble } from "../persistence/trouble.ts";
import { Refused } from "../refused.ts";
import { ClientLeft, HttpRefusal } from "./http-refusal.ts";

const statusOf: Readonly<Record<RefusalCode, number>> = {
  bad_message: 400,
  bad_place: 400,
  unsupported_url: 400,
  unsupported_image: 415,
  not_yours: 403,
  not_designated: 403,
  unknown_portal: 404,
  unknown_exhibit: 404,
  unknown_job: 404,
  unknown_world: 404,
  unknown_show: 404,
  unknown_character: 404,
  needs_portrait: 409,
  job_id_reused: 409,
  stale_operation: 409,
  not_generating: 409,
  not_done: 409,
  url_mismatch: 409,
  already_generating: 409,
  over_budget: 429,
  too_fast: 429,
  server_error: 500,
};

/** Nginx's word for "the client closed the connection"; it is never delivered, but shows in the log. */
const CLIENT_LEFT = 499;

/** What the router's own parts throw: basic auth, and the checks of the monitor's endpoints. */
const RouterRefusal = z.object({
  name: z.literal("APIError"),
  statusCode: z.int().min(400).max(499),
  message: z.string(),
  headers: z.record(z.string(), z.string()).catch({}),
});

/**
 * The one place where a thrown value becomes an HTTP answer: `{ success: false, error, code }`. What is not a refusal
 * is logged with `where` and told to the client as nothing but a 500, or a 503 when the database is in trouble.
 */
export function errorResponse(error: unknown, log: Log, where: string): Response {
  if (error instanceof HttpRefusal) return refusal(error.status, error.code, error.message, error.headers);
  if (error instanceof Refused) {
    const { code, message, retryAfterSeconds } = error;
    const wait = retryAfterSeconds === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterSeconds)) };
    return refusal(statusOf[code], code, message, wait);
  }
  if (error instanceof ClientLeft) return refusal(CLIENT_LEFT, "client_left", error.message);
  const router = RouterRefusal.safeParse(error);
  if (router.success) {
    const { statusCode, message, headers } = router.data;
    return refusal(statusCode, statusCode === 401 ? "signed_out" : "bad_message", message, headers);
  }
  log.error({ err: error, where }, "a request failed");
  return refusal(error instanceof DatabaseTrouble ? 503 : 500, "server_error", failureSentence(error));
}

const refusal = (status: number, code: string, error: string, headers: Readonly<Record<string, string>> = {}) =>
  Response.json({ success: false, error, code } satisfies ApiError, { status, headers });
