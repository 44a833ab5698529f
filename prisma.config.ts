import { defineConfig } from "prisma/config";
import { parseDatabaseUrl } from "./server/persistence/database-url.ts";

// What Prisma's own command line works on (`npx prisma migrate status`, `npx prisma studio`): the database that
// DATABASE_URL names, with its schema (written by `npm run generate`) and its migrations.
const address = parseDatabaseUrl(process.env.DATABASE_URL ?? "file:./data/waygate.db");

export default defineConfig({
  schema: `generated/${address.provider}.prisma`,
  migrations: { path: `prisma/migrations/${address.provider}` },
  datasource: { url: address.url },
});
