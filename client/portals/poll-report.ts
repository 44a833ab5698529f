import { ERROR_MESSAGE_MAX } from "../../contract/limits.ts";
import { correctWorldUrl } from "../../contract/marble-url.ts";
import type { PollReport } from "../../contract/messages.ts";
import type { OperationAnswer } from "../../contract/routes.ts";

/**
 * What the designated poller reports of an operation it looked at, or null while there is nothing to say. An
 * operation's error wins over a world beside it; a done one with neither is left to the server, which sees it too.
 */
export function reportFor(portalId: string, operation: OperationAnswer): PollReport | null {
  if (!operation.done) return null;
  if (operation.error) {
    const message = operation.error.message?.slice(0, ERROR_MESSAGE_MAX);
    return { portalId, status: "error", ...(message ? { message } : {}) };
  }
  const url = operation.response?.world_marble_url;
  return url ? { portalId, status: "ready", url: correctWorldUrl(url) } : null;
}
