import { resolve } from "node:path";

export const databaseProviders = ["sqlite", "postgres"] as const;
export type DatabaseProvider = (typeof databaseProviders)[number];

/** Where the database is. `shown` is what a sentence may say of it: never a password. */
export type DatabaseAddress =
  | { readonly provider: "sqlite"; readonly path: string; readonly url: string; readonly shown: string }
  | { readonly provider: "postgres"; readonly url: string; readonly shown: string };

/**
 * Reads `DATABASE_URL`. A relative `file:` path counts from the working directory.
 * @throws Error with a sentence that says what to change. It quotes nothing that may hold a password.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === "file") return sqliteAddress(url);
  if (scheme === "postgres" || scheme === "postgresql") return postgresAddress(url);
  const found = scheme === undefined ? "has no scheme" : `starts with ${scheme}:`;
  throw new Error(`DATABASE_URL ${found}: write file:./data/waygate.db for SQLite, or postgres://… for Postgres.`);
}

/** The `file:` URL that libsql reads as exactly this path. */
export function fileUrl(path: string): string {
  return `file:${path.replace(/[%?#]/g, encodeURIComponent)}`;
}

function sqliteAddress(url: string): DatabaseAddress {
  const written = url.slice("file:".length);
  if (/[?#]/.test(written)) {
    throw new Error("DATABASE_URL has something after its path (? or #): a file: URL takes a path only.");
  }
  const path = decodePath(written.replace(/^\/\/(localhost(?=\/))?/, ""));
  if (path === "" || path.endsWith("/") || path === ":memory:") {
    throw new Error("DATABASE_URL names no file: write file: and the path of one, like file:./data/waygate.db.");
  }
  const absolute = resolve(path);
  return { provider: "sqlite", path: absolute, url: fileUrl(absolute), shown: absolute };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new Error("DATABASE_URL has a % in its path that encodes nothing: write %25 for a percent sign.");
  }
}

function postgresAddress(url: string): DatabaseAddress {
  if (!URL.canParse(url)) {
    throw new Error(
      "DATABASE_URL is not a Postgres address: write postgres://user:password@host:5432/database, with special " +
        "characters in the password percent-encoded.",
    );
  }
  const { host, pathname, searchParams } = new URL(url);
  const schema = searchParams.get("schema") ?? "public";
  if (schema !== "public") {
    throw new Error(
      "DATABASE_URL asks for a schema other than public: give Waygate a database of its own and leave schema= out.",
    );
  }
  const server = host || searchParams.get("host") || "this machine";
  return {
    provider: "postgres",
    url,
    shown: `${server}, database ${pathname.slice(1) || "of the same name as the user"}`,
  };
}
