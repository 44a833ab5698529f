import { describe, expect, test } from "vitest";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { wakeZombie } from "../support/zombie-trial.ts";

/** Where a server falls asleep, and what it drops when it is woken. */
const places = [
  { place: "before gate_opened", dropped: [], while: "its permit is spent and the row not yet taken" },
  { place: "before submitted", dropped: ["submitted"], while: "the answer to its POST is there" },
  { place: "before looked", dropped: ["looked"], while: "its look has shown the end" },
  { place: "before files_collected", dropped: ["files_collected"], while: "it has all the files" },
  { place: "before settled", dropped: [], while: "the end is written onto its subject" },
];

describe.for([...databaseProviders])("a server that slept through its lease, on %s,", (provider) => {
  test.concurrent.for(places)(
    "changes nothing that its successor did when it slept while $while",
    async ({ place, dropped: expected }) => {
      const { before, after, dropped, posts, ends, permits } = await wakeZombie(place, provider);
      expect(before).toMatchObject({ status: "succeeded", attempts: 1 });
      expect(after).toEqual(before);
      expect({ posts, dropped, permits }).toEqual({ posts: 1, dropped: expected, permits: 1 });
      expect(ends).toHaveLength(1);
    },
  );
});
