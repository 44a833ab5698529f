import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const crowdProcess = fileURLToPath(new URL("./crowd-process.ts", import.meta.url));

/**
 * Brings walking players into the hub, from a process of their own: what they decode is not in anybody's way here. They
 * leave when they are told to, and when this process ends.
 */
export async function gatherCrowd(url: string, count: number): Promise<{ leave(): Promise<void> }> {
  const child = spawn(process.execPath, [crowdProcess, url, String(count)], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const lines = createInterface(child.stdout);
  const gathered = await Promise.race([once(lines, "line"), ended.then(() => null)]);
  if (!gathered) throw new Error("The crowd left before it was complete; its last words are above.");
  return {
    async leave() {
      child.stdin.end();
      await ended;
    },
  };
}
