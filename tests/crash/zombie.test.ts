import { describe, expect, test } from "vitest";
import { wakeZombie } from "../support/zombie-trial.ts";

/** Where a server falls asleep, and what its log says that it dropped when it was woken. */
const places = [
  { place: "before gate_opened", dropped: [], while: "its permit is spent and the row not yet taken" },
  { place: "before submitted", dropped: ["submitted"], while: "the answer to its POST is there" },
  { place: "before done_seen", dropped: ["looked"], while: "its look has shown the end" },
  { place: "before file_collected 1", dropped: ["file_collected"], while: "some of the files are here" },
  { place: "before files_collected", dropped: ["files_collected"], while: "all the files are here" },
  { place: "before settled", dropped: [], while: "the end is written onto its subject" },
] as const;

/** Several servers start beside each other. */
const timeout = 180_000;

describe("a server that slept through its lease", { timeout }, () => {
  // The core's writes are the same on both databases; on SQLite it is tried that two processes can share the file.
  test.concurrent.for([
    ...places.map((each) => ({ ...each, provider: "postgres" as const })),
    ...places.slice(1, 4).map((each) => ({ ...each, provider: "sqlite" as const })),
  ])(
    "changes nothing that its successor did, on $provider, when it slept while $while",
    async ({ place, provider, dropped: expected }) => {
      const { before, after, dropped, posts, ends, permits } = await wakeZombie(place, provider);
      expect(before).toMatchObject({ status: "succeeded", attempts: 1 });
      expect(after).toEqual(before);
      // What it is in the middle of may come to more: other files, or that it could not fetch them.
      expect(dropped.slice(0, 1)).toEqual(expected);
      expect({ posts, permits, ends }).toEqual({ posts: 1, permits: 1, ends: 1 });
    },
  );

  test.concurrent("posts nothing that others are searching for", async () => {
    const { before, after, dropped, posts } = await wakeZombie("after gate_opened", "postgres");
    expect(before).toMatchObject({ status: "unknown", attempts: 1 });
    expect(after).toMatchObject({ status: "unknown", attempts: 1, submitTag: before.submitTag });
    expect({ posts, dropped }).toEqual({ posts: 0, dropped: ["post"] });
  });

  test.concurrent("and posts all the same has its answer dropped, and what it paid for is found", async () => {
    const { before, after, dropped, posts, operations, ends } = await wakeZombie("before post", "postgres");
    expect(before).toMatchObject({ status: "unknown", attempts: 1 });
    expect(after).toMatchObject({ status: "succeeded", adopted: true, attempts: 1 });
    expect({ posts, dropped, ends }).toEqual({ posts: 1, dropped: ["submitted"], ends: 1 });
    // An operator can tell from the log which task it was.
    expect(operations.dropped).toBe(operations.billed);
  });
});
