import type { Server } from "node:http";
import type { Config } from "../../config.ts";

/** What an address to listen on stands for: all of the machine's. */
const everyAddress = new Set(["0.0.0.0", "::"]);
const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;

/**
 * The origin at which Replicate reaches this server, or null where it cannot. The real one takes https alone; a sandbox
 * is on this machine, and is told where the server listens.
 *
 * @param listening where the server listens; null while it does not
 */
export function webhookOrigin(
  { publicUrl, usesSandbox, replicate }: Pick<Config, "publicUrl" | "usesSandbox" | "replicate">,
  listening: ReturnType<Server["address"]>,
): string | null {
  if (!usesSandbox.forCast) {
    if (publicUrl?.startsWith("https:")) return publicUrl;
    if (!loopback.test(replicate.baseUrl ?? "")) return null;
  }
  if (listening === null || typeof listening === "string") return null;
  const { address, port } = listening;
  if (everyAddress.has(address)) return `http://127.0.0.1:${port}`;
  return `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
}
