/**
 * Blob workers are Babylon's splat sorter, `wasm-unsafe-eval` its decoders, inline styles its and Preact's; blob and
 * data images come from textures. Everything else comes from this server.
 */
const policy = {
  "default-src": "'self'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self' blob:",
  "img-src": "'self' data: blob:",
  "media-src": "'self' blob:",
  "connect-src": "'self'",
  "style-src": "'self' 'unsafe-inline'",
  "object-src": "'none'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
};

/** Vite puts scripts into the page and, when its socket is lost, pings the server by one of its own. */
const developmentPolicy = {
  ...policy,
  "script-src": `${policy["script-src"]} 'unsafe-inline'`,
  "connect-src": "'self' ws: wss:",
};

/** What every answer carries. */
export function securityHeaders(isDevelopment: boolean): Readonly<Record<string, string>> {
  const directives = Object.entries(isDevelopment ? developmentPolicy : policy);
  return {
    "content-security-policy": directives.map(([name, sources]) => `${name} ${sources}`).join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
  };
}
