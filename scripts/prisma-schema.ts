import { readFile } from "node:fs/promises";
import type { DatabaseProvider } from "../server/persistence/database-url.ts";

/**
 * The whole Prisma schema for one database: the models, which are said once, behind a datasource and a generator of its
 * own. The client goes into the folder named for the database, beside the schema.
 */
export async function prismaSchema(provider: DatabaseProvider): Promise<string> {
  const models = await readFile(new URL("../prisma/models.prisma", import.meta.url), "utf8");
  return `// Written by npm run generate from prisma/models.prisma.

generator client {
  provider               = "prisma-client"
  output                 = "./${provider}"
  moduleFormat           = "esm"
  importFileExtension    = "ts"
  generatedFileExtension = "ts"
}

datasource db {
  provider = "${prismaProvider[provider]}"
}

${models}`;
}

/** What Prisma calls the databases. */
export const prismaProvider: Record<DatabaseProvider, string> = { sqlite: "sqlite", postgres: "postgresql" };
