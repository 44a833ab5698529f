import { expect, onTestFinished, test } from "vitest";
import { MODEL_MS, modelJobs } from "../support/model-jobs.ts";
import { steer } from "../support/sandbox-control.ts";
import { aPng, asDataUrl } from "../support/small-pictures.ts";
import { until } from "../support/until.ts";
import { startWaygate } from "../support/waygate.ts";

test("a job outlives a kill, and a call that waits for one does not keep the server from ending", async () => {
  const waygate = await startWaygate({ LEASE_MS: "1000" });
  onTestFinished(waygate.close);
  const sandbox = steer(waygate.sandboxUrl);
  const jobs = modelJobs(waygate, asDataUrl(await aPng()));
  const id = await jobs.submit();
  const { task_id } = await jobs.accepted(id);
  await waygate.kill();
  await waygate.startAgain();
  expect(await jobs.status(id)).toMatchObject({ status: "running", task_id });
  const waiting = jobs.post("/api/generate-3d/sync");
  await until(async () => (await sandbox.charges()).length === 2);
  const [code] = await Promise.all([waygate.terminate(), waiting.catch(cutOff)]);
  expect(code).toBe(0);
  await waygate.startAgain();
  await sandbox.advance(MODEL_MS);
  expect(await jobs.ended(id)).toMatchObject({ status: "completed", task_id });
  expect(await sandbox.charges()).toHaveLength(2);
});

/** Whoever waits when the server ends is left without an answer. */
function cutOff(): void {}
