import { afterAll, describe, expect, test } from "vitest";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { crashPlaces, type Survival, surviveCrash } from "../support/crash-trial.ts";

/** Killed here the POST never left, and nobody can know that: it is searched for, and not sent again. */
const beforeThePost = "after gate_opened";

const matrix: Record<string, Record<string, string>> = {};

describe.for([...databaseProviders])("on %s, killed", (provider) => {
  test.concurrent.for([...crashPlaces])(
    "%s: one charge at most, nothing lost, settled and told once",
    async (place) => {
      const survival = await surviveCrash(place, provider);
      matrix[place] = { ...matrix[place], [provider]: inWords(survival) };
      expect(survival.crashed).toBe(true);
      expect(survival.rows).toHaveLength(1);
      expect(survival.portals).toHaveLength(1);
      if (place === beforeThePost) {
        expect(survival).toMatchObject({ chargesNotRefunded: 0, rows: [{ status: "unknown" }] });
        return;
      }
      expect(survival).toMatchObject({
        chargesNotRefunded: 1,
        posts: 1,
        rows: [{ status: "succeeded", isSettled: true }],
        portals: [{ status: "ready", pendingOperationId: null }],
      });
      expect(survival.portals[0]?.url).toMatch(/\/world\//);
      // Dying after the mark and before telling leaves it untold: the portal itself says so to whoever comes back.
      expect(survival.announcements).toBe(place === "after settled" ? 0 : 1);
    },
  );
});

afterAll(() => console.table(matrix));

const inWords = ({ rows, portals, chargesNotRefunded, announcements }: Survival): string =>
  `${rows[0]?.status}, portal ${portals[0]?.status}, ${chargesNotRefunded} charged, told ${announcements}x`;
