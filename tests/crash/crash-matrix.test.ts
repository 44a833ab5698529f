import { afterAll, describe, expect, test } from "vitest";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { crashPlaces, type Outcome } from "../support/crash-places.ts";
import { type Survival, surviveCrash } from "../support/crash-trial.ts";

/** What every outcome looks like in the database, at the provider and to whoever comes back. */
const expected: Record<Outcome, object> = {
  made: {
    charges: [{ refunded: false }],
    rows: [{ status: "succeeded", nextLookAt: null, attempts: 1 }],
    portals: [{ status: "ready", pendingOperationId: null, url: expect.stringContaining("/world/"), errorCode: null }],
  },
  "never asked": { charges: [], rows: [], portals: [{ status: "error", errorCode: "interrupted" }] },
  "searched for": {
    charges: [],
    rows: [{ status: "unknown", settledAt: null, nextLookAt: expect.any(Number), attempts: 1 }],
    portals: [{ status: "generating" }],
  },
  cancelled: {
    charges: [{ refunded: false }],
    rows: [{ status: "cancelled", nextLookAt: null, attempts: 1 }],
    portals: [{ status: "error", pendingOperationId: null, errorCode: "cancelled" }],
  },
};

const matrix: Record<string, Record<string, string>> = {};

describe.for([...databaseProviders])("on %s, killed", (provider) => {
  test.concurrent.for([...crashPlaces])(
    "$at ($what): nothing lost, nothing paid twice, settled and told once; $outcome",
    // Two lives of a server, several at once, on however busy a machine.
    { timeout: 300_000 },
    async ({ at, what, outcome }) => {
      const survival = await surviveCrash(at, provider);
      matrix[at] = { ...matrix[at], what, [provider]: inWords(survival) };
      expect(survival.crashed).toBe(true);
      expect(survival).toMatchObject(expected[outcome]);
      expect(survival.charges.map(({ tag }) => tag)).toEqual(
        survival.charges.map(() => survival.rows[0]?.submitTag ?? "none"),
      );
      expect(survival.seen).toEqual(survival.portals.map(({ status }) => status));
      const isEnded = survival.rows.some(({ settledAt }) => settledAt !== null);
      // It may have ended before the asker was back; then the portal itself says so, as seen above.
      expect(survival.told).toBeLessThanOrEqual(isEnded ? 1 : 0);
      if (outcome === "made" && !survival.wasMade) expect(survival.told).toBe(1);
    },
  );
});

afterAll(() => console.table(Object.fromEntries(crashPlaces.map(({ at }) => [at, matrix[at]]))));

const inWords = ({ rows, portals, charges, told }: Survival): string =>
  `${rows[0]?.status ?? "no row"}, portal ${portals[0]?.status}, ${charges.length} charged, told ${told}x`;
