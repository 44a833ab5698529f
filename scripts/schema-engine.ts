import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { type DiagnoseMigrationHistoryOutput, type MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { parseDatabaseUrl } from "../server/persistence/database-url.ts";
import { readMigrations } from "../server/persistence/migration-folder.ts";
import { busyTimeoutMs } from "../server/persistence/sqlite-connection.ts";
import { CharacterAwarePg } from "./character-aware-pg.ts";
import { prismaSchema } from "./prisma-schema.ts";

/**
 * Prisma's own schema engine, as WebAssembly, on one database. Only for writing migrations and for tests: it never runs
 * in the server. Its shadow databases are not used: on Postgres they would be the database itself.
 */
export interface OpenSchemaEngine {
  /** The script that takes the database to the models. Null when it is there. */
  scriptToModels(): Promise<string | null>;
  /** What Prisma thinks of the database's history. */
  diagnose(folder: string): Promise<DiagnoseMigrationHistoryOutput>;
  /** Applies what is pending as `prisma migrate deploy` does, and returns its names. */
  deploy(folder: string): Promise<string[]>;
  close(): Promise<void>;
}

const filters = { externalTables: [], externalEnums: [] };
const differs = 2;

export async function openSchemaEngine(databaseUrl: string): Promise<OpenSchemaEngine> {
  // Without this the engine's panic becomes a TypeError about something else.
  Reflect.set(globalThis, "PRISMA_WASM_PANIC_REGISTRY", { set_message: (message: string) => console.error(message) });
  const address = parseDatabaseUrl(databaseUrl);
  const files = [{ path: "schema.prisma", content: await prismaSchema(address.provider) }];
  const pool = address.provider === "postgres" ? new pg.Pool({ connectionString: address.url }) : null;
  const factory = pool ? new CharacterAwarePg(pool) : new PrismaLibSql({ url: address.url, timeout: busyTimeoutMs });
  const engine = await SchemaEngine.new(
    { datamodels: files.map((file) => [file.path, file.content]) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  return {
    async scriptToModels() {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: "schemaDatasource", files, configDir: "." },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: true,
        filters,
      });
      return exitCode === differs ? stdout : null;
    },
    async diagnose(folder) {
      const migrationsList = await migrationList(folder);
      return engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters });
    },
    async deploy(folder) {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: await migrationList(folder),
        filters,
      });
      return appliedMigrationNames;
    },
    // The engine's lock on a Postgres lives as long as its connections.
    async close() {
      engine.free();
      await pool?.end();
    },
  };
}

async function migrationList(folder: string): Promise<MigrationList> {
  const migrations = await readMigrations(folder);
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: await readFile(join(folder, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: script } },
    })),
  };
}
