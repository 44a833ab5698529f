import { afterAll, describe, expect, test } from "vitest";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import type { CrashKind } from "../support/crash-kind.ts";
import { crashKinds } from "../support/crash-kinds.ts";
import type { Outcome } from "../support/crash-places.ts";
import { type Survival, surviveCrash } from "../support/crash-trial.ts";

/** What every outcome looks like at the provider and in the core; what it looks like elsewhere, the kind says. */
const expected: Record<Outcome, object> = {
  made: { charges: [{ refunded: false }], rows: [{ status: "succeeded", nextLookAt: null }] },
  "never asked": { charges: [], rows: [] },
  "searched for": {
    charges: [],
    rows: [{ status: "unknown", settledAt: null, nextLookAt: expect.any(Number), attempts: 1 }],
  },
  cancelled: { charges: [{ refunded: false }], rows: [{ status: "cancelled", nextLookAt: null }] },
};

const matrix: Record<string, Record<string, string>> = {};

const isWhole = process.env.CRASH_MATRIX === "whole";
const trials = databaseProviders.flatMap((provider) =>
  crashKinds.map((kind) => ({
    ...{ provider, kind, name: kind.kind },
    places: isWhole ? kind.places : kind.inEveryRun[provider],
  })),
);

describe.for(trials.filter(({ places }) => places.length > 0))(
  "a $name, on $provider, whose server is killed",
  ({ provider, kind, places }) => {
    test.concurrent.for([...places])(
      "$at ($what): nothing lost, nothing paid twice, settled and told once; $outcome",
      // Two lives of a server, several at once, on however busy a machine.
      { timeout: 300_000 },
      async ({ at, what, outcome }) => {
        const survival = await surviveCrash(at, kind, provider);
        const place = `${kind.kind}: ${at}`;
        matrix[place] = { ...matrix[place], what, [provider]: inWords(survival) };
        expect(survival.crashed).toBe(true);
        expect(survival).toMatchObject({ ...expected[outcome], subjects: subjectsOf(kind, outcome) });
        expect(survival.seen).toEqual(survival.standing);
        const isEnded = survival.rows.some(({ settledAt }) => settledAt !== null);
        // It may have ended before the asker was back; then what stands there says so, as seen above.
        expect(survival.told).toBeLessThanOrEqual(isEnded ? 1 : 0);
        if (outcome === "made" && !survival.wasMade) expect(survival.told).toBe(1);
      },
    );
  },
);

afterAll(() => console.table(matrix));

/** A text stands for every text that holds it. */
const subjectsOf = (kind: CrashKind, outcome: Outcome): object[] =>
  kind.expected[outcome].map((subject) =>
    Object.fromEntries(
      Object.entries(subject).map(([key, value]) => [
        key,
        key === "url" && typeof value === "string" ? expect.stringContaining(value) : value,
      ]),
    ),
  );

const inWords = ({ rows, subjects, standing, charges, told }: Survival): string =>
  [
    rows[0]?.status ?? "no row",
    `${subjects.length} subjects, ${standing.join() || "none"} standing`,
    `${charges.length} charged`,
    `told ${told}x`,
  ].join(", ");
