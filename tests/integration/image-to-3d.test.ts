import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Generate3dAnswer, ModelStatusAnswer } from "../../contract/routes.ts";
import { MODEL_MS, modelJobs } from "../support/model-jobs.ts";
import { join } from "../support/player.ts";
import { steer } from "../support/sandbox-control.ts";
import { aPng, asDataUrl } from "../support/small-pictures.ts";
import { runSql } from "../support/sql.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let jobs: ReturnType<typeof modelJobs>;
let png: Buffer;
beforeAll(async () => {
  png = await aPng();
  waygate = await startWaygate();
  sandbox = steer(waygate.sandboxUrl);
  jobs = modelJobs(waygate, asDataUrl(png));
});
afterAll(() => waygate.close());

/** What Tripo billed and has not given back. */
const paid = async (): Promise<number> =>
  (await sandbox.charges()).filter(({ provider, refunded }) => provider === "tripo" && !refunded).length;
const fault = (name: string, more: object = {}) => sandbox.fault(name, 1, { provider: "tripo", ...more });

test("the seed's two snippets, one after the other, end with a model that can be fetched", async () => {
  const response = await fetch(`${waygate.url}/api/generate-3d`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      sessionId: "your-session-id",
      iteration: 1,
      targetObject: "Golden Retriever",
      imageUrl: asDataUrl(png),
    }),
  });
  const result = Generate3dAnswer.parse(await response.json());
  await jobs.accepted(result.record_id);
  const said: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string>();
  const poll = async (): Promise<void> => {
    const answer = await fetch(`${waygate.url}/api/generation-status/${result.record_id}`);
    const status = ModelStatusAnswer.parse(await answer.json());
    said.push(status.status);
    switch (status.status) {
      case "completed":
        return resolve(status["3d_url"] ?? "");
      case "failed":
      case "cancelled":
      case "timeout":
        return resolve(status.error_message ?? "");
      case "running":
        // In place of ten seconds.
        await sandbox.advance(MODEL_MS / 10);
        return poll();
    }
  };
  await poll();
  const model = await fetch(new URL(await promise, waygate.url));
  expect([model.status, model.headers.get("content-type")]).toEqual([200, "model/gltf-binary"]);
  expect(Buffer.from(await model.arrayBuffer()).toString("latin1", 0, 4)).toBe("glTF");
  expect(new Set(said)).toEqual(new Set(["running", "completed"]));
});

describe("what becomes of a task is said in the seed's words, and paid for only where it is a model", () => {
  const ends = [
    ["a task that succeeds", "completed", 1, null],
    ["a task that fails", "failed", 0, () => fault("task_fails")],
    ["a task that falls foul of the content policy", "failed", 0, () => fault("moderated")],
    ["a task that the provider failed by its own fault", "completed", 1, () => fault("task_fails_transiently")],
    ["a task that is cancelled there", "cancelled", 0, () => fault("says", { on: "create", status: "cancelled" })],
    ["a task that is lost there", "failed", 0, () => fault("says", { on: "create", status: "unknown" })],
    ["a task that is banned, in the words of v2", "failed", 0, () => fault("says", { on: "create", status: "banned" })],
    ["a task that expired, in the words of v2", "failed", 0, () => fault("says", { on: "create", status: "expired" })],
    [
      "a task that is archived, of which nobody has heard",
      "failed",
      0,
      () => fault("says", { on: "create", status: "archived" }),
    ],
  ] as const;
  const ids = new Map<string, number>();
  const firstTasks = new Map<number, string | null>();
  let before = 0;
  beforeAll(async () => {
    before = await paid();
    for (const [what, , , spoil] of ends) {
      await spoil?.();
      const id = await jobs.submit({ targetObject: what.slice(0, 80) });
      firstTasks.set(id, (await jobs.accepted(id)).task_id);
      ids.set(what, id);
    }
    await sandbox.advance(MODEL_MS);
  });

  test.each(ends)("%s is %s", async (what, status) => {
    const id = ids.get(what) ?? 0;
    // A second task has a second life to live.
    if (what.includes("own fault")) {
      const before = [null, firstTasks.get(id)];
      await until(async () => !before.includes((await jobs.status(id)).task_id));
      await sandbox.advance(MODEL_MS);
    }
    const answer = await jobs.ended(id);
    expect(answer).toMatchObject({ status, record_id: id, target_object: what.slice(0, 80) });
    expect(answer.error_message === undefined).toBe(status === "completed");
    if (status !== "completed") expect(answer.error_message).toMatch(/^[A-Z].*\.$/);
  });

  test("and that is all that was paid", async () => {
    for (const id of ids.values()) await jobs.ended(id);
    expect(await paid()).toBe(before + ends.reduce((sum, [, , cost]) => sum + cost, 0));
  });

  test("and the view says the same of every one", async () => {
    const seen = await runSql(`file:${waygate.dataDir}/waygate.db`, "SELECT * FROM generated_images");
    for (const id of ids.values()) {
      const { record_id, error_message = null, created_at, updated_at: _, ...answer } = await jobs.ended(id);
      const row = seen.find((each) => Number(each.id) === record_id);
      expect(row).toMatchObject({ ...answer, error_message });
      expect(new Date(String(row?.created_at)).toISOString()).toBe(created_at);
    }
  });
});

describe("a lost answer", () => {
  test.each([
    ["in full", 0],
    ["without what they were made from", 1],
  ])("is searched for in the account's tasks, listed %s, and the model is paid once", async (_how, bare) => {
    const before = await paid();
    await fault("lose_answer", { on: "create" });
    if (bare === 1) await fault("bare_usage");
    const id = await jobs.submit();
    await jobs.accepted(id);
    await sandbox.advance(MODEL_MS);
    expect(await jobs.ended(id)).toMatchObject({ status: "completed" });
    expect(await paid()).toBe(before + 1);
  });
});

test("links that died are asked for anew, and the model comes", async () => {
  const id = await jobs.submit();
  await jobs.accepted(id);
  await fault("expired_files");
  await sandbox.advance(MODEL_MS);
  expect(await jobs.ended(id)).toMatchObject({ status: "completed" });
  expect(await sandbox.waitingFaults()).toEqual([]);
});

test("the asker's open connection is told, wherever they are: job_completed and job_failed", async () => {
  const ada = await join(waygate.url);
  const bob = await join(waygate.url, { name: "Bob" });
  const told = (name: string) => ada.received.filter(({ type }) => type === name).map(({ message }) => message);
  const asAda = { authorization: `Bearer ${ada.token}` };
  const good = await jobs.submit({}, asAda);
  await jobs.accepted(good);
  await fault("task_fails");
  const bad = await jobs.submit({}, asAda);
  await jobs.accepted(bad);
  await sandbox.advance(MODEL_MS);
  const { image_url, ...answer } = await jobs.ended(good);
  const { error_message } = await jobs.ended(bad);
  await until(() => told("job_completed").length === 1 && told("job_failed").length === 1);
  const about = { kind: "model", job_id: expect.any(String) };
  expect(told("job_completed")).toEqual([
    { ...about, record_id: good, result: { "3d_url": answer["3d_url"], image_url } },
  ]);
  expect(told("job_failed")).toEqual([{ ...about, record_id: bad, status: "failed", error: error_message }]);
  expect(bob.received.filter(({ type }) => type.startsWith("job_"))).toEqual([]);
  await ada.leave();
  await bob.leave();
});

test("a call that waits for the end is answered with it, and one that was hung up on goes on", async () => {
  const count = (await sandbox.charges()).length;
  const hangUp = new AbortController();
  const waiting = jobs.post("/api/generate-3d/sync", { targetObject: "waited for" });
  const left = jobs.post("/api/generate-3d/sync", { targetObject: "left alone" }, {}, hangUp.signal);
  await until(async () => (await sandbox.charges()).length === count + 2);
  hangUp.abort();
  await expect(left).rejects.toThrow();
  await sandbox.advance(MODEL_MS);
  const answer = await waiting;
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "completed", target_object: "waited for" });
  const found = await runSql(
    `file:${waygate.dataDir}/waygate.db`,
    "SELECT id FROM generated_images WHERE target_object = 'left alone'",
  );
  expect(await jobs.ended(Number(found[0]?.id))).toMatchObject({ status: "completed" });
});

test("of more jobs than Tripo takes at once the others wait, and none fails or is sent twice for that", async () => {
  const before = await paid();
  const rows = () =>
    runSql(
      `file:${waygate.dataDir}/waygate.db`,
      "SELECT id, status, attempts FROM generations WHERE input ->> '$.sessionId' = 'a crowd'",
    );
  const standing = async (status: string) => (await rows()).filter((row) => row.status === status);
  // A model takes the sandbox its time: of those that go first none is made.
  await sandbox.fault("task_fails", 10, { provider: "tripo" });
  const ids = await Promise.all(Array.from({ length: 12 }, () => jobs.submit({ sessionId: "a crowd" })));
  await until(async () => (await standing("running")).length === 10);
  const waiting = await standing("queued");
  expect(waiting.map(({ attempts }) => attempts)).toEqual([0, 0]);
  await sandbox.advance(MODEL_MS);
  for (const { id } of waiting) await jobs.accepted(Number(id));
  await sandbox.advance(MODEL_MS);
  for (const { id } of waiting) expect(await jobs.ended(Number(id))).toMatchObject({ status: "completed" });
  for (const id of ids) await jobs.ended(id);
  expect((await rows()).map(({ attempts }) => attempts)).toEqual(Array.from({ length: 12 }, () => 1));
  expect(await paid()).toBe(before + 2);
});
