import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { apiPage } from "../../scripts/api-page.ts";

test("API.md says what the contract says; `npm run api-page` writes it anew", async () => {
  expect(await readFile("API.md", "utf8")).toBe(apiPage());
});
