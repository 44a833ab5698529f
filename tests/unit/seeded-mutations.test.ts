import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { coreMutations } from "../../scripts/core-mutations.ts";

const root = join(import.meta.dirname, "../..");

test.each(coreMutations)("what is broken on purpose is in the core, once: $breaks", async ({ edits }) => {
  for (const { file, find, put } of edits) {
    const text = await readFile(join(root, file), "utf8");
    expect(text.split(find)).toHaveLength(2);
    expect(text.replace(find, put)).not.toBe(text);
  }
});
