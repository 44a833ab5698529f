import { expect, test } from "vitest";
import { z } from "zod";
import { BEGIN, type MarbleClient, startedSandbox, WORLD_MS } from "./sandbox-marble-client.ts";

const Page = z.object({
  worlds: z.array(z.object({ display_name: z.string() })),
  next_page_token: z.string().nullable(),
});

async function names(marble: MarbleClient, request: Record<string, unknown> = {}): Promise<readonly string[]> {
  return Page.parse((await marble.list(request)).body).worlds.map((world) => world.display_name);
}

/** Worlds named as given, a second apart. */
async function made(marble: MarbleClient, ...requests: readonly Record<string, unknown>[]): Promise<void> {
  for (const request of requests) {
    await marble.accepted(request);
    await marble.advance(1_000);
  }
}

test("worlds are listed newest first, by any of the tags asked for", async () => {
  const marble = await startedSandbox();
  await made(
    marble,
    { display_name: "first", tags: ["red", "old"] },
    { display_name: "second", tags: ["blue"] },
    { display_name: "third" },
  );
  expect(await names(marble)).toEqual(["third", "second", "first"]);
  expect(await names(marble, { tags: ["blue", "old"] })).toEqual(["second", "first"]);
  expect(await names(marble, { tags: ["green"] })).toEqual([]);
});

test("pages follow each other without gap or repeat, also when worlds are made in between", async () => {
  const marble = await startedSandbox();
  await made(marble, ...["1", "2", "3", "4", "5"].map((display_name) => ({ display_name, tags: ["mine"] })));
  const request = { tags: ["mine"], page_size: 2 };
  const first = Page.parse((await marble.list(request)).body);
  await made(marble, { display_name: "late", tags: ["mine"] });
  const second = Page.parse((await marble.list({ ...request, page_token: first.next_page_token })).body);
  const third = Page.parse((await marble.list({ ...request, page_token: second.next_page_token })).body);
  const pages = [first, second, third].map(({ worlds }) => worlds.map((world) => world.display_name));
  expect(pages).toEqual([["5", "4"], ["3", "2"], ["1"]]);
  expect(third.next_page_token).toBeNull();
});

test("worlds made in the same millisecond keep one order over pages", async () => {
  const marble = await startedSandbox();
  for (const display_name of ["a", "b", "c"]) await marble.accepted({ display_name });
  const found: string[] = [];
  for (let page_token: string | null | undefined; page_token !== null; ) {
    const page = Page.parse((await marble.list({ page_size: 1, page_token })).body);
    found.push(...page.worlds.map((world) => world.display_name));
    page_token = page.next_page_token;
  }
  expect(found.sort()).toEqual(["a", "b", "c"]);
});

test("the status filter tells running, succeeded and failed worlds apart", async () => {
  const marble = await startedSandbox();
  await marble.fault("task_fails");
  await made(marble, { display_name: "broken" }, { display_name: "done" });
  await marble.advance(WORLD_MS);
  await made(marble, { display_name: "young" });
  expect(await names(marble, { status: "RUNNING" })).toEqual(["young"]);
  expect(await names(marble, { status: "SUCCEEDED" })).toEqual(["done"]);
  expect(await names(marble, { status: "FAILED" })).toEqual(["broken"]);
  expect(await names(marble, { status: "PENDING" })).toEqual([]);
});

test("times, model and visibility narrow the list; the lower time is inclusive, the upper is not", async () => {
  const marble = await startedSandbox();
  await made(
    marble,
    { display_name: "0", permission: { public: true } },
    { display_name: "1", model: "marble-1.0-draft" },
    { display_name: "2" },
  );
  const at = (ms: number) => new Date(BEGIN + ms).toISOString();
  expect(await names(marble, { created_after: at(1_000) })).toEqual(["2", "1"]);
  expect(await names(marble, { created_before: at(1_000) })).toEqual(["0"]);
  expect(await names(marble, { model: "marble-1.0-draft" })).toEqual(["1"]);
  expect(await names(marble, { is_public: true })).toEqual(["0"]);
  expect(await names(marble, { is_public: false })).toEqual(["2", "1"]);
});

test("sorted by change, a world that has just ended comes before one that was made after it", async () => {
  const marble = await startedSandbox();
  await made(marble, { display_name: "older" }, { display_name: "newer" });
  await marble.advance(WORLD_MS - 2_000);
  expect(await names(marble, { sort_by: "updated_at" })).toEqual(["older", "newer"]);
  expect(await names(marble, { sort_by: "created_at" })).toEqual(["newer", "older"]);
});

test.each([
  [{ page_size: 0 }, 422],
  [{ page_size: 101 }, 422],
  [{ status: "COMPLETED" }, 422],
  [{ created_after: "yesterday" }, 422],
  [{ page_token: "made-up" }, 400],
])("the list request %j is answered %i", async (request, status) => {
  const marble = await startedSandbox();
  expect(await marble.list(request)).toMatchObject({ status, body: { detail: expect.anything() } });
});
