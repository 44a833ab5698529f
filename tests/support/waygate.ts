import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";

const root = resolve(import.meta.dirname, "../..");

export interface Waygate {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly dataDir: string;
  /** Every line the server printed, over all its lives. */
  readonly lines: readonly string[];
  /** Of the process that runs now. */
  pid(): number;
  /** As an operator's kill -9 or a lost machine ends it. */
  kill(): Promise<void>;
  /** As a supervisor ends it; resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** Starts it again on what the former life left behind; an operator may have changed a setting meanwhile. */
  startAgain(changed?: Readonly<Record<string, string>>): Promise<void>;
  /** Puts the process to sleep as it is, with all its connections (SIGSTOP). Resolves once it sleeps. */
  sleep(): Promise<void>;
  isAsleep(): Promise<boolean>;
  /** Lets it go on from the instruction it was put to sleep at. */
  wake(): void;
  /** Whether the process is gone, however it went. */
  hasEnded(): boolean;
  /** Ends it and removes what it kept. */
  close(): Promise<void>;
}

/**
 * The whole server as its own process, sandbox included, on free ports and an empty folder. Small worlds, quick looks:
 * the sandbox's clock is moved by the tests, so its worlds take as long as with Marble.
 */
export async function startWaygate(
  environment: Readonly<Record<string, string>> = {},
  { folder = root, args = ["server/main.ts"] }: { readonly folder?: string; readonly args?: readonly string[] } = {},
): Promise<Waygate> {
  const dataDir = await mkdtemp(join(tmpdir(), "waygate-"));
  const port = await freePort();
  const sandboxPort = await freePort();
  const lines: string[] = [];
  let running: ChildProcess;

  async function start(changed: Readonly<Record<string, string>> = {}): Promise<void> {
    running = spawn(process.execPath, args, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        HOST: "127.0.0.1",
        SANDBOX_PORT: String(sandboxPort),
        DATA_DIR: dataDir,
        DATABASE_URL: `file:${join(dataDir, "waygate.db")}`,
        WORLD_POLL_MS: "500",
        POLL_GRANT_MS: "1000",
        SANDBOX_WORLD_SECONDS: "300",
        SANDBOX_MODEL_SECONDS: "100",
        SANDBOX_IMAGE_SECONDS: "100",
        SANDBOX_VIDEO_SECONDS: "100",
        SANDBOX_SPLAT_SCALE: "0.02",
        MARBLE_STARTS_PER_MINUTE: "1000",
        MARBLE_STARTS_PER_HOUR: "10000",
        ...environment,
        ...changed,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exited = once(running, "exit").then(([code]) => {
      throw new Error(`The server ended with ${code}:\n${lines.join("\n")}`);
    });
    await Promise.race([opened(running), exited]);
    exited.catch(endedLater);
  }

  function opened({ stdout, stderr }: ChildProcess): Promise<void> {
    const { promise, resolve: open } = Promise.withResolvers<void>();
    for (const stream of [stdout, stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (line.startsWith("Waygate is open at")) open();
      });
    }
    return promise;
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    if (running.exitCode !== null || running.signalCode !== null) return running.exitCode;
    const exited = once(running, "exit");
    running.kill(signal);
    const [code] = await exited;
    return code;
  }

  /** The process's state, the first field behind the name in brackets: `T` for stopped. */
  const isAsleep = async (): Promise<boolean> =>
    /\) T [^)]*$/.test(await readFile(`/proc/${running.pid}/stat`, "utf8"));

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    dataDir,
    lines,
    pid() {
      if (running.pid === undefined) throw new Error("The server was never started.");
      return running.pid;
    },
    kill: async () => void (await end("SIGKILL")),
    terminate: () => end("SIGTERM"),
    startAgain: start,
    async sleep() {
      running.kill("SIGSTOP");
      await until(isAsleep);
    },
    isAsleep,
    wake: () => void running.kill("SIGCONT"),
    hasEnded: () => running.exitCode !== null || running.signalCode !== null,
    async close() {
      await end("SIGKILL");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Once it is open, its end is the test's own doing. */
function endedLater(): void {}
