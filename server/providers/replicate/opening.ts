import type { Config } from "../../config.ts";
import type { Clock } from "../../generation/ports.ts";
import type { ReadPicture } from "../picture.ts";
import { createReplicate, type Replicate } from "./replicate.ts";

const replicateApi = "https://api.replicate.com/v1";
/** The sandbox wants a token as Replicate does, and takes any. */
const sandboxToken = "r8_sandbox";
/** Replicate's limit on creations; it does not count how many predictions run at once. */
const limits = { startsPerMinute: 600, startsPerHour: 36_000 };
const minuteMs = 60_000;
/** A minute more than the kinds themselves wait, so that it ends nothing that is still waited for. */
const cancelAfterMs = { portrait: 6 * minuteMs, video: 11 * minuteMs, trailer: 11 * minuteMs };

/** Replicate as the operator set it up: the real one with a token, a base URL of their own, or else the sandbox. */
export function openReplicate(
  config: Config["replicate"],
  sandboxUrl: string | null,
  parts: { clock: Clock; readPicture: ReadPicture; webhookBaseUrl: () => string | null },
): Replicate {
  const baseUrl = config.baseUrl ?? (config.apiToken === null ? sandboxUrl : null) ?? replicateApi;
  const { hostname, origin } = new URL(baseUrl);
  const isReal = hostname === "replicate.com" || hostname.endsWith(".replicate.com");
  return createReplicate({
    baseUrl,
    apiToken: config.apiToken ?? sandboxToken,
    models: config.models,
    cancelAfterMs,
    limits,
    // `replicate.delivery` itself as well as what is below it.
    fileHosts: isReal ? [".replicate.delivery", "https://replicate.delivery"] : [origin],
    now: parts.clock.now,
    readPicture: parts.readPicture,
    webhookBaseUrl: parts.webhookBaseUrl,
  });
}
