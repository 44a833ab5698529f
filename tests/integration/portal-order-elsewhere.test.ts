import { expect, onTestFinished, test } from "vitest";
import { createDesignatedPolling } from "../../server/portals/designated-polling.ts";
import { createPortalRoutes } from "../../server/portals/routes.ts";
import type { WorldRows } from "../../server/portals/world-rows.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { orderWorld } from "../support/http-orders.ts";
import { until } from "../support/until.ts";
import { openHouse } from "./http-house.ts";

/** Neither is asked for. */
const takeUpload = () => Promise.reject(new Error("There are no pictures here."));
const worlds: WorldRows = {
  keep: () => Promise.reject(new Error("There are no worlds here.")),
  read: async () => null,
  exists: async () => false,
};

test("an order that another server took on is answered with its operation", async () => {
  const here = createCoreUnderTest();
  const { store, clock } = here;
  const elsewhere = createCoreUnderTest({ store, clock });
  onTestFinished(elsewhere.stop);
  // It takes orders, and nothing on.
  await here.stop();
  const { generations } = here;
  const polling = createDesignatedPolling({ clock, grantMs: 4_000, roomOf: () => undefined });
  const house = await openHouse({
    anonymous: () => ({ playerId: "ada", name: "Ada" }),
    endpoints: (route) =>
      createPortalRoutes({ route, generations, takeUpload, worlds, polling, clock, providerName: "marble" }),
  });
  onTestFinished(house.close);

  const asked = orderWorld(house.url, { playerId: "ada", token: "" }, "a forest");
  await until(async () => (await store.queued("marble")).length === 1);
  // Something else is asked for there, so it looks at what waits.
  await askForWorld(elsewhere, "portal:p2");
  await until(async () => (await store.queued("marble")).length === 0);
  await clock.advance(3_000);
  const { operation_id, status_url } = await asked;
  const [order] = (await store.list({ limit: 10 })).filter(({ subject }) => subject === "");
  expect(operation_id).toMatch(/^op/);
  expect({ operation_id, status_url }).toEqual({
    operation_id: order?.operationId,
    status_url: `/api/operations/${operation_id}`,
  });
});
