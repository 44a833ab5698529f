import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaPg } from "@prisma/adapter-pg";
import type { PrismaClient } from "../../generated/sqlite/client.ts";
import { type DatabaseAddress, type DatabaseProvider, parseDatabaseUrl } from "./database-url.ts";
import { waitForSqlite } from "./patient-sqlite.ts";
import { connectPostgres, connectTimeoutMs, statementTimeoutMs } from "./postgres-connection.ts";
import { connectSqlite } from "./sqlite-connection.ts";
import { createTroubleWatch, type TroubleListener, type TroubleWatch } from "./trouble-watch.ts";
import { watchAdapter } from "./watched-adapter.ts";

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
 * made by `applyMigrations`. From then on whatever keeps the database from working rejects as `DatabaseTrouble`, and is
 * told to the listener once.
 * @throws Error with a sentence that says what to change; for a Postgres that does not answer, within ten seconds
 */
export async function openDatabase(url: string, listener: TroubleListener = nobody): Promise<Database> {
  const address = parseDatabaseUrl(url);
  const watch = createTroubleWatch(address, listener);
  const client = address.provider === "sqlite" ? await openSqlite(address, watch) : await openPostgres(address, watch);
  return { provider: address.provider, client, close: () => client.$disconnect() };
}

/** For who only needs the calls themselves to fail. */
const nobody: TroubleListener = { began() {}, over() {} };

type AddressOf<Provider extends DatabaseProvider> = DatabaseAddress & { readonly provider: Provider };

async function openSqlite(address: AddressOf<"sqlite">, watch: TroubleWatch): Promise<DatabaseClient> {
  const connection = await connectSqlite(address.path);
  // The file keeps this: from now on readers and a writer do not wait for each other.
  await connection.execute("PRAGMA journal_mode = WAL");
  connection.close();
  const { PrismaClient } = await import("../../generated/sqlite/client.ts");
  forgetDirname();
  // On every connection foreign keys are enforced, and a commit waits for the disk (synchronous = FULL), so that the row
  // of what is paid for outlives a loss of power: libsql is built so.
  const adapter = new PrismaLibSql({ url: address.url });
  return new PrismaClient({ adapter: watchAdapter(waitForSqlite(adapter), watch) });
}

async function openPostgres(address: AddressOf<"postgres">, watch: TroubleWatch): Promise<DatabaseClient> {
  const probe = await connectPostgres(address);
  await probe.end();
  const { PrismaClient } = await import("../../generated/postgres/client.ts");
  forgetDirname();
  const adapter = new PrismaPg({
    connectionString: address.url,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: statementTimeoutMs,
  });
  // The two generated clients differ in types that nobody here uses (isolation levels, aggregates), and a union of
  // them cannot be called. This cast is the only one.
  return new PrismaClient({ adapter: watchAdapter(adapter, watch) }) as unknown as DatabaseClient;
}

/** Prisma's generated client sets this global, and Colyseus then takes the process for CommonJS and fails to start. */
function forgetDirname(): void {
  Reflect.deleteProperty(globalThis, "__dirname");
}
