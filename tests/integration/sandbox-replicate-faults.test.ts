import { expect, test } from "vitest";
import { IMAGE_MS, startedReplicate, VIDEO_MODEL } from "./sandbox-replicate-client.ts";

test("lose_answer makes and bills the prediction, and resets the connection; the list still knows it", async () => {
  const replicate = await startedReplicate();
  await replicate.fault("lose_answer");
  await expect(replicate.create({ seed: 7 })).rejects.toThrow();
  const [charge] = await replicate.ledger();
  expect(charge).toMatchObject({ refunded: false });
  expect(await replicate.call("GET", "/predictions")).toMatchObject({
    body: { results: [{ id: charge?.operationId, input: { seed: 7 } }] },
  });
  expect((await replicate.create()).status).toBe(201);
});

test("refuse_connection refuses connections for a while, and makes nothing", async () => {
  const replicate = await startedReplicate();
  await replicate.fault("refuse_connection", { forMs: 100 });
  await expect(replicate.create()).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  await expect.poll(() => replicate.ledger().catch(() => "refused"), { timeout: 10_000 }).toEqual([]);
});

test.each([
  ["throttle", 429, "Request was throttled. Your rate limit resets in ~2s.", "2"],
  ["throttle_without_hint", 429, "Request was throttled.", null],
  ["no_credits", 402, expect.stringContaining("insufficient credit"), null],
  ["server_error", 500, expect.any(String), null],
])("%s answers the next creations %i, makes nothing, and is then used up", async (fault, status, detail, hint) => {
  const replicate = await startedReplicate();
  await replicate.fault(fault, { times: 2 });
  for (const attempt of [1, 2]) {
    const reply = await replicate.create();
    expect([attempt, reply.status, reply.headers.get("retry-after")]).toEqual([attempt, status, hint]);
    expect(reply.body).toMatchObject({ detail, status });
  }
  expect(await replicate.ledger()).toEqual([]);
  expect((await replicate.create()).status).toBe(201);
});

test("`on` narrows a fault to one kind of request", async () => {
  const replicate = await startedReplicate();
  const id = await replicate.accepted();
  await replicate.advance(IMAGE_MS);
  const url = await replicate.link(id);
  const statuses = async () => [
    (await replicate.create({}, { model: VIDEO_MODEL })).status,
    (await replicate.look(id)).status,
    (await replicate.call("GET", "/predictions")).status,
    (await replicate.cancel(id)).status,
    (await replicate.send("GET", url)).status,
  ];
  const expected = {
    create: [500, 200, 200, 200, 200],
    look: [201, 500, 200, 200, 200],
    list: [201, 200, 500, 200, 200],
    cancel: [201, 200, 200, 500, 200],
    file: [201, 200, 200, 200, 500],
  };
  for (const [on, answered] of Object.entries(expected)) {
    await replicate.fault("server_error", { on });
    expect(await statuses()).toEqual(answered);
  }
});

test("a request that is refused anyway uses up no fault", async () => {
  const replicate = await startedReplicate();
  await replicate.fault("server_error");
  expect(await replicate.create({ prompt: "" })).toMatchObject({ status: 422 });
  expect(await replicate.look("unknown")).toMatchObject({ status: 404 });
  expect(await replicate.create()).toMatchObject({ status: 500 });
});

test("not_found hides a prediction for one look", async () => {
  const replicate = await startedReplicate();
  const id = await replicate.accepted();
  await replicate.fault("not_found");
  expect(await replicate.look(id)).toMatchObject({ status: 404 });
  expect(await replicate.look(id)).toMatchObject({ status: 200 });
});

test.each([
  ["task_fails", /\(E1000\)$/],
  ["task_fails_transiently", /\(code: PA\)$/],
  ["moderated", /\(E005\)$/],
])("%s lets the next prediction fail at its end, and refunds it then", async (fault, error) => {
  const replicate = await startedReplicate();
  await replicate.fault(fault);
  const [failing, working] = [await replicate.accepted(), await replicate.accepted()];
  await replicate.advance(IMAGE_MS - 1);
  expect((await replicate.look(failing)).body).toMatchObject({ status: "processing", error: null });
  expect(await replicate.ledger()).toMatchObject([{ refunded: false }, { refunded: false }]);
  await replicate.advance(1);
  expect(await replicate.look(failing)).toMatchObject({
    status: 200,
    body: { status: "failed", output: null, error: expect.stringMatching(error) },
  });
  expect((await replicate.look(working)).body).toMatchObject({ status: "succeeded", error: null });
  const refunded = new Map((await replicate.ledger()).map((charge) => [charge.operationId, charge.refunded]));
  expect([refunded.get(failing), refunded.get(working)]).toEqual([true, false]);
});

test("no_progress lets the next prediction's logs never say how far it is", async () => {
  const replicate = await startedReplicate();
  await replicate.fault("no_progress");
  const [silent, telling] = [await replicate.accepted(), await replicate.accepted()];
  await replicate.advance(IMAGE_MS / 2);
  expect(Object((await replicate.look(silent)).body).logs).not.toContain("%");
  expect(Object((await replicate.look(telling)).body).logs).toContain("%|");
});

test("slow holds the answer back, which then comes whole", async () => {
  const replicate = await startedReplicate();
  await replicate.fault("slow", { forMs: 1 });
  expect(await replicate.create()).toMatchObject({ status: 201, body: { status: "starting" } });
});

test("garbage answers with no JSON, and the prediction is made", async () => {
  const replicate = await startedReplicate();
  await replicate.fault("garbage", { times: 2 });
  expect(await replicate.create()).toMatchObject({ status: 201, body: expect.any(String) });
  const id = String((await replicate.ledger())[0]?.operationId);
  expect(await replicate.look(id)).toMatchObject({ status: 200, body: expect.any(String) });
  expect(await replicate.look(id)).toMatchObject({ status: 200, body: { id } });
});

test("expired_files ends a prediction's link for good, and the next look gives another", async () => {
  const replicate = await startedReplicate();
  const id = await replicate.accepted();
  await replicate.advance(IMAGE_MS);
  const old = await replicate.link(id);
  await replicate.fault("expired_files");
  for (const url of [old, old]) expect((await replicate.send("GET", url)).status).toBe(404);
  expect((await replicate.send("GET", await replicate.link(id))).status).toBe(200);
});

test.each([
  ["a fault of Marble's", { fault: "null_pano" }, "null_pano"],
  ["a fault that cannot concern lists", { fault: "moderated", on: "list" }, "list"],
  ["a status, which none takes", { fault: "throttle", status: "failed" }, "status"],
])("%s is refused with a sentence", async (_what, order, mentioned) => {
  const replicate = await startedReplicate();
  expect(await replicate.fault(order.fault, order)).toMatchObject({
    status: 422,
    body: { detail: expect.stringMatching(new RegExp(`${mentioned}.*\\.$`)) },
  });
});
