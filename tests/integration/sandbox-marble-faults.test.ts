import { expect, test } from "vitest";
import { PROMPT, startedSandbox, WORLD_MS } from "./sandbox-marble-client.ts";

test("lose_answer makes and bills the world, and resets the connection", async () => {
  const marble = await startedSandbox();
  await marble.fault("lose_answer");
  await expect(marble.generate({ tags: ["lost"] })).rejects.toThrow();
  expect(await marble.ledger()).toMatchObject([{ tag: "lost", refunded: false }]);
  expect(await marble.list({ tags: ["lost"], status: "RUNNING" })).toMatchObject({
    body: { worlds: [{ tags: ["lost"] }] },
  });
  expect(await marble.generate()).toMatchObject({ status: 200 });
});

test("refuse_connection refuses connections for a while, makes nothing, and listens on the same port again", async () => {
  const marble = await startedSandbox();
  await marble.fault("refuse_connection", { forMs: 100 });
  const refusal = { cause: { code: "ECONNREFUSED" } };
  await expect(marble.generate()).rejects.toMatchObject(refusal);
  await expect.poll(() => marble.ledger().catch(() => "refused"), { timeout: 10_000 }).toEqual([]);
  expect(await marble.generate()).toMatchObject({ status: 200 });
});

test.each([
  ["throttle", 429, "2"],
  ["throttle_without_hint", 429, null],
  ["no_credits", 402, null],
  ["server_error", 500, null],
])("%s answers the next creations %i, makes nothing, and is then used up", async (fault, status, retryAfter) => {
  const marble = await startedSandbox();
  await marble.fault(fault, { times: 2 });
  for (const attempt of [1, 2]) {
    const reply = await marble.generate();
    expect([attempt, reply.status, reply.headers.get("retry-after")]).toEqual([attempt, status, retryAfter]);
    expect(reply.body).toMatchObject({ detail: expect.any(String) });
  }
  expect(await marble.ledger()).toEqual([]);
  expect(await marble.generate()).toMatchObject({ status: 200 });
});

test("no_credits and server_error say it in Marble's words", async () => {
  const marble = await startedSandbox();
  await marble.fault("no_credits");
  expect(await marble.generate()).toMatchObject({
    body: { detail: expect.stringContaining("Insufficient API credits to start this request.") },
  });
  await marble.fault("server_error");
  expect(await marble.generate()).toMatchObject({ body: { request_id: expect.any(String) } });
});

test("throttle and server_error concern looks too", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted();
  await marble.fault("throttle");
  await marble.fault("server_error");
  expect((await marble.look(operationId)).status).toBe(429);
  expect((await marble.look(operationId)).status).toBe(500);
  expect((await marble.look(operationId)).status).toBe(200);
});

test("`on` narrows a fault to one kind of request", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted();
  const worldId = await marble.worldIdOf(operationId);
  const statuses = async () => [
    (await marble.generate()).status,
    (await marble.look(operationId)).status,
    (await marble.list()).status,
    (await marble.call("GET", `/marble/v1/worlds/${worldId}`)).status,
  ];
  const expected = {
    create: [500, 200, 200, 200],
    look: [200, 500, 200, 200],
    list: [200, 200, 500, 200],
    world: [200, 200, 200, 500],
  };
  for (const [on, answered] of Object.entries(expected)) {
    await marble.fault("server_error", { on });
    expect(await statuses()).toEqual(answered);
  }
});

test("a request that is refused anyway uses up no fault", async () => {
  const marble = await startedSandbox();
  await marble.fault("server_error");
  expect(await marble.generate({ tags: "none" })).toMatchObject({ status: 422 });
  expect(await marble.look("unknown")).toMatchObject({ status: 404 });
  expect(await marble.generate()).toMatchObject({ status: 500 });
});

test("not_found hides an operation, while its world stays", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted();
  const worldId = await marble.worldIdOf(operationId);
  await marble.fault("not_found");
  expect(await marble.look(operationId)).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
  expect(await marble.call("GET", `/marble/v1/worlds/${worldId}`)).toMatchObject({ status: 200 });
  expect(await marble.look(operationId)).toMatchObject({ status: 200 });
});

test.each([
  ["task_fails", { code: 3, message: "World generation failed" }],
  ["task_fails_transiently", { code: 13, message: "Internal error, please retry" }],
  ["moderated", { code: 3, message: "Content policy violation" }],
])("%s lets the next task end with an error, and refunds it then", async (fault, error) => {
  const marble = await startedSandbox();
  await marble.fault(fault);
  const failing = await marble.accepted();
  const working = await marble.accepted();
  expect(await marble.look(failing)).toMatchObject({ body: { done: false, error: null } });
  expect(await marble.ledger()).toMatchObject([{ refunded: false }, { refunded: false }]);
  await marble.advance(WORLD_MS);
  const failed = { done: true, error, metadata: null, response: null, cost: null };
  expect(await marble.look(failing)).toMatchObject({ status: 200, body: failed });
  expect(await marble.look(working)).toMatchObject({ body: { done: true, error: null } });
  expect(await marble.ledger()).toMatchObject([
    { operationId: failing, refunded: true },
    { operationId: working, refunded: false },
  ]);
});

test("slow holds the answer back, but the world is made", async () => {
  const marble = await startedSandbox();
  await marble.fault("slow", { forMs: 60_000 });
  let answered = false;
  const gaveUp = marble.generate().then(
    () => {
      answered = true;
    },
    () => "gave up",
  );
  await expect.poll(() => marble.ledger(), { timeout: 10_000 }).toHaveLength(1);
  expect(answered).toBe(false);
  await marble.close();
  expect(await gaveUp).toBe("gave up");
});

test("slow lets the answer through in the end", async () => {
  const marble = await startedSandbox();
  await marble.fault("slow", { forMs: 1 });
  expect(await marble.generate()).toMatchObject({ status: 200, body: { done: false } });
});

test("garbage answers 200 with no JSON, and the world is made", async () => {
  const marble = await startedSandbox();
  await marble.fault("garbage", { times: 2 });
  const reply = await marble.generate();
  expect([reply.status, typeof reply.body]).toEqual([200, "string"]);
  const [charge] = await marble.ledger();
  const operationId = String(charge?.operationId);
  expect(await marble.look(operationId)).toMatchObject({ status: 200, body: expect.any(String) });
  expect(await marble.look(operationId)).toMatchObject({ status: 200, body: { done: false } });
});

test("expired_files ends a world's links for good, and the next look gives fresh ones", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted();
  await marble.advance(WORLD_MS);
  const { assets: old } = await marble.finished(operationId);
  await marble.fault("expired_files");
  expect(await marble.send("GET", old.thumbnail_url)).toMatchObject({ status: 403 });
  expect(await marble.send("GET", old.thumbnail_url)).toMatchObject({ status: 403 });
  expect(await marble.send("GET", old.mesh.collider_mesh_url)).toMatchObject({ status: 403 });
  const { assets: fresh } = await marble.finished(operationId);
  expect(fresh.thumbnail_url).toBe(`${old.thumbnail_url}?v=2`);
  expect((await marble.bytes(fresh.thumbnail_url)).length).toBeGreaterThan(0);
});

test("singular_url, snapshot_id and null_pano change how a finished world shows itself", async () => {
  const marble = await startedSandbox();
  const operationId = await marble.accepted();
  const worldId = await marble.worldIdOf(operationId);
  for (const fault of ["singular_url", "snapshot_id", "null_pano"]) await marble.fault(fault, { times: 2 });
  expect(await marble.look(operationId)).toMatchObject({ body: { done: false } });
  await marble.advance(WORLD_MS);
  const deviant = {
    id: worldId,
    world_marble_url: `https://marble.worldlabs.ai/world/${worldId}`,
    assets: { imagery: { pano_url: null } },
  };
  const look = await marble.look(operationId);
  expect(look.body).toMatchObject({ response: deviant });
  expect(look.body).not.toHaveProperty("response.world_id");
  const world = await marble.call("GET", `/marble/v1/worlds/${worldId}`);
  expect(world.body).toEqual({ world: expect.objectContaining({ id: worldId }) });
  expect(world.body).toMatchObject({ world: deviant });
  expect(world.body).not.toHaveProperty("world.world_id");
  const straight = { world_id: worldId, world_marble_url: `https://marble.worldlabs.ai/worlds/${worldId}` };
  expect(await marble.look(operationId)).toMatchObject({ body: { response: straight } });
});

test("faults can be taken back", async () => {
  const marble = await startedSandbox();
  const { body } = await marble.fault("throttle", { times: 3 });
  expect(body).toMatchObject({ faults: [{ provider: "marble", fault: "throttle", times: 3 }] });
  expect(await marble.call("DELETE", "/_sandbox/faults")).toMatchObject({ status: 200, body: { faults: [] } });
  expect(await marble.generate()).toMatchObject({ status: 200 });
});

test.each([
  ["an unknown provider", { provider: "mable", fault: "throttle", times: 1 }, "mable"],
  ["an unknown fault", { provider: "marble", fault: "throtle", times: 1 }, "throtle"],
  ["a fault that Marble cannot have", { provider: "marble", fault: "webhook_lost", times: 1 }, "webhook_lost"],
  ["a name that every object has", { provider: "marble", fault: "toString", times: 1 }, "toString"],
  ["a fault that cannot concern looks", { provider: "marble", fault: "task_fails", times: 1, on: "look" }, "look"],
  ["no times", { provider: "marble", fault: "throttle", times: 0 }, "times"],
  ["an unknown kind of request", { provider: "marble", fault: "throttle", times: 1, on: "glance" }, "on"],
])("%s is refused with a sentence", async (_what, order, mentioned) => {
  const marble = await startedSandbox();
  expect(await marble.call("POST", "/_sandbox/faults", order)).toMatchObject({
    status: 422,
    body: { detail: expect.stringMatching(new RegExp(`${mentioned}.*\\.$`)) },
  });
  expect(await marble.generate({ world_prompt: PROMPT })).toMatchObject({ status: 200 });
});
