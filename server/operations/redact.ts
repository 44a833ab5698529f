const REDACTED = "[redacted]";

const NAME = String.raw`([\w-]*(?:authorization|cookie|token|ticket|grant|secret|password|api-?key))`;
/** Fields whose value is nobody's business, as they stand in a line of JSON. */
const SECRET_FIELDS = new RegExp(String.raw`"${NAME}"(\s*:\s*)(?:"(?:\\.|[^"\\])*"|\[[^\]]*\])`, "gi");
/** The same in JSON that was quoted inside a text: its quotes have backslashes, and those inside its values have more. */
const QUOTED_SECRET_FIELDS = new RegExp(String.raw`(\\+")${NAME}\1(\s*:\s*)\1.*?(?<!\\)\1`, "gi");
/** Credentials of an Authorization header. A plain word after "basic" or "bearer" is prose. */
const CREDENTIALS = /\b(Bearer|Basic)\s+(?=\S*[\d.=_+/-])[\w.~+/-]{6,}=*/gi;
/** The game library puts a client's token into the websocket's address. */
const SECRET_PARAMETERS = /([?&](?:_authToken|token|ticket|grant|reconnectionToken)=)[^&"\\\s]*/gi;
/** Three base64url parts, the first of which begins like every JSON Web Token's. */
const WEB_TOKEN = /\beyJ[\w-]*\.[\w-]+\.[\w-]*/g;

/**
 * Takes tokens, grants, cookies, passwords and keys out of a log line.
 *
 * @param secrets texts to take out wherever they stand; null and empty ones are skipped.
 */
export function createRedactor(secrets: readonly (string | null)[]): (line: string) => string {
  const literals = secrets.flatMap((secret) => (secret ? [JSON.stringify(secret).slice(1, -1)] : []));
  return (line) =>
    literals
      .reduce((text, secret) => text.replaceAll(secret, REDACTED), line)
      .replace(SECRET_FIELDS, `"$1"$2"${REDACTED}"`)
      .replace(QUOTED_SECRET_FIELDS, `$1$2$1$3$1${REDACTED}$1`)
      .replace(SECRET_PARAMETERS, `$1${REDACTED}`)
      .replace(CREDENTIALS, `$1 ${REDACTED}`)
      .replace(WEB_TOKEN, REDACTED);
}
