import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../server/sandbox/sandbox.ts";
import { MarbleClient, startedSandbox, temporaryDataDir } from "./sandbox-marble-client.ts";

const MAIN = new URL("../../server/sandbox/main.ts", import.meta.url).pathname;

function run(environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, SANDBOX_PORT: "0", SANDBOX_SPLAT_SCALE: "0.02", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Waits until the process says where it listens. */
async function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`the sandbox ended without saying where it listens: ${said}`);
}

async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  const said = child.stderr === null ? "" : text(child.stderr);
  const code = child.exitCode ?? (await once(child, "exit"))[0];
  return { code, said: await said };
}

function clientAt(url: string): MarbleClient {
  const close = async () => {};
  return new MarbleClient({ url, marbleBaseUrl: url, tripoBaseUrl: "", replicateBaseUrl: "", close });
}

test("killed right after an answer, the sandbox still knows the task when it is started again", async () => {
  const DATA_DIR = await temporaryDataDir();
  const first = run({ DATA_DIR });
  const operationId = await clientAt(await addressOf(first)).accepted({ tags: ["kept"] });
  const dead = ended(first);
  first.kill("SIGKILL");
  await dead;
  const second = clientAt(await addressOf(run({ DATA_DIR })));
  expect(await second.look(operationId)).toMatchObject({ status: 200, body: { done: false } });
  expect(await second.ledger()).toMatchObject([{ operationId, tag: "kept" }]);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s ends the process cleanly, in the middle of painting", async (signal) => {
  const child = run({ DATA_DIR: await temporaryDataDir(), SANDBOX_WORLD_SECONDS: "0" });
  const marble = clientAt(await addressOf(child));
  const { assets } = await marble.finished(await marble.accepted());
  const cutOff = marble.bytes(assets.thumbnail_url).catch(() => "cut off");
  await marble.ledger();
  const end = ended(child);
  child.kill(signal);
  expect(await cutOff).toBe("cut off");
  expect(await end).toEqual({ code: 0, said: "" });
});

test.each([
  ["SANDBOX_PORT", "70000"],
  ["SANDBOX_WORLD_SECONDS", "soon"],
  ["SANDBOX_MODEL_SECONDS", "-1"],
  ["SANDBOX_SPLAT_SCALE", "0"],
])("%s=%s stops the start with a sentence that names it", async (name, value) => {
  const { code, said } = await ended(run({ DATA_DIR: await temporaryDataDir(), [name]: value }));
  expect(code).toBe(1);
  expect(said).toMatch(new RegExp(`^${name} is "${value}": .*\\.\\n$`));
});

test("a taken port is refused with a sentence that says which, and what to set", async () => {
  const taken = await startedSandbox();
  const port = Number(new URL(taken.url).port);
  const dataDir = await temporaryDataDir();
  const start = startSandbox({
    port,
    dataDir,
    worldSeconds: 1,
    modelSeconds: 15,
    imageSeconds: 6,
    videoSeconds: 12,
    splatScale: 0.02,
  });
  await expect(start).rejects.toThrow(`Port ${port} is taken, so the sandbox cannot start. Set SANDBOX_PORT`);
});

test("it listens on 127.0.0.1 and nowhere else", async () => {
  const marble = await startedSandbox();
  const socket = connect({ host: "127.0.0.2", port: Number(new URL(marble.url).port) });
  await expect(once(socket, "connect")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
