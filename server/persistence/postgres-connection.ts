import pg from "pg";

/** How long a server may take to answer a new connection. */
export const connectTimeoutMs = 5000;
/**
 * How long one may take to answer a statement. Whoever waits for a room's answer gives up after ten seconds. Ours, and not
 * Postgres' own `statement_timeout`, which a connection that hangs never hears of and many poolers refuse.
 */
export const statementTimeoutMs = 5000;

/**
 * One connection outside the pool. The caller ends it.
 * @throws Error with a sentence when the server cannot be reached, or does not let us in, within `connectTimeoutMs`.
 */
export async function connectPostgres(address: { readonly url: string; readonly shown: string }): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: address.url, connectionTimeoutMillis: connectTimeoutMs });
  connection.on("error", alreadyRejected);
  try {
    await connection.connect();
  } catch (error) {
    throw new Error(`Cannot open Postgres at ${address.shown}: ${reason(error)}`, { cause: error });
  }
  return connection;
}

/** A connection that breaks rejects its query, which we see, and emits "error", which would end the process unheard. */
function alreadyRejected(): void {}

function reason(error: unknown): string {
  const { code, message } =
    error instanceof pg.DatabaseError || isSystemError(error) ? error : { code: "", message: String(error) };
  switch (code) {
    case "28P01":
    case "28000":
      return "it refused the user or the password. Correct them in DATABASE_URL.";
    case "3D000":
      return "it has no such database. Create it, or correct DATABASE_URL.";
    case "ECONNREFUSED":
      return "nothing listens there. Start it, or correct DATABASE_URL.";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "its host has no address. Correct DATABASE_URL.";
    default:
      return `${message || code || "no answer"}. Start it, or correct DATABASE_URL.`;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}
