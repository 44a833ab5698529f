import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { installFolder } from "../../scripts/install-folder.ts";

test("installing a folder brings new files, replaces old ones, and removes what is not in it any more", async () => {
  const parent = await mkdtemp(join(tmpdir(), "waygate-install-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const write = async (file: string, content: string) => {
    await mkdir(join(parent, file, ".."), { recursive: true });
    await writeFile(join(parent, file), content);
  };
  await write("from/a.ts", "new a");
  await write("from/models/b.ts", "new b");
  await write("to/a.ts", "old a");
  await write("to/models/gone.ts", "old");

  await installFolder(join(parent, "from"), join(parent, "to"));

  const entries = await readdir(join(parent, "to"), { recursive: true });
  expect(entries.sort()).toEqual(["a.ts", "models", "models/b.ts"]);
  expect(await readFile(join(parent, "to/a.ts"), "utf8")).toBe("new a");
  expect(await readFile(join(parent, "to/models/b.ts"), "utf8")).toBe("new b");
});
