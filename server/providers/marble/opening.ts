import type { Config } from "../../config.ts";
import type { Clock } from "../../generation/ports.ts";
import type { ReadPicture } from "../picture.ts";
import { createMarble, type MarbleProvider } from "./marble.ts";

const marbleApi = "https://api.worldlabs.ai";
/** The sandbox wants a key as Marble does, and takes any. */
const sandboxKey = "sandbox";

/** Marble as the operator set it up: the real one with a key, a base URL of their own, or else the sandbox. */
export function openMarble(
  config: Config["marble"],
  sandboxUrl: string | null,
  { clock, readPicture }: { clock: Clock; readPicture: ReadPicture },
): MarbleProvider {
  const baseUrl = config.baseUrl ?? (config.apiKey === null ? sandboxUrl : null) ?? marbleApi;
  const { hostname, origin } = new URL(baseUrl);
  const isReal = hostname.endsWith(".worldlabs.ai");
  return createMarble({
    baseUrl,
    apiKey: config.apiKey ?? sandboxKey,
    limits: { startsPerMinute: config.startsPerMinute, startsPerHour: config.startsPerHour },
    fileHosts: isReal ? [".worldlabs.ai"] : [origin],
    now: clock.now,
    readPicture,
  });
}
