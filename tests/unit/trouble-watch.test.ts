import { expect, test } from "vitest";
import { DatabaseTrouble } from "../../server/persistence/trouble.ts";
import { createTroubleWatch, type Proof } from "../../server/persistence/trouble-watch.ts";

function watched() {
  const told: string[] = [];
  const watch = createTroubleWatch(
    { provider: "sqlite", shown: "waygate.db" },
    { began: (kind) => told.push(kind), over: (kind) => told.push(`${kind} is over`) },
  );
  const fails = (kind: DatabaseTrouble["kind"]) =>
    expect(
      watch.run(
        () => Promise.reject(new DatabaseTrouble(kind, "it fails", null)),
        () => "answered",
      ),
    ).rejects.toThrow(DatabaseTrouble);
  const works = (proof: Proof) =>
    watch.run(
      async () => {},
      () => proof,
    );
  return { told, watch, fails, works };
}

test("a trouble is told once, and again only when it was over in between", async () => {
  const { told, fails, works } = watched();
  for (let nth = 0; nth < 3; nth++) await fails("away");
  await works("answered");
  await works("answered");
  await fails("away");
  expect(told).toEqual(["away", "away is over", "away"]);
});

test("who answers can be reached, and is as full or read-only as before until a change was kept", async () => {
  const { told, fails, works } = watched();
  await fails("disk");
  await fails("read_only");
  await fails("away");
  await works("answered");
  expect(told).toEqual(["disk", "read_only", "away", "away is over"]);
  await works("changed");
  expect(told.slice(4)).toEqual(["disk is over", "read_only is over"]);
});

test("what was asked before a trouble was over, and fails after, is news of the past", async () => {
  const { told, watch, fails, works } = watched();
  const { promise, reject } = Promise.withResolvers<void>();
  const late = watch.run(
    () => promise,
    () => "answered",
  );
  await fails("away");
  await works("answered");
  reject(new DatabaseTrouble("away", "it did not answer in time", null));
  await expect(late).rejects.toThrow("cannot reach its database");
  expect(told).toEqual(["away", "away is over"]);
});

test("from a damaged database nothing is read, and nothing is written into it", async () => {
  const { told, watch, fails, works } = watched();
  await fails("damaged");
  let calls = 0;
  const call = async () => void calls++;
  await expect(watch.run(call, () => "changed")).rejects.toThrow("is damaged");
  await expect(works("changed")).rejects.toThrow("is damaged");
  expect(calls).toBe(0);
  expect(told).toEqual(["damaged"]);
});
