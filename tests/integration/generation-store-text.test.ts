import { expect, onTestFinished, test } from "vitest";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import { row } from "../contract/generation-store/rows.ts";
import { freshDatabase } from "../support/database.ts";

test.each(databaseProviders)(
  "on %s, what Postgres cannot keep in text (NUL, half a character) is replaced, never an error",
  async (provider) => {
    const { database, remove } = await freshDatabase(provider);
    onTestFinished(remove);
    const store = createGenerationStore(database);
    const output = { files: [], facts: { "a\0": "\0" } };
    const given = row({ jobId: "a\0b", errorMessage: "\ud83c", observed: { "k\0": ["\udfff", "x\0"] }, output });
    const { row: kept } = await store.insert(given);
    expect(kept).toEqual({
      ...given,
      jobId: "a\ufffdb",
      errorMessage: "\ufffd",
      observed: { "k\ufffd": ["\ufffd", "x\ufffd"] },
      output: { files: [], facts: { "a\ufffd": "\ufffd" } },
    });
    expect(await store.findByJob(given.requestedBy, "a\0b")).toEqual(kept);
    expect(await store.list({ requestedBy: "\0", kinds: ["\0"], limit: 1 })).toEqual([]);
    expect(await store.write(given.id, 0, { errorMessage: "\0" })).toMatchObject({ errorMessage: "\ufffd" });
  },
);
