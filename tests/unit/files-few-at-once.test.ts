import { describe, expect, test } from "vitest";
import { createFewAtOnce } from "../../server/files/few-at-once.ts";

/** Tasks that go on until they are told to end, and the order in which they began. */
function work(limit: { running: number; waiting: number }) {
  const fewAtOnce = createFewAtOnce(limit);
  const begun: string[] = [];
  return {
    begun,
    start(name: string) {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const done = fewAtOnce(() => {
        begun.push(name);
        return promise;
      });
      return { done, end: () => resolve(name), fail: () => reject(new Error(name)) };
    },
  };
}

describe("a door that few may pass at once", () => {
  test("lets in so many, and the next in turn when one has left", async () => {
    const { begun, start } = work({ running: 2, waiting: 10 });
    const [a, b, c, d] = [start("a"), start("b"), start("c"), start("d")];
    expect(begun).toEqual(["a", "b"]);
    b.end();
    expect(await b.done).toBe("b");
    const e = start("e");
    expect(begun).toEqual(["a", "b", "c"]);
    c.end();
    a.end();
    await Promise.all([a.done, c.done]);
    expect(begun).toEqual(["a", "b", "c", "d", "e"]);
    d.end();
    e.end();
    expect(await d.done).toBe("d");
  });

  test("lets the next in also when one has failed", async () => {
    const { begun, start } = work({ running: 1, waiting: 10 });
    const [a, b] = [start("a"), start("b")];
    a.fail();
    await expect(a.done).rejects.toThrow("a");
    expect(begun).toEqual(["a", "b"]);
    b.end();
    await b.done;
  });

  test("lets nobody slip in between one who leaves and one who waits", async () => {
    const { begun, start } = work({ running: 1, waiting: 10 });
    const [a, b] = [start("a"), start("b")];
    a.end();
    const late = a.done.then(() => start("late"));
    b.end();
    await b.done;
    (await late).end();
    await (await late).done;
    expect(begun).toEqual(["a", "b", "late"]);
  });

  test("is as wide as before when everybody has left", async () => {
    const { begun, start } = work({ running: 1, waiting: 0 });
    for (const name of ["a", "b"]) {
      const task = start(name);
      task.end();
      await task.done;
    }
    expect(begun).toEqual(["a", "b"]);
  });

  test("turns away whom it has no room for, and says when to come again", async () => {
    const { start } = work({ running: 1, waiting: 1 });
    const [a, b, c] = [start("a"), start("b"), start("c")];
    await expect(c.done).rejects.toMatchObject({ code: "too_fast", retryAfterSeconds: 5 });
    a.end();
    b.end();
    await Promise.all([a.done, b.done]);
  });
});
