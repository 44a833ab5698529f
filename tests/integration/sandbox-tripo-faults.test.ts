import { expect, test } from "vitest";
import { MODEL_MS, startedTripo } from "./sandbox-tripo-client.ts";

test("lose_answer makes and bills the model, and resets the connection; the usage still knows its file", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  await tripo.fault("lose_answer");
  await expect(tripo.create({ input })).rejects.toThrow();
  const [charge] = await tripo.ledger();
  expect(charge).toMatchObject({ tag: input, refunded: false });
  expect(await tripo.call("GET", "/account/usage")).toMatchObject({
    body: { data: [{ task_id: charge?.operationId, input: { input } }] },
  });
  expect((await tripo.create({ input })).status).toBe(200);
});

test("refuse_connection refuses connections for a while, and makes nothing", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  await tripo.fault("refuse_connection", { forMs: 100 });
  await expect(tripo.create({ input })).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  await expect.poll(() => tripo.ledger().catch(() => "refused"), { timeout: 10_000 }).toEqual([]);
});

test.each([
  ["throttle", 429, 2000, "2"],
  ["throttle_without_hint", 429, 1007, null],
  ["no_credits", 403, 2010, null],
  ["server_error", 500, 1000, null],
])("%s answers the next creations %i/%i, makes nothing, and is then used up", async (fault, status, code, hint) => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  await tripo.fault(fault, { times: 2 });
  for (const attempt of [1, 2]) {
    const reply = await tripo.create({ input });
    expect([attempt, reply.status, reply.headers.get("retry-after")]).toEqual([attempt, status, hint]);
    expect(reply.body).toMatchObject({ code, status: "error" });
  }
  expect(await tripo.ledger()).toEqual([]);
  expect((await tripo.create({ input })).status).toBe(200);
});

test("throttle and server_error concern looks too, where the limit is one of requests", async () => {
  const tripo = await startedTripo();
  const taskId = await tripo.accepted();
  await tripo.fault("throttle");
  await tripo.fault("server_error");
  expect(await tripo.look(taskId)).toMatchObject({ status: 429, body: { code: 1007 } });
  expect(await tripo.look(taskId)).toMatchObject({ status: 500, body: { code: 1000 } });
  expect(await tripo.look(taskId)).toMatchObject({ status: 200 });
});

test("`on` narrows a fault to one kind of request", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  const taskId = await tripo.accepted({ input });
  await tripo.advance(MODEL_MS);
  const { rendered_image_url } = await tripo.finished(taskId);
  const picture = await tripo.bytes(rendered_image_url);
  const statuses = async () => [
    (await tripo.upload(picture)).status,
    (await tripo.create({ input })).status,
    (await tripo.look(taskId)).status,
    (await tripo.call("GET", "/account/usage")).status,
    (await tripo.send("GET", rendered_image_url)).status,
  ];
  const expected = {
    upload: [500, 200, 200, 200, 200],
    create: [200, 500, 200, 200, 200],
    look: [200, 200, 500, 200, 200],
    list: [200, 200, 200, 500, 200],
    file: [200, 200, 200, 200, 500],
  };
  for (const [on, answered] of Object.entries(expected)) {
    await tripo.fault("server_error", { on });
    expect(await statuses()).toEqual(answered);
  }
});

test("a request that is refused anyway uses up no fault", async () => {
  const tripo = await startedTripo();
  await tripo.fault("server_error");
  expect(await tripo.create({ input: "file_unknown" })).toMatchObject({ status: 400 });
  expect(await tripo.look("unknown")).toMatchObject({ status: 404 });
  expect(await tripo.create({ input: await tripo.uploaded() })).toMatchObject({ status: 500 });
});

test("not_found hides a task for one look", async () => {
  const tripo = await startedTripo();
  const taskId = await tripo.accepted();
  await tripo.fault("not_found");
  expect(await tripo.look(taskId)).toMatchObject({ status: 404, body: { code: 2001 } });
  expect(await tripo.look(taskId)).toMatchObject({ status: 200 });
});

test.each([
  ["task_fails", 2018],
  ["task_fails_transiently", 1001],
  ["moderated", 2008],
])("%s lets the next task fail at its end with %i, and refunds it then", async (fault, code) => {
  const tripo = await startedTripo();
  await tripo.fault(fault);
  const [failing, working] = [await tripo.accepted(), await tripo.accepted()];
  await tripo.advance(MODEL_MS - 1);
  expect(await tripo.look(failing)).toMatchObject({ body: { data: { status: "running", error_code: null } } });
  expect(await tripo.ledger()).toMatchObject([{ refunded: false }, { refunded: false }]);
  await tripo.advance(1);
  expect(await tripo.look(failing)).toMatchObject({
    status: 200,
    body: {
      code: 0,
      data: { status: "failed", output: {}, credits_consumed: 0, error_code: code, error_message: expect.any(String) },
    },
  });
  expect(await tripo.look(working)).toMatchObject({ body: { data: { status: "success" } } });
  expect(await tripo.ledger()).toMatchObject([{ refunded: true }, { refunded: false }]);
});

test.each(["unknown", "banned", "expired", "cancelled", "pondering"])(
  "says lets one look say %s of a task, or, ordered on its creation, ends it with that word and a refund",
  async (status) => {
    const tripo = await startedTripo();
    await tripo.fault("says", { status, on: "create" });
    const [ended, passing] = [await tripo.accepted(), await tripo.accepted()];
    await tripo.advance(MODEL_MS);
    await tripo.fault("says", { status });
    expect(await tripo.look(passing)).toMatchObject({ body: { data: { status, output: {} } } });
    expect(await tripo.look(passing)).toMatchObject({ body: { data: { status: "success" } } });
    for (const look of [await tripo.look(ended), await tripo.look(ended)]) {
      expect(look).toMatchObject({ body: { data: { status, output: {}, error_code: null, credits_consumed: 0 } } });
    }
    expect(await tripo.ledger()).toMatchObject([{ refunded: true }, { refunded: false }]);
  },
);

test("a task that says it is still running at its end is not refunded", async () => {
  const tripo = await startedTripo();
  await tripo.fault("says", { status: "running", on: "create" });
  const taskId = await tripo.accepted();
  await tripo.advance(100 * MODEL_MS);
  expect(await tripo.look(taskId)).toMatchObject({ body: { data: { status: "running", output: {} } } });
  expect(await tripo.ledger()).toMatchObject([{ refunded: false }]);
});

test("slow holds the answer back, which then comes whole", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  await tripo.fault("slow", { forMs: 1 });
  expect(await tripo.create({ input })).toMatchObject({ status: 200, body: { data: { status: "queued" } } });
});

test("garbage answers 200 with no JSON, and the model is made", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  await tripo.fault("garbage", { times: 2 });
  expect(await tripo.create({ input })).toMatchObject({ status: 200, body: expect.any(String) });
  const taskId = String((await tripo.ledger())[0]?.operationId);
  expect(await tripo.look(taskId)).toMatchObject({ status: 200, body: expect.any(String) });
  expect(await tripo.look(taskId)).toMatchObject({ status: 200, body: { data: { task_id: taskId } } });
});

test("expired_files ends a task's links for good, and the next look gives fresh ones", async () => {
  const tripo = await startedTripo();
  const taskId = await tripo.accepted();
  await tripo.advance(MODEL_MS);
  const old = await tripo.finished(taskId);
  await tripo.fault("expired_files");
  for (const url of [old.model_url, old.model_url, old.rendered_image_url]) {
    expect((await tripo.send("GET", url)).status).toBe(403);
  }
  expect((await tripo.send("GET", (await tripo.finished(taskId)).model_url)).status).toBe(200);
});

test("bare_usage leaves the tasks' input out of one usage; they are still told by their ids", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  const taskId = await tripo.accepted({ input });
  await tripo.fault("bare_usage");
  const bare = await tripo.call("GET", "/account/usage");
  expect(bare).toMatchObject({ body: { data: [{ task_id: taskId }] } });
  expect(bare.body).not.toHaveProperty("data.0.input");
  expect(await tripo.call("POST", "/tasks/list", { task_ids: [taskId] })).toMatchObject({
    body: { data: { tasks: { [taskId]: { input: { input } } } } },
  });
  expect(await tripo.call("GET", "/account/usage")).toMatchObject({ body: { data: [{ input: { input } }] } });
});

test.each([
  ["says without a status", { fault: "says" }, "status"],
  ["a status for another fault", { fault: "throttle", status: "banned" }, "status"],
  ["a status of other letters", { fault: "says", status: "Oh no" }, "status"],
  ["a fault of Marble's", { fault: "null_pano" }, "null_pano"],
  ["a fault that cannot concern uploads", { fault: "moderated", on: "upload" }, "upload"],
])("%s is refused with a sentence", async (_what, order, mentioned) => {
  const tripo = await startedTripo();
  expect(await tripo.fault(order.fault, order)).toMatchObject({
    status: 422,
    body: { detail: expect.stringMatching(new RegExp(`${mentioned}.*\\.$`)) },
  });
});

test("a fault ordered for one provider does not touch the other", async () => {
  const tripo = await startedTripo();
  await tripo.fault("throttle", { provider: "marble" });
  expect(await tripo.create({ input: await tripo.uploaded() })).toMatchObject({ status: 200 });
});
