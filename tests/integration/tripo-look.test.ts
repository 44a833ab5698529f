import { describe, expect, test } from "vitest";
import type { Generation, Json } from "../../server/generation/generation.ts";
import type { Observation } from "../../server/generation/provider.ts";
import { accepted, enveloped, refusedWith, scriptedTripo } from "../support/scripted-tripo.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const task = (status: string, more: object = {}) => ({ task_id: "task-1", status, ...more });
const model_url = "https://tripo-data.rg1.data.tripo3d.com/m.glb?sig=1";

/** One look at a task that stands so. */
async function lookAt(data: object, row: Generation = accepted): Promise<Observation> {
  const { tripo } = await scriptedTripo(() => ({ body: enveloped(data) }));
  return tripo.look(row, unhurried());
}

/** What is seen by looks in a row, each of which knows what the one before it saw. */
async function looksInARow(statuses: readonly string[]): Promise<readonly Observation["type"][]> {
  const seen: Observation["type"][] = [];
  let observed: Json = null;
  for (const status of statuses) {
    const observation = await lookAt(task(status), { ...accepted, observed });
    if ("observed" in observation) observed = observation.observed;
    seen.push(observation.type);
  }
  return seen;
}

test("a look is one GET of the task, with the key as a bearer token", async () => {
  const { tripo, asked } = await scriptedTripo(() => ({ body: enveloped(task("queued")) }));
  await tripo.look({ ...accepted, operationId: "a/b" }, unhurried());
  expect(asked).toMatchObject([
    { method: "GET", path: "tasks/a%2Fb", headers: { authorization: "Bearer tsk_the-key" } },
  ]);
});

describe("a task that stands at", () => {
  test.each([
    ["queued", { progress: 0 }, 0],
    ["running", { progress: 42 }, 42],
    ["running", { progress: 42.6 }, 43],
    ["running", { progress: 700 }, 100],
    ["running", { progress: null }, -1],
    ["running", {}, -1],
    ["running", { progress: "half" }, -1],
  ])("%s with %j is pending", async (status, more, progress) => {
    const body = task(status, more);
    expect(await lookAt(body)).toEqual({ type: "pending", progress, providerRef: null, observed: body });
  });

  test("success is done, with the model that must be had and the picture that may", async () => {
    const rendered_image_url = "https://tripo-data.rg1.data.tripo3d.com/p.webp";
    const body = task("success", { progress: 100, output: { model_url, rendered_image_url } });
    expect(await lookAt(body)).toEqual({
      type: "done",
      output: {
        facts: {},
        files: [
          { role: "model", url: model_url, required: true, hash: null, ext: null },
          { role: "poster", url: rendered_image_url, required: false, hash: null, ext: null },
        ],
      },
      providerRef: null,
      observed: body,
    });
  });

  test.each([
    ["no picture of it", { model_url }],
    ["null for its picture", { model_url, rendered_image_url: null }],
    ["a picture that is no address", { model_url, rendered_image_url: 7 }],
    ["v2's name for the textured model before its plain ones", { base_model: "b", model: "a", pbr_model: model_url }],
    ["v2's name for the model before the untextured one", { base_model: "b", model: model_url }],
    ["nothing but the untextured model", { base_model: model_url }],
  ])("success with %s is done", async (_what, output) => {
    expect(await lookAt(task("success", { output }))).toMatchObject({
      type: "done",
      output: { files: [{ role: "model", url: model_url }] },
    });
  });

  test.each([{}, null, [], { rendered_image_url: "https://x" }])(
    "success without a model (%j) says nothing yet: its file may be listed at the next look",
    async (output) => {
      expect(await lookAt(task("success", { output }))).toMatchObject({ type: "unanswered" });
    },
  );

  test.each([
    [
      "failed",
      { error_code: 1000, error_message: "Server error" },
      "provider_failed",
      true,
      /^The model maker failed: Server error\. Retry/,
    ],
    ["failed", { error_code: 1001, error_message: "Busy." }, "provider_failed", true, /failed: Busy\. Retry/],
    ["failed", { error_code: 2018, error_message: "Too complex" }, "provider_failed", false, /Too complex\./],
    [
      "failed",
      { error_code: 2008, error_message: "Content policy" },
      "moderated",
      false,
      /declined this picture: Content policy\. Choose/,
    ],
    ["failed", { error_code: null, error_message: null }, "provider_failed", false, /It did not say why\./],
    ["failed", {}, "provider_failed", false, /It did not say why\./],
    ["banned", { error_code: 2008 }, "moderated", false, /declined this picture/],
    ["banned", {}, "provider_failed", false, /failed/],
    ["expired", {}, "provider_failed", false, /failed/],
    ["cancelled", {}, "cancelled_by_provider", false, /cancelled/],
  ])("%s with %j is failed at once", async (status, more, code, transient, message) => {
    const body = task(status, more);
    expect(await lookAt(body)).toEqual({
      type: "failed",
      code,
      message: expect.stringMatching(message),
      transient,
      observed: body,
    });
  });

  test.each(["unknown", "archived", ""])("%j is failed after three looks in a row, and not before", async (status) => {
    expect(await looksInARow([status, status, status])).toEqual(["pending", "pending", "failed"]);
  });

  test("anything unclear is counted together, whatever it is called", async () => {
    expect(await looksInARow(["unknown", "archived", "unknown"])).toEqual(["pending", "pending", "failed"]);
  });

  test("something clear again is forgiven what was unclear before", async () => {
    expect(await looksInARow(["unknown", "unknown", "running", "unknown", "unknown", "success"])).toEqual([
      "pending",
      "pending",
      "pending",
      "pending",
      "pending",
      "unanswered",
    ]);
    expect(await looksInARow(["unknown", "unknown", "queued", "unknown", "unknown", "unknown"])).toEqual([
      ...["pending", "pending", "pending", "pending", "pending"],
      "failed",
    ]);
  });

  test("an unheard-of status is named to whoever reads why it failed, bounded", async () => {
    const observed = { unclearLooks: 2, task: null };
    const seen = await lookAt(task(`lost${"!".repeat(500)}`), { ...accepted, observed });
    if (seen.type !== "failed") throw new Error(`It is not failed: ${JSON.stringify(seen)}`);
    expect(seen).toMatchObject({ code: "provider_failed", transient: false });
    expect(seen.message).toContain('status "lost!!');
    expect(seen.message.length).toBeLessThan(150);
  });
});

describe("a look that shows no task", () => {
  test.each([
    ["404 and Tripo's own code", 404, refusedWith(2001, "Task not found")],
    ["404 without a word", 404, ""],
    ["400 and Tripo's own code", 400, refusedWith(2001)],
  ])("is gone after %s", async (_what, status, body) => {
    const { tripo } = await scriptedTripo(() => ({ status, body }));
    expect(await tripo.look(accepted, unhurried())).toMatchObject({ type: "gone" });
  });

  test.each([
    ["401", 401, refusedWith(2)],
    ["403", 403, refusedWith(1005)],
    ["429", 429, refusedWith(1007)],
    ["500", 500, refusedWith(1000)],
    ["502 from a gateway", 502, "<html></html>"],
    ["an error's code with status 200", 200, refusedWith(1000)],
    ["an error's code and a task", 200, { ...refusedWith(1000), data: task("running") }],
    ["200 and no data", 200, { code: 0 }],
    ["200 and a task without a status", 200, enveloped({ task_id: "task-1" })],
    ["200 and a task without an id", 200, enveloped({ status: "success", output: { model_url } })],
    ["200 and no JSON", 200, "OK"],
    ["a redirect", 302, ""],
  ])("is unanswered after %s, which says nothing about the task", async (_what, status, body) => {
    const { tripo } = await scriptedTripo(() => ({ status, body, headers: { location: "http://127.0.0.1:1/" } }));
    const seen = await tripo.look(accepted, unhurried());
    expect(seen).toEqual({ type: "unanswered", message: expect.stringMatching(/\.$/) });
  });
});
