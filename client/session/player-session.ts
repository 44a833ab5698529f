import { signal } from "@preact/signals";
import { SessionAnswer } from "../../contract/routes.ts";
import { answerIn } from "./api.ts";
import { serverAheadMs } from "./server-clock.ts";

/** How far the server's clock is ahead of this browser's, in ms, as of the last session call. */
export const serverAhead = signal(0);

/**
 * Starts or renews the player's session. The answer's token is left alone on purpose: in a browser the HttpOnly
 * cookie that comes with it does everything, and a token handed to the SDK would end up in the websocket's URL.
 */
export async function startPlayerSession(name: string): Promise<void> {
  const sentAtMs = Date.now();
  const response = await fetch("/api/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  const receivedAtMs = Date.now();
  await answerIn(response, SessionAnswer);
  serverAhead.value = serverAheadMs(response.headers.get("date"), sentAtMs, receivedAtMs);
}
