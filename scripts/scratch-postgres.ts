import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface ScratchPostgres {
  /** Of its `postgres` database, with the right to make others. */
  readonly url: string;
  stop(): Promise<void>;
}

const announcement = z.object({ url: z.url() });
const keeper = fileURLToPath(new URL("./scratch-postgres-keeper.ts", import.meta.url));

/**
 * Starts an empty Postgres of our own on a free port of this machine; what is in it is gone after `stop`. It lives in a
 * process that ends it when its standard input closes, so it ends with us, however we end.
 */
export async function startScratchPostgres(): Promise<ScratchPostgres> {
  const child = spawn(process.execPath, [keeper], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  const lines = createInterface(child.stdout);
  const answer = await Promise.race([once(lines, "line"), ended.then(() => null)]);
  if (!answer) throw new Error("The scratch Postgres ended before it was ready; its last words are above.");
  return { url: announcement.parse(JSON.parse(String(answer[0]))).url, stop };
}
