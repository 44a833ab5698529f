/** Whose pages may call this server. Origins as browsers write them (`https://waygate.example`). */
export interface OriginRules {
  /** Where browsers find this server, when a proxy in front of it changes the Host header. */
  readonly publicUrl: string | null;
  readonly allowedOrigins: readonly string[];
}

/** Whether a page of this origin was served by this very server. The scheme is not compared: behind a proxy it differs. */
export function isSameOrigin(origin: string, host: string | null, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (!/^https?:$/.test(url.protocol)) return false;
  return url.host === host?.toLowerCase() || url.origin === publicUrl;
}

/** Whether a page of this origin may send requests that change something, or open a websocket. */
export const isWelcomeOrigin = (origin: string, host: string | null, rules: OriginRules): boolean =>
  rules.allowedOrigins.includes(origin) || isSameOrigin(origin, host, rules.publicUrl);
