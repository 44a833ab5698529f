import { describe, expect, test } from "vitest";
import { aGeneration } from "../support/generations.ts";
import { scriptedMarble } from "../support/scripted-marble.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const row = aGeneration({ submitTag: "waygate-ours" });
const running = { ...row, operationId: "op1" };
const splats = { spz_urls: { "100k": "https://cdn.marble.worldlabs.ai/w1/100k.spz" } };
const finished = { done: true, error: null };
const required = [{ role: "splats:100k", required: true }];

describe("a look at an operation", () => {
  test("keeps what Marble sent, and the world's id as soon as it is seen", async () => {
    const body = { operation_id: "op1", done: false, metadata: { world_id: "w1", progress: { status: "RUNNING" } } };
    const { marble } = await scriptedMarble(() => ({ body }));
    expect(await marble.look(running, unhurried())).toEqual({
      type: "pending",
      progress: -1,
      providerRef: "w1",
      observed: body,
    });
  });

  const world = { display_name: "Harbour", assets: { splats } };
  test.each([
    ["the record bare", { ...finished, response: { world_id: "w1" } }, { world_id: "w1", ...world }],
    ["the record wrapped", { ...finished, response: { world_id: "w1" } }, { world: { world_id: "w1", ...world } }],
    ["`id` in the snapshot and the record", { ...finished, response: { id: "w1" } }, { world: { id: "w1", ...world } }],
    ["the id in the metadata alone", { ...finished, metadata: { world_id: "w1" } }, { world_id: "w1", ...world }],
    ["a record without an id", { ...finished, response: { id: "w1" } }, world],
    [
      "a record without files and a snapshot with them",
      { ...finished, response: { id: "w1", ...world } },
      { id: "w1" },
    ],
    [
      "no pano and no thumbnail",
      { ...finished, response: { id: "w1" } },
      { id: "w1", ...world, assets: { splats, thumbnail_url: null, imagery: { pano_url: null }, mesh: null } },
    ],
  ])("that is done is read with %s", async (_what, operation, record) => {
    const { marble } = await scriptedMarble(({ path }) => ({
      body: path.startsWith("operations/") ? operation : record,
    }));
    const done = await marble.look(running, unhurried());
    expect(done).toMatchObject({ type: "done", providerRef: "w1", observed: operation });
    expect(done).toMatchObject({ output: { facts: { worldId: "w1", displayName: "Harbour" }, files: required } });
  });

  test.each([
    ["singular", "https://marble.worldlabs.ai/world/w1"],
    ["plural", "https://marble.worldlabs.ai/worlds/w1"],
    ["absent", null],
  ])("gives the address at which the world is shown, where Marble's is %s", async (_what, world_marble_url) => {
    const response = { world_id: "w1", world_marble_url, assets: { splats } };
    const { marble } = await scriptedMarble(({ path }) => ({
      body: path.startsWith("operations/") ? { ...finished, response } : response,
    }));
    expect(await marble.look(running, unhurried())).toMatchObject({
      output: { facts: { url: "https://marble.worldlabs.ai/world/w1" } },
    });
  });

  test.each([
    [500, {}],
    [404, {}],
    [200, "no JSON"],
  ])("makes do with its snapshot when the world's record answers %i %j", async (status, body) => {
    const response = { id: "w1", assets: { splats } };
    const { marble } = await scriptedMarble(({ path }) =>
      path.startsWith("operations/") ? { body: { ...finished, response } } : { status, body },
    );
    expect(await marble.look(running, unhurried())).toMatchObject({ type: "done", output: { files: required } });
  });

  test("that is done without any file is looked at again", async () => {
    const { marble } = await scriptedMarble(() => ({ body: { ...finished, response: { id: "w1", assets: null } } }));
    expect(await marble.look(running, unhurried())).toMatchObject({ type: "unanswered" });
  });

  test.each([
    [
      "an integer",
      { code: 3, message: "It broke." },
      { code: "provider_failed", transient: false, message: "It broke." },
    ],
    ["INTERNAL", { code: 13, message: "Oh." }, { code: "provider_failed", transient: true }],
    ["UNAVAILABLE", { code: 14, message: "Oh." }, { transient: true }],
    ["a digit in quotes", { code: "13", message: "Oh." }, { transient: true }],
    [
      "no code and no words",
      {},
      { code: "provider_failed", transient: false, message: expect.stringMatching(/\w\.$/) },
    ],
    ["the content policy", { code: 3, message: "Content policy violation" }, { code: "moderated", transient: false }],
    ["a bare text", "It broke.", { code: "provider_failed", message: "It broke." }],
  ])("that failed with %s says so", async (_what, error, expected) => {
    const { marble } = await scriptedMarble(() => ({ body: { done: true, error, response: null } }));
    expect(await marble.look(running, unhurried())).toMatchObject({ type: "failed", ...expected });
  });

  test.each([
    ["without `done`", 200, { operation_id: "op1" }],
    ["of another shape", 200, { done: "yes" }],
    ["with 401", 401, { detail: "Bad key" }],
    ["with 403", 403, { detail: "Not yours" }],
  ])("answered %s is unanswered", async (_what, status, body) => {
    const { marble } = await scriptedMarble(() => ({ status, body }));
    expect(await marble.look(running, unhurried())).toEqual({ type: "unanswered", message: expect.any(String) });
  });

  test("asks for exactly this operation, whatever its id is made of", async () => {
    const { marble, asked } = await scriptedMarble(() => ({ body: { done: false } }));
    await marble.look({ ...row, operationId: "../worlds/x?y" }, unhurried());
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET operations/..%2Fworlds%2Fx%3Fy"]);
  });
});

describe("a look at a world, after its operation is gone", () => {
  const adopted = { ...row, providerRef: "w1" };

  test("is pending while it has no files and is not among the failed", async () => {
    const { marble } = await scriptedMarble(({ path }) => ({
      body: path === "worlds:list" ? { worlds: [] } : { world_id: "w1", assets: null },
    }));
    expect(await marble.look(adopted, unhurried())).toMatchObject({ type: "pending", providerRef: "w1" });
  });

  test("is a failure once it is among the failed", async () => {
    const { marble } = await scriptedMarble(({ path }) => ({
      body: path === "worlds:list" ? { worlds: [{ id: "w1", tags: [row.submitTag] }] } : { world_id: "w1" },
    }));
    expect(await marble.look(adopted, unhurried())).toMatchObject({ type: "failed", transient: false });
  });

  test("is gone when Marble does not know it", async () => {
    const { marble } = await scriptedMarble(() => ({ status: 404, body: { detail: "World not found" } }));
    expect(await marble.look(adopted, unhurried())).toMatchObject({ type: "gone" });
  });

  test("is unanswered when the list of the failed is", async () => {
    const { marble } = await scriptedMarble(({ path }) =>
      path === "worlds:list" ? { status: 500 } : { body: { id: "w1" } },
    );
    expect(await marble.look(adopted, unhurried())).toMatchObject({ type: "unanswered" });
  });
});
