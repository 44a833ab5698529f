import { describe, expect, test } from "vitest";
import { aGeneration } from "../support/generations.ts";
import { scriptedMarble } from "../support/scripted-marble.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const row = aGeneration({ submitTag: "waygate-ours" });
const splats = { spz_urls: { "100k": "https://cdn.marble.worldlabs.ai/w1/100k.spz" } };

describe("a search", () => {
  const statusOf = (body: unknown): unknown => Object(body).status;

  test("asks for our tag, state by state", async () => {
    const { marble, asked } = await scriptedMarble(() => ({ body: { worlds: [] } }));
    expect(await marble.search(row, unhurried())).toEqual({ type: "absent" });
    expect(asked.map(({ body }) => statusOf(body))).toEqual(["PENDING", "RUNNING", "SUCCEEDED", "FAILED"]);
    expect(asked.every(({ body }) => Object(body).tags.join() === "waygate-ours")).toBe(true);
  });

  test.each([
    ["PENDING", "RUNNING"],
    ["RUNNING", "SUCCEEDED"],
    ["RUNNING", "FAILED"],
  ])("finds a world that goes from %s to %s between two of its questions", async (from, to) => {
    let state = from;
    const { marble } = await scriptedMarble(({ body }) => {
      const worlds = statusOf(body) === state && state !== from ? [{ world_id: "w1", tags: ["waygate-ours"] }] : [];
      if (statusOf(body) === from) state = to;
      return { body: { worlds } };
    });
    expect(await marble.search(row, unhurried())).toMatchObject({ type: "found", providerRef: "w1" });
  });

  test("passes over what an account lists that does not heed the tag", async () => {
    const neighbours = [
      { world_id: "w8", tags: ["waygate-theirs"] },
      { world_id: "w9", tags: null },
      { id: "w7" },
      null,
    ];
    const ours = { world: { id: "w1", tags: ["more", "waygate-ours"] } };
    const { marble } = await scriptedMarble(({ body }) => ({
      body: { worlds: statusOf(body) === "SUCCEEDED" ? [...neighbours, ours] : neighbours },
    }));
    expect(await marble.search(row, unhurried())).toEqual({ type: "found", operationId: null, providerRef: "w1" });
    expect(await marble.search({ ...row, submitTag: "waygate-nobody" }, unhurried())).toEqual({ type: "absent" });
  });

  test.each([
    [200, {}],
    [200, []],
    [404, {}],
    [401, {}],
  ])("is unanswered by %i %j, not absent", async (status, body) => {
    const { marble } = await scriptedMarble(() => ({ status, body }));
    expect(await marble.search(row, unhurried())).toMatchObject({ type: "unanswered" });
  });
});

describe("a world that a player wants to connect", () => {
  const described = async (status: number, body: unknown) =>
    (await scriptedMarble(() => ({ status, body }))).marble.describeWorld("w1", unhurried());

  test("is described by its name", async () => {
    expect(await described(200, { world: { id: "w1", display_name: "Harbour", assets: { splats } } })).toEqual({
      name: "Harbour",
    });
  });
  test.each([
    ["there is none", 404, {}],
    ["it is somebody's own", 403, {}],
    ["there is nothing to show of it yet", 200, { id: "w1", assets: null }],
  ])("is none where %s", async (_what, status, body) => {
    expect(await described(status, body)).toBeNull();
  });
  test.each([
    [500, {}],
    [401, {}],
    [200, "no JSON"],
  ])("is not known after %i %j", async (status, body) => {
    await expect(described(status, body)).rejects.toThrow(/Marble/);
  });
});
