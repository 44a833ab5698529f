import { readFile } from "node:fs/promises";

/** Linux counts in these towards processes, whatever its own clock does. */
const tickMs = 10;

/**
 * What a process of this machine has used of a core so far, by itself and with those of its children that have ended: the
 * fields of proc_pid_stat(5), which begin to be numbers after the name; that may hold anything.
 */
export async function statOf(pid: string | number): Promise<{ parent: string; ownMs: number; withEndedMs: number }> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const field = (number: number): number => Number(fields[number - 3]);
  const own = field(14) + field(15);
  return { parent: String(field(4)), ownMs: own * tickMs, withEndedMs: (own + field(16) + field(17)) * tickMs };
}
