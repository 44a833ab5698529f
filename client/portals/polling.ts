import type { PollPortal } from "../../contract/messages.ts";
import { GRANT_HEADER, OperationAnswer } from "../../contract/routes.ts";
import { answerIn } from "../session/api.ts";
import type { SendRequest } from "../session/requests.ts";
import { reportFor } from "./poll-report.ts";

/** The grant's deadline is for beginning the look; its answer takes as long as the provider does, within reason. */
const LOOK_MS = 30_000;

/**
 * Takes the look that the room asked this client for. It runs from the message itself, never from a timer: a hidden
 * tab's timers run once a minute, its messages at once. Whatever fails here is only logged, because the room passes
 * the look on by itself and the next one is due as usual.
 */
export async function takeLook(poll: PollPortal, request: SendRequest): Promise<void> {
  try {
    const report = reportFor(poll.portalId, await lookAt(poll));
    if (report !== null) await request("update_portal", report);
  } catch (error) {
    console.debug(`The look at portal ${poll.portalId} came to nothing.`, error);
  }
}

async function lookAt(poll: PollPortal): Promise<OperationAnswer> {
  const response = await fetch(`/api/operations/${encodeURIComponent(poll.operationId)}`, {
    headers: { [GRANT_HEADER]: poll.grant },
    signal: AbortSignal.timeout(LOOK_MS),
  });
  return await answerIn(response, OperationAnswer);
}
