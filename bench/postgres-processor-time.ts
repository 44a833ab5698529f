import { readdir, readFile } from "node:fs/promises";
import { runSql } from "../tests/support/sql.ts";
import { statOf } from "./process-stat.ts";

/**
 * Finds a Postgres on this machine.
 *
 * @returns what tells how much of a core it has used so far, in ms: all its processes together, those that have ended
 *   included, from Linux's /proc
 */
export async function postgresProcessorTime(url: string): Promise<() => Promise<number>> {
  const [row] = await runSql(url, "SHOW data_directory");
  const main = (await readFile(`${row?.data_directory}/postmaster.pid`, "utf8")).split("\n")[0] ?? "";
  return async () => {
    let ms = (await statOf(main)).withEndedMs;
    for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
      const stat = await statOf(pid).catch(hasEnded);
      if (stat?.parent === main) ms += stat.ownMs;
    }
    return ms;
  };
}

/** A process may be gone before its file is read. */
const hasEnded = (): null => null;
