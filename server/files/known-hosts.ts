/**
 * Whether a link may be fetched: https to a known host, without credentials.
 *
 * @param hosts exact origins (`https://cdn.example`, and the sandbox's `http://127.0.0.1:2568`, the only way to plain
 *   http), and host suffixes with a leading dot (`.example`, for its subdomains on the usual port).
 */
export function isKnownHost(url: URL, hosts: readonly string[]): boolean {
  // A blob's origin is that of the page it belongs to.
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return false;
  return hosts.some((host) =>
    host.startsWith(".")
      ? url.protocol === "https:" && url.port === "" && url.hostname.endsWith(host.toLowerCase())
      : URL.canParse(host) && url.origin === new URL(host).origin,
  );
}
