import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaPg } from "@prisma/adapter-pg";
import type { PrismaClient } from "../../generated/sqlite/client.ts";
import { type DatabaseProvider, parseDatabaseUrl } from "./database-url.ts";
import { connectPostgres, connectTimeoutMs } from "./postgres-connection.ts";
import { busyTimeoutMs, connectSqlite } from "./sqlite-connection.ts";

/**
 * Typed as SQLite's client, whichever database is behind it: of the two it is the narrower one. Even so, leave out what
 * the databases do differently: JSON filters, list filters, `mode: "insensitive"`, interactive transactions.
 */
export type DatabaseClient = PrismaClient;

export interface Database {
  readonly provider: DatabaseProvider;
  readonly client: DatabaseClient;
  close(): Promise<void>;
}

/**
 * Opens the database that `DATABASE_URL` names. SQLite's file and its folder are made where missing; the tables are
 * made by `applyMigrations`.
 * @throws Error with a sentence that says what to change; for a Postgres that does not answer, within ten seconds
 */
export async function openDatabase(url: string): Promise<Database> {
  const address = parseDatabaseUrl(url);
  const client = address.provider === "sqlite" ? await openSqlite(address) : await openPostgres(address);
  return { provider: address.provider, client, close: () => client.$disconnect() };
}

async function openSqlite(address: { readonly path: string; readonly url: string }): Promise<DatabaseClient> {
  const connection = await connectSqlite(address.path);
  // The file keeps this: from now on readers and a writer do not wait for each other.
  await connection.execute("PRAGMA journal_mode = WAL");
  connection.close();
  const { PrismaClient } = await import("../../generated/sqlite/client.ts");
  forgetDirname();
  // Foreign keys are enforced on every connection: libsql is built so.
  return new PrismaClient({ adapter: new PrismaLibSql({ url: address.url, timeout: busyTimeoutMs }) });
}

async function openPostgres(address: { readonly url: string; readonly shown: string }): Promise<DatabaseClient> {
  const probe = await connectPostgres(address);
  await probe.end();
  const { PrismaClient } = await import("../../generated/postgres/client.ts");
  forgetDirname();
  const adapter = new PrismaPg({ connectionString: address.url, connectionTimeoutMillis: connectTimeoutMs });
  // The two generated clients differ in types that nobody here uses (isolation levels, aggregates), and a union of
  // them cannot be called. This cast is the only one.
  return new PrismaClient({ adapter }) as unknown as DatabaseClient;
}

/** Prisma's generated client sets this global, and Colyseus then takes the process for CommonJS and fails to start. */
function forgetDirname(): void {
  Reflect.deleteProperty(globalThis, "__dirname");
}
