import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openRegister } from "../../server/sandbox/tripo/register.ts";
import { temporaryDataDir } from "./sandbox-marble-client.ts";
import { MODEL_MS, startedTripo, TripoClient } from "./sandbox-tripo-client.ts";

test("what was true before a restart is true after it: tasks, their ends, files, charges", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedTripo(dataDir);
  await before.fault("moderated");
  const input = await before.uploaded();
  const failed = await before.accepted({ input });
  await before.fault("says", { status: "banned", on: "create" });
  const banned = await before.accepted({ input });
  await before.advance(MODEL_MS);
  const running = await before.accepted({ input });
  await before.advance(MODEL_MS / 2);
  const known = async (tripo: TripoClient) => ({
    looks: await Promise.all([failed, banned, running].map(async (id) => (await tripo.look(id)).body)),
    usage: (await tripo.call("GET", "/account/usage")).body,
    balance: (await tripo.call("GET", "/account/balance")).body,
    ledger: await tripo.ledger(),
  });
  const knownBefore = await known(before);
  await before.close();
  const after = await startedTripo(dataDir);
  expect(await known(after)).toEqual(knownBefore);
  expect(knownBefore).toMatchObject({
    looks: [{ data: { error_code: 2008 } }, { data: { status: "banned" } }, { data: { progress: 50 } }],
    ledger: [{ refunded: true }, { refunded: true }, { refunded: false, tag: input }],
  });
  expect((await after.create({ input })).status).toBe(200);
});

test("deleted models are made again to the same bytes, also after a restart", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedTripo(dataDir);
  const taskId = await before.accepted();
  await before.advance(MODEL_MS);
  const read = async (tripo: TripoClient) => {
    const { model_url, rendered_image_url } = await tripo.finished(taskId);
    return Promise.all([tripo.bytes(model_url), tripo.bytes(rendered_image_url)]);
  };
  const made = await read(before);
  await before.close();
  await rm(join(dataDir, "sandbox", "files", "tripo", "models"), { recursive: true });
  const again = await read(await startedTripo(dataDir));
  expect(again.map((bytes, index) => bytes.equals(made[index] ?? Buffer.alloc(0)))).toEqual([true, true]);
});

test("the journal holds no key", async () => {
  const dataDir = await temporaryDataDir();
  const tripo = (await startedTripo(dataDir)).withKey("tsk_secret_key");
  const taskId = await tripo.accepted();
  const journal = await readFile(join(dataDir, "sandbox", "journal.jsonl"), "utf8");
  expect(journal).toContain(taskId);
  expect(journal).not.toContain("tsk_secret_key");
});

test("a task that could not be written is neither accepted nor billed", async () => {
  const failing = { past: () => [], append: () => Promise.reject(new Error("disk full")), close: async () => {} };
  const register = openRegister(failing);
  const task = {
    taskId: "task",
    owner: "me",
    model: "v3.1-20260211",
    fileToken: "file_1",
    faceLimit: null,
    input: {},
    credits: 30,
    createdAt: 0,
    durationMs: 1,
    outcome: { how: "succeeds" },
  } as const;
  await expect(register.addTask(task)).rejects.toThrow("disk full");
  expect(register.tasks()).toEqual([]);
});

const MAIN = new URL("../../server/sandbox/main.ts", import.meta.url).pathname;

function run(dataDir: string): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, SANDBOX_PORT: "0", SANDBOX_MODEL_SECONDS: "3600", DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Waits until the process says where it listens. */
async function clientOf(child: ChildProcess): Promise<TripoClient> {
  let said = "";
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (url !== undefined)
      return new TripoClient({ url, tripoBaseUrl: `${url}/v3`, close: async () => {} }, "tsk_mine");
  }
  throw new Error(`the sandbox ended without saying where it listens: ${said}`);
}

test("killed right after an answer, while the model is made, the sandbox still knows file and task", async () => {
  const dataDir = await temporaryDataDir();
  const first = run(dataDir);
  const before = await clientOf(first);
  const input = await before.uploaded();
  const taskId = await before.accepted({ input });
  const dead = once(first, "exit");
  first.kill("SIGKILL");
  await dead;
  const after = await clientOf(run(dataDir));
  expect(await after.look(taskId)).toMatchObject({ status: 200, body: { data: { input: { input } } } });
  expect(await after.ledger()).toMatchObject([{ operationId: taskId, tag: input }]);
  await after.advance(3_600_000);
  expect((await after.bytes((await after.finished(taskId)).model_url)).subarray(0, 4).toString()).toBe("glTF");
});
