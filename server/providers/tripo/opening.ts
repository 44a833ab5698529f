import type { Config } from "../../config.ts";
import type { Clock } from "../../generation/ports.ts";
import type { Provider } from "../../generation/provider.ts";
import type { ReadPicture } from "../picture.ts";
import { createTripo } from "./tripo.ts";

const tripoApi = "https://openapi.tripo3d.ai/v3";
/** The sandbox wants a key as Tripo does, and takes any that looks like one. */
const sandboxKey = "tsk_sandbox";
/** Tripo's limits: so many model generations at once for an account, and about so many starts a minute for a key. */
const limits = { startsPerMinute: 100, startsPerHour: 6_000, atOnce: 10 };

/** Tripo as the operator set it up: the real one with a key, a base URL of their own, or else the sandbox. */
export function openTripo(
  config: Config["tripo"],
  sandboxUrl: string | null,
  { clock, readPicture }: { clock: Clock; readPicture: ReadPicture },
): Provider {
  const baseUrl = config.baseUrl ?? (config.apiKey === null ? sandboxUrl : null) ?? tripoApi;
  const { hostname, origin } = new URL(baseUrl);
  const isReal = /\.tripo3d\.(ai|com)$/.test(hostname);
  return createTripo({
    baseUrl,
    apiKey: config.apiKey ?? sandboxKey,
    limits,
    fileHosts: isReal ? [".tripo3d.ai", ".tripo3d.com"] : [origin],
    now: clock.now,
    readPicture,
  });
}
