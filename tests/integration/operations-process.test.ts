import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

/** Runs the process beside this file to its end, and gives its exit code and what it wrote. */
async function run(end: string, onLine: (line: string, child: ReturnType<typeof spawn>) => void = () => undefined) {
  const child = spawn(process.execPath, [new URL("./operations-process.ts", import.meta.url).pathname, end]);
  let written = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written += text;
    onLine(text, child);
  });
  const [code] = await once(child, "close");
  return { code, written };
}

test.each([
  ["rejection", "unhandledRejection", "nobody caught me"],
  ["exception", "uncaughtException", "JSON"],
])("a process with an unhandled %s is closed in order and ends with a bad exit code", async (end, event, message) => {
  const { code, written } = await run(end);
  expect(code).toBe(1);
  expect(written).toContain(`"msg":"${event}"`);
  expect(written).toContain(message);
  expect(written).toContain("closed in order");
});

test("a process that is told to end is closed in order and ends well", async () => {
  const { code, written } = await run("signal", (line, child) => {
    if (line.includes("waiting for a signal")) child.kill("SIGTERM");
  });
  expect(code).toBe(0);
  expect(written).toContain("closed in order");
});
