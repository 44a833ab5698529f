/** What Node and OpenSSL call what can go wrong on the way to a picture, in words. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|ENODATA|ENONAME|EBADNAME)$/, "There is no host of that name: check its spelling."],
  [/^(ETIMEOUT|ESERVFAIL|EREFUSED)$/, "Its name could not be looked up."],
  [/^ECONNREFUSED$/, "Nobody answers there."],
  [/^(ECONNRESET|EPIPE|HPE_INVALID_EOF_STATE)$/, "The connection was broken off."],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, "Its host cannot be reached."],
  [/CERT|ISSUER|SELF_SIGNED|^ERR_TLS/, "Its certificate cannot be trusted."],
];

/** One sentence for the player about an error of the network. The error's own words may name addresses. */
export function sentenceOfTrouble(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return (
    sentences.find(([codes]) => codes.test(code))?.[1] ?? "What answered there does not speak as a web server does."
  );
}
