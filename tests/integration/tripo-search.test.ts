import { describe, expect, test } from "vitest";
import type { Asked, Scripted } from "../support/scripted-server.ts";
import { asked as askedFor, enveloped, handedOver, refusedWith, scriptedTripo } from "../support/scripted-tripo.ts";

const unhurried = () => AbortSignal.timeout(30_000);
const ours = { task_id: "task-1", input: "file_ours" };
const theirs = { task_id: "task-9", input: "file_theirs" };
const found = { type: "found", operationId: "task-1", providerRef: null };

async function search(answer: (asked: Asked) => Scripted) {
  const { tripo, asked } = await scriptedTripo(answer);
  return { outcome: await tripo.search({ ...handedOver, status: "unknown" }, unhurried()), asked };
}

const listing = (usage: unknown) => search(() => ({ body: enveloped(usage) }));
const many = (count: number, more: object) =>
  Array.from({ length: count }, (_, nth) => ({ task_id: `other-${nth}`, ...more }));

describe("a search", () => {
  test("of what nothing was handed over for asks nobody: nothing can have been made", async () => {
    const { tripo, asked } = await scriptedTripo(() => ({}));
    expect(await tripo.search(askedFor, unhurried())).toEqual({ type: "absent" });
    expect(asked).toEqual([]);
  });

  test("asks the account's usage, with the key", async () => {
    const { asked } = await listing([theirs]);
    expect(asked).toMatchObject([
      { method: "GET", path: "account/usage?limit=200&offset=0", headers: { authorization: "Bearer tsk_the-key" } },
    ]);
  });

  test.each([
    ["a bare list", [theirs, ours]],
    ["`tasks`", { tasks: [theirs, ours] }],
    ["`items`", { items: [theirs, ours] }],
    ["`list`", { list: [theirs, ours], total: 2 }],
    ["`usage`", { usage: [theirs, ours] }],
    ["`records`", { records: [theirs, ours] }],
    ["entries that are none between", [null, 7, { input: "file_ours" }, ours]],
    [
      "the token inside a file object",
      [{ task_id: "task-1", input: { file: { type: "png", file_token: "file_ours" } } }],
    ],
    ["the token under `input`", [{ task_id: "task-1", input: { input: "file_ours", texture: true } }]],
  ])("finds the task that was made from our picture in %s", async (_what, usage) => {
    expect((await listing(usage)).outcome).toEqual(found);
  });

  test.each([
    ["nothing", []],
    ["an object without a list", { total: 0 }],
    ["others' tasks", [theirs]],
    ["a token that ours is the beginning of", [{ task_id: "task-9", input: "file_ours2" }]],
    ["a token that ours is the end of", [{ task_id: "task-9", input: "my_file_ours" }]],
  ])("finds nothing in %s", async (_what, usage) => {
    expect((await listing(usage)).outcome).toEqual({ type: "absent" });
  });

  test("asks for the tasks of a usage that does not say what they were made from, a hundred at a time", async () => {
    const unnamed = [...many(150, {}), { task_id: "task-1" }];
    const { outcome, asked } = await search(({ path, body }) => {
      if (path.startsWith("account/")) return { body: enveloped(unnamed) };
      const ids: readonly string[] = Object(body).task_ids;
      const tasks = Object.fromEntries(
        ids.map((id) => [
          id,
          { task_id: id, status: "running", input: id === "task-1" ? { file_token: "file_ours" } : {} },
        ]),
      );
      return { body: enveloped({ tasks: { ...tasks, broken: 7 }, missed: [] }) };
    });
    expect(outcome).toEqual(found);
    const lists = asked.filter(({ path }) => path === "tasks/list");
    expect(lists.map(({ body }) => Object(body).task_ids.length)).toEqual([100, 51]);
    expect(lists.every(({ method }) => method === "POST")).toBe(true);
  });

  test("goes on to older pages while they are full, and not for ever", async () => {
    const full = enveloped(many(200, { input: "file_theirs" }));
    const onThird = await search(({ path }) => ({ body: path.endsWith("offset=400") ? enveloped([ours]) : full }));
    expect(onThird.outcome).toEqual(found);
    const never = await search(() => ({ body: full }));
    expect(never.outcome).toEqual({ type: "absent" });
    expect(never.asked.map(({ path }) => path.replace(/.*offset=/, ""))).toEqual(["0", "200", "400", "600", "800"]);
  });

  test.each<[string, Scripted]>([
    ["401", { status: 401, body: refusedWith(2) }],
    ["404", { status: 404, body: refusedWith(4001, "No such route") }],
    ["429", { status: 429, body: refusedWith(1007) }],
    ["500", { status: 500, body: "" }],
    ["an error's code with status 200", { body: refusedWith(1000) }],
    ["a usage that is no list", { body: enveloped("none") }],
    ["no JSON", { body: "OK" }],
    ["no answer at all", "cut"],
  ])("that meets %s is unanswered, which is not the same as absent", async (_what, answer) => {
    const { outcome } = await search(() => answer);
    expect(outcome).toEqual({ type: "unanswered", message: expect.stringMatching(/\.$/) });
  });

  test("whose tasks cannot be read is unanswered, although the usage can", async () => {
    const { outcome } = await search(({ path }) =>
      path.startsWith("account/") ? { body: enveloped([{ task_id: "task-1" }]) } : { status: 500, body: "" },
    );
    expect(outcome).toMatchObject({ type: "unanswered" });
  });
});
