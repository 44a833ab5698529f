import { readdir, readFile } from "node:fs/promises";
import { runSql } from "../tests/support/sql.ts";

/** Linux counts in these towards processes, whatever its own clock does. */
const tickMs = 10;

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
    let ticks = (await statOf(main)).withEnded;
    for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
      const stat = await statOf(pid).catch(hasEnded);
      if (stat?.parent === main) ticks += stat.own;
    }
    return ticks * tickMs;
  };
}

/** The fields of proc_pid_stat(5), which begin to be numbers after the name; that may hold anything. */
async function statOf(pid: string): Promise<{ parent: string; own: number; withEnded: number }> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const field = (number: number): number => Number(fields[number - 3]);
  const own = field(14) + field(15);
  return { parent: String(field(4)), own, withEnded: own + field(16) + field(17) };
}

/** A process may be gone before its file is read. */
const hasEnded = (): null => null;
