import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PortalKeeping } from "../../server/portals/keeping.ts";
import { createPortalOpening, type PortalOpening } from "../../server/portals/opening.ts";
import type { PortalRow } from "../../server/portals/portal.ts";
import { createPortalRows, type PortalRows } from "../../server/portals/portal-rows.ts";
import { createCoreUnderTest } from "../support/core-under-test.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { aTime } from "../support/generations.ts";

/** What is shown in rooms is not of interest here. */
const keeping: PortalKeeping = {
  follow: async () => {},
  settle: async () => {},
  openRoom: async () => {},
  show: async () => {},
  remove: async () => {},
  mendAbandoned: async () => {},
};

let fresh: FreshDatabase;
let rows: PortalRows;
beforeAll(async () => {
  fresh = await freshDatabase("sqlite");
  rows = createPortalRows(fresh.database);
});
afterAll(() => fresh.remove());

const ready = (id: string, x: number): PortalRow => ({
  id,
  worldId: "hub",
  x,
  y: 0,
  z: 0,
  rotationY: 0,
  status: "ready",
  pendingOperationId: null,
  url: `https://marble.worldlabs.ai/world/${id}`,
  targetWorldId: id,
  generationId: null,
  prompt: `where ${id} leads`,
  image: null,
  errorCode: null,
  errorMessage: null,
  createdBy: "ada",
  createdAt: aTime,
  updatedAt: aTime,
});
const before = [ready("left", -5), ready("right", 5)];
beforeEach(async () => {
  await fresh.database.client.portal.deleteMany();
  for (const row of before) await rows.insert(row);
});

type Spot = Parameters<PortalOpening["handOver"]>[0];

/** Two processes on the same database, neither of which knows what the other is at, hand the same world over at once. */
async function handOverTwice(spots: readonly [Spot, Spot]) {
  const one = createCoreUnderTest();
  const two = createCoreUnderTest({ store: one.store, clock: one.clock });
  const draft = { kind: "world", input: { prompt: "a forest" }, requestedBy: "ada", subject: "" };
  const generation = await one.generations.commit(one.generations.draft(draft));
  const outcomes = await Promise.allSettled(
    [one, two].map(({ generations, clock }, nth) =>
      createPortalOpening({ rows, keeping, generations, clock }).handOver(
        spots[nth] ?? spots[0],
        "ada",
        { prompt: "a forest", image: null },
        generation,
      ),
    ),
  );
  await Promise.all([one.stop(), two.stop()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const loser = outcomes.findIndex(({ status }) => status === "rejected");
  expect(outcomes[loser]).toMatchObject({ reason: { code: "stale_operation" } });
  return { generation, loser };
}

test("the portal that did not get it is what it was before", async () => {
  const { generation, loser } = await handOverTwice([
    { worldId: "hub", portalId: "left" },
    { worldId: "hub", portalId: "right" },
  ]);
  const after = await Promise.all(before.map(({ id }) => rows.read(id)));
  expect(after[loser]).toEqual(before[loser]);
  expect(after[1 - loser]).toMatchObject({ status: "generating", generationId: generation.id, prompt: "a forest" });
});

test("the place that did not get it stays free", async () => {
  const { generation } = await handOverTwice([
    { worldId: "hub", x: 10, y: 0, z: 10, rotationY: 0 },
    { worldId: "hub", x: 20, y: 0, z: 20, rotationY: 0 },
  ]);
  const added = (await rows.inWorld("hub")).filter(({ status }) => status === "generating");
  expect(added.map(({ generationId }) => generationId)).toEqual([generation.id]);
});
