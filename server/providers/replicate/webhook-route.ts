import type { Endpoint } from "colyseus";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { HttpRefusal } from "../../http/http-refusal.ts";
import type { MakeRoute } from "../../http/route.ts";
import { webhookPath } from "./replicate.ts";

/** A prediction carries its input, with the pictures that it was made from. */
const bodyMaxBytes = 8 * 1024 * 1024;
const signed = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;

/**
 * Where Replicate says that something happened. Nothing it says is taken over: a webhook that was signed by Replicate
 * only lets the generation be looked at now, so that a duplicate, a late or a replayed one is harmless, and one that
 * never comes is not missed.
 */
export function replicateWebhookRoute(parts: {
  readonly route: MakeRoute;
  readonly readSecret: () => Promise<string>;
  /** Null for what is no tag of ours. */
  readonly idOf: (submitTag: string) => number | null;
  readonly hint: (id: number) => Promise<unknown>;
}): Endpoint {
  const { route, readSecret, idOf, hint } = parts;
  const options = { method: "POST", maxBodyBytes: bodyMaxBytes } as const;
  return route(`${webhookPath}/:tag`, options, async ({ param, headers, stream }) => {
    const id = idOf(param("tag"));
    if (id === null) throw new HttpRefusal(404, "not_found", "There is nothing at this address.");
    // Before the body is read or anybody is asked: strangers send none.
    const head = Object.fromEntries(signed.map((name) => [name, headers.get(name) ?? ""]));
    if (signed.some((name) => head[name] === "")) throw unsigned();
    const body = await bytesOf(stream);
    verify(new Webhook(await readSecret()), body, head);
    await hint(id);
    return { received: true };
  });
}

/** @throws HttpRefusal 401 for what Replicate did not sign, or not within the last five minutes. */
function verify(webhook: Webhook, body: Buffer, head: Record<string, string>): void {
  try {
    webhook.verify(body, head, { jsonParse: false });
  } catch (error) {
    if (error instanceof WebhookVerificationError) throw unsigned();
    throw error;
  }
}

const unsigned = () => new HttpRefusal(401, "bad_signature", "This webhook is not signed as Replicate signs its own.");

async function bytesOf(stream: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}
