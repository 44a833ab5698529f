import { Webhook } from "standardwebhooks";

/** How long its receiver may take, in ms. */
const ANSWER_MS = 5_000;

interface Message {
  readonly id: string;
  readonly body: string;
  readonly secret: string;
  /** ms since 1970, real time. */
  readonly at: number;
}

/** Sends one signed webhook; false where it was not taken. Redirects are not followed. */
export async function postWebhook(
  url: string,
  { id, body, secret, at }: Message,
  closing: AbortSignal,
): Promise<boolean> {
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, new Date(at), body),
  };
  const signal = AbortSignal.any([closing, AbortSignal.timeout(ANSWER_MS)]);
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Whoever wanted to be told is not there, or too slow: it is for them to look.
    return false;
  }
}
