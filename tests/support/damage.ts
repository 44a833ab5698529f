import { open } from "node:fs/promises";
import { z } from "zod";
import { runSql } from "./sql.ts";

const PAGE_BYTES = 4096;
const Page = z.object({ pageno: z.coerce.number() });

/** Writes everything that a SQLite database holds into its one file, as a clean end would. */
export const settleFile = (path: string) => runSql(`file:${path}`, "PRAGMA wal_checkpoint(TRUNCATE)");

/** Overwrites every page of one table, as a failing disk or a stray program does. */
export async function damageTable(path: string, table: string): Promise<void> {
  const pages = await runSql(`file:${path}`, `SELECT pageno FROM dbstat WHERE name = '${table}'`);
  const file = await open(path, "r+");
  try {
    for (const { pageno } of z.array(Page).parse(pages)) {
      await file.write(Buffer.alloc(PAGE_BYTES, 0xab), 0, PAGE_BYTES, (pageno - 1) * PAGE_BYTES);
    }
  } finally {
    await file.close();
  }
}
