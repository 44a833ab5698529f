import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Takes a running process' disk away, and gives it back: from then on the kernel refuses it every write into a file, as on
 * a full disk, whoever runs the test and without a file system of its own. Node ignores the signal that comes with it.
 */
export function diskOf(pid: number) {
  const limit = (bytes: string) => promisify(execFile)("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
  return { fill: () => limit("0"), empty: () => limit("unlimited") };
}
