import { expect, test } from "vitest";
import { z } from "zod";
import { BEGIN } from "./sandbox-marble-client.ts";
import { MODEL, MODEL_MS, startedTripo, type TripoClient } from "./sandbox-tripo-client.ts";

const Usage = z.object({ data: z.array(z.object({ task_id: z.string() })) });

async function usedIds(tripo: TripoClient, query = ""): Promise<readonly string[]> {
  const { data } = Usage.parse((await tripo.call("GET", `/account/usage${query}`)).body);
  return data.map(({ task_id }) => task_id);
}

test("another key sees neither the tasks nor the files of this one", async () => {
  const mine = await startedTripo();
  const theirs = mine.withKey("tsk_theirs");
  const input = await mine.uploaded();
  const taskId = await mine.accepted({ input });
  expect(await theirs.look(taskId)).toMatchObject({ status: 404, body: { code: 2001, status: "error" } });
  expect(await theirs.create({ input })).toMatchObject({ status: 400, body: { code: 1004 } });
  expect(await usedIds(theirs)).toEqual([]);
  expect(await theirs.call("POST", "/tasks/list", { task_ids: [taskId] })).toMatchObject({
    body: { data: { tasks: {}, missed: [taskId] } },
  });
  expect(await theirs.call("GET", "/account/balance")).toMatchObject({ body: { data: { frozen: 0 } } });
});

test("several tasks are told at once, with those that there are not", async () => {
  const tripo = await startedTripo();
  const [done, young] = [await tripo.accepted(), await tripo.accepted({ model: "P1-20260311" })];
  await tripo.advance(MODEL_MS);
  const { body } = await tripo.call("POST", "/tasks/list", { task_ids: [young, "nothing", done] });
  expect(body).toEqual({
    code: 0,
    status: "success",
    data: {
      tasks: {
        [done]: expect.objectContaining({ task_id: done, status: "success", credits_consumed: 30 }),
        [young]: expect.objectContaining({ task_id: young, status: "success", credits_consumed: 50 }),
      },
      missed: ["nothing"],
    },
  });
});

test("the usage lists tasks with their input, newest first, a page at a time: a lost one is found by its file", async () => {
  const tripo = await startedTripo();
  const [first, second] = [await tripo.uploaded(), await tripo.uploaded()];
  const ids = [await tripo.accepted({ input: first }), await tripo.accepted({ input: second })];
  await tripo.advance(1_000);
  ids.push(await tripo.accepted({ input: first }));
  expect(await usedIds(tripo)).toEqual(ids.toReversed());
  expect(await usedIds(tripo, "?limit=1")).toEqual([ids[2]]);
  expect(await usedIds(tripo, "?limit=2&offset=1")).toEqual([ids[1], ids[0]]);
  expect((await tripo.call("GET", "/account/usage?limit=1&offset=1")).body).toEqual({
    code: 0,
    status: "success",
    data: [
      {
        task_id: ids[1],
        type: "image_to_model",
        credits_consumed: 30,
        created_at: new Date(BEGIN).toISOString(),
        status: "running",
        input: { model: MODEL, input: second },
      },
    ],
  });
});

test.each(["limit=0", "limit=201", "limit=many", "offset=-1"])("a usage page of %s is refused", async (query) => {
  const tripo = await startedTripo();
  expect(await tripo.call("GET", `/account/usage?${query}`)).toMatchObject({ status: 400, body: { code: 1004 } });
});

test("credits are frozen while a task runs, consumed when it succeeds, and given back when it fails", async () => {
  const tripo = await startedTripo();
  const balance = async () => (await tripo.call("GET", "/account/balance")).body;
  const holding = (data: object) => ({ code: 0, status: "success", data });
  expect(await balance()).toEqual(holding({ balance: 1_000_000, frozen: 0 }));
  await tripo.fault("task_fails");
  await tripo.accepted();
  await tripo.accepted();
  expect(await balance()).toEqual(holding({ balance: 999_940, frozen: 60 }));
  await tripo.advance(MODEL_MS);
  expect(await balance()).toEqual(holding({ balance: 999_970, frozen: 0 }));
});

test("ten tasks may be under way at once, five of the P series beside them; an account is not in another's way", async () => {
  const tripo = await startedTripo();
  const input = await tripo.uploaded();
  const standard = await Promise.all(Array.from({ length: 13 }, () => tripo.create({ input })));
  const polygonal = await Promise.all(Array.from({ length: 7 }, () => tripo.create({ input, model: "P1-20260311" })));
  const counts = (replies: typeof standard) =>
    [200, 429].map((each) => replies.filter((r) => r.status === each).length);
  expect([counts(standard), counts(polygonal)]).toEqual([
    [10, 3],
    [5, 2],
  ]);
  expect(await tripo.ledger()).toHaveLength(15);
  await tripo.advance(MODEL_MS - 5_500);
  const full = await tripo.create({ input });
  expect(full).toMatchObject({ status: 429, body: { code: 2000, status: "error" } });
  expect(full.headers.get("retry-after")).toBe("6");
  const theirs = tripo.withKey("tsk_theirs");
  expect((await theirs.create({ input: await theirs.uploaded() })).status).toBe(200);
  await tripo.advance(5_500);
  expect((await tripo.create({ input })).status).toBe(200);
});
