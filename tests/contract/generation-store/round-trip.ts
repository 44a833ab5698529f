import { expect, test } from "vitest";
import type { Generation, Json } from "../../../server/generation/generation.ts";
import type { StoreUnderTest } from "../generation-store.ts";
import { noon, row } from "./rows.ts";

const fullRow: Generation = {
  id: Number.MAX_SAFE_INTEGER,
  jobId: "job",
  kind: "model",
  provider: "tripo",
  status: "collecting",
  operationId: "op-1",
  providerRef: "ref-1",
  adopted: true,
  input: { prompt: "a teapot", size: 1.5, tags: ["a", null, { deep: [[null], false, 0, ""] }] },
  upload: { fileToken: "file_1", image: null },
  observed: { status: "success", output: null, nested: { nothing: null, list: [] } },
  observedAt: noon + 1,
  output: {
    files: [
      { role: "model", url: "https://example.com/a.glb?sig=%2F&x=1", required: true, hash: null, ext: null },
      { role: "poster", url: "https://example.com/b.png", required: false, hash: "c0ffee", ext: "png" },
    ],
    facts: { caption: null, scale: 0.1, bounds: [-1, 1e-7], note: "“quoted”" },
  },
  progress: 100,
  errorCode: "moderated",
  errorMessage: "It said no.",
  requestedBy: "grace",
  subject: "exhibit:7",
  activeKey: "model:7",
  retryOf: Number.MAX_SAFE_INTEGER - 1,
  submitTag: "wg-1",
  attempts: 2,
  tries: 3,
  resubmitted: true,
  cancelRequested: true,
  nextLookAt: noon + 2,
  leaseOwner: "process-1",
  leaseUntil: noon + 3,
  version: 41,
  submittedAt: noon + 4,
  acceptedAt: noon + 5,
  deadlineAt: noon + 6,
  createdAt: noon + 7,
  updatedAt: noon + 8,
  endedAt: noon + 999,
  settledAt: noon + 1000,
};

export function roundTripRequirements(stores: () => StoreUnderTest): void {
  test("a row with every field set comes back as it was given, from any process", async () => {
    const { store, elsewhere } = stores();
    expect(await store.insert(fullRow)).toEqual({ row: fullRow, created: true });
    expect(await store.read(fullRow.id)).toEqual(fullRow);
    expect(await elsewhere.read(fullRow.id)).toEqual(fullRow);
  });

  test("a row with every field at its emptiest comes back as it was given", async () => {
    const { store } = stores();
    const empty = row({ input: null });
    await store.insert(empty);
    expect(await store.read(empty.id)).toEqual(empty);
  });

  test("every field that a patch may carry is written by it", async () => {
    const { store } = stores();
    const before = row();
    await store.insert(before);
    const expected = { ...fullRow, id: before.id, createdAt: before.createdAt, version: 1 };
    expect(await store.write(before.id, 0, fullRow)).toEqual(expected);
    expect(await store.read(before.id)).toEqual(expected);
  });

  test("neighbouring ids just below 2^53 are different rows", async () => {
    const { store } = stores();
    const largest = row({ id: Number.MAX_SAFE_INTEGER, subject: "largest" });
    const next = row({ id: Number.MAX_SAFE_INTEGER - 1, subject: "next" });
    await store.insert(largest);
    await store.insert(next);
    expect(await store.read(largest.id)).toEqual(largest);
    expect(await store.read(next.id)).toEqual(next);
  });

  test("an id that no row can have is nobody's", async () => {
    const { store } = stores();
    await store.insert(row({ id: 1 }));
    for (const id of [2, -1, 1.5, Number.NaN, 2 ** 53]) expect(await store.read(id)).toBeNull();
  });

  test.each<[string, Json]>([
    ["null", null],
    ["false", false],
    ["zero", 0],
    ["an empty string", ""],
    ["an empty list", []],
    ["an empty object", {}],
    ["nulls in lists in objects", { a: [null, [null], { b: null }] }],
    ["numbers of every size", [1e-9, -0.1, 1e21, Number.MAX_SAFE_INTEGER]],
    ["a string that looks like JSON", '{"a":1}'],
    ["text of every script", { ключ: "a 🏰 世界 عالم é \u2028 \"'`\\ \n\t" }],
  ])("JSON keeps %s", async (_, value) => {
    const { store } = stores();
    const given = row({ input: value, observed: value, output: { files: [], facts: { value } } });
    await store.insert(given);
    expect(await store.read(given.id)).toEqual(given);
  });

  test("text of every script is found again as it was written", async () => {
    const { store } = stores();
    const jobId = "'; DROP TABLE generations; -- 🏰 世界 عالم \\ % _";
    const given = row({ jobId, requestedBy: "Ὀδυσσεύς", errorMessage: "\n\t “”".repeat(5000) });
    await store.insert(given);
    expect(await store.findByJob("Ὀδυσσεύς", jobId)).toEqual(given);
    expect(await store.findByJob("Ὀδυσσεύς", `${jobId} `)).toBeNull();
  });
}
