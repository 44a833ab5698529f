const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a Host header (`name[:port]`) names this machine. A page elsewhere can point its own name at 127.0.0.1 (DNS
 * rebinding); its requests then still carry that name here.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && isLoopbackUrl(`http://${host}`);
}

/** Whether an Origin header (`scheme://name[:port]`, or `null`) is a page served by this machine. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && LOOPBACK_NAMES.has(new URL(url).hostname);
}
