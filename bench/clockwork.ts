import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export const Time = z.object({
  /** ms since 1970; absent: as late as it is. */
  at: z.number().optional(),
  /** How fast time passes, against the real one. */
  speed: z.number().positive(),
});
export type Time = z.infer<typeof Time>;

const Sample = z.object({
  /** ms since the process started, by the real time. */
  atMs: z.number(),
  /** What the process has used of a core since then. */
  cpuMs: z.number(),
  /** Taken since then. */
  looks: z.number(),
});
export type Sample = z.infer<typeof Sample>;

export interface Clockwork {
  /** Sets its time, and returns what it has used and done by now. */
  set(time: Time): Promise<Sample>;
  stop(): Promise<void>;
}

const clockworkProcess = fileURLToPath(new URL("./clockwork-process.ts", import.meta.url));

/**
 * Starts the due clock on a database, in a process of its own: nothing else is in its processor time. It begins when
 * its time is set.
 *
 * @param lookMs from one look at a row to its next
 */
export function startClockwork(url: string, lookMs: number): Clockwork {
  const child = spawn(process.execPath, [clockworkProcess, url, String(lookMs)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines = createInterface(child.stdout);
  return {
    async set(time) {
      child.stdin.write(`${JSON.stringify(time)}\n`);
      const line = await Promise.race([once(lines, "line"), ended.then(() => null)]);
      if (!line) throw new Error("The due clock's process ended; its last words are above.");
      return Sample.parse(JSON.parse(String(line[0])));
    },
    async stop() {
      // Behind on SQLite it would hear of anything else only after what it is at.
      child.kill("SIGKILL");
      await ended;
    },
  };
}
