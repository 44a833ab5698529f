import { isDriverAdapterError } from "@prisma/driver-adapter-utils";
import { z } from "zod";
import type { DatabaseProvider } from "./database-url.ts";

/** What can be wrong with a database that is none of our doing, and may end without it. */
export type TroubleKind = "away" | "busy" | "read_only" | "disk" | "damaged";

const sentences: Readonly<Record<TroubleKind, string>> = {
  away: "The server cannot reach its database just now. Try again in a minute.",
  busy: "The server's database is busy just now. Try again in a minute.",
  read_only: "The server's database takes no changes just now. Try again later, or tell the operator.",
  disk: "The server's disk is full or fails, so nothing can be kept just now. Try again later, or tell the operator.",
  damaged: "The server's database is damaged. Nothing can be done here until the operator has restored it.",
};

/** The database could not do its work. The message is a sentence for whoever asked; `reason` is the operator's. */
export class DatabaseTrouble extends Error {
  override readonly name = "DatabaseTrouble";
  readonly kind: TroubleKind;
  readonly reason: string;

  constructor(kind: TroubleKind, reason: string, cause: unknown) {
    super(sentences[kind], { cause });
    this.kind = kind;
    this.reason = reason;
  }
}

/** The trouble that a driver's error tells of, or null when it tells of a fault in what was asked. */
export function troubleOf(error: unknown, provider: DatabaseProvider): DatabaseTrouble | null {
  if (error instanceof DatabaseTrouble) return error;
  const kind = provider === "sqlite" ? kindOnSqlite(error) : kindOnPostgres(error);
  return kind === null ? null : new DatabaseTrouble(kind, reasonOf(error), error);
}

/** SQLite's primary result codes. */
const sqliteKinds: Readonly<Record<number, TroubleKind>> = {
  5: "busy",
  6: "busy",
  8: "read_only",
  10: "disk",
  11: "damaged",
  13: "disk",
  14: "away",
  26: "damaged",
};

/** libsql's own error, which comes as it is where Prisma's adapter does not look: when it connects, and at a commit. */
const LibsqlFailure = z.object({ rawCode: z.int() });

function kindOnSqlite(error: unknown): TroubleKind | null {
  const failure = LibsqlFailure.safeParse(error);
  if (failure.success) return sqliteKinds[failure.data.rawCode & 0xff] ?? null;
  if (!isDriverAdapterError(error)) return null;
  const { cause } = error;
  if (cause.kind === "SocketTimeout") return "busy";
  return cause.kind === "sqlite" ? (sqliteKinds[cause.extendedCode & 0xff] ?? null) : null;
}

/** Of a server that cannot be reached, or lets nobody in. */
const unreachable = new Set<string>([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TlsConnectionError",
  "TooManyConnections",
  "DatabaseDoesNotExist",
  "DatabaseAccessDenied",
  "AuthenticationFailed",
]);

function kindOnPostgres(error: unknown): TroubleKind | null {
  if (isDriverAdapterError(error)) {
    const { cause } = error;
    if (unreachable.has(cause.kind)) return "away";
    return cause.kind === "postgres" ? kindOfSqlState(cause.code) : null;
  }
  // What the adapter does not know came from the driver: connections that end, time out or are never made.
  const isFaultOfOurs = error instanceof TypeError || error instanceof RangeError;
  return error instanceof Error && !isFaultOfOurs ? "away" : null;
}

function kindOfSqlState(code: string): TroubleKind | null {
  if (code === "25006") return "read_only";
  if (code === "53100" || code.startsWith("58")) return "disk";
  // Connections, resources, and an operator who shuts it down, starts it or cancels what takes too long.
  return /^(08|53|57)/.test(code) ? "away" : null;
}

function reasonOf(error: unknown): string {
  const known = isDriverAdapterError(error) ? error.cause.originalMessage : undefined;
  if (known !== undefined) return known;
  if (isDriverAdapterError(error)) return reasons[error.cause.kind] ?? error.cause.kind;
  const { message, code } = Object(error);
  return String(message || code || error);
}

const reasons: Readonly<Record<string, string>> = {
  DatabaseNotReachable: "nothing listens there",
  ConnectionClosed: "it closed the connection",
  SocketTimeout: "it does not answer",
};
