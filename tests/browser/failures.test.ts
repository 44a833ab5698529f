import { afterAll, beforeAll, expect, test } from "vitest";
import { HUB } from "../../contract/limits.ts";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate();
});
afterAll(() => waygate.close());

test("a world that could not be made leaves a portal that says why and can be retried", browserTest, async () => {
  const sandbox = steer(waygate.sandboxUrl);
  await sandbox.fault("task_fails");
  const ada = await browser.visit(waygate.url, "Ada");
  const { page } = ada;
  await ada.engage("a lighthouse in a storm");
  const standing = async () => (await ada.facts()).portals[0];
  const ordered = async () => (await sandbox.charges()).length;
  await eventually(ordered).toBe(1);
  await sandbox.advance(WORLD_MS);

  await eventually(standing).toMatchObject({
    status: "error",
    errorMessage: expect.stringMatching(/^The world maker failed: .+\.$/),
  });
  const failed = await standing();
  if (failed === undefined) throw new Error("The portal is gone.");
  await eventually(ada.facts).toMatchObject({ stage: { portals: { [failed.id]: "error" } } });

  // The portal before her is her own: E opens it where it can be managed.
  await page.getByRole("button", { name: "Look closer" }).waitFor();
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog");
  await dialog.getByText(failed.errorMessage).waitFor();
  await dialog.getByRole("button", { name: "Retry" }).click();
  await eventually(standing).toMatchObject({ id: failed.id, status: "generating", errorMessage: "" });
  await eventually(ordered).toBe(2);
  await sandbox.advance(WORLD_MS);
  await eventually(standing).toMatchObject({ id: failed.id, status: "ready" });
});

test.for([
  ["no-such-world", "There is no world “no-such-world” here. You are in the hub now."],
  ["%2F%2F", "The address names no world that could exist, so this is the hub."],
])("a link to the world %s says what is wrong and leads to the hub", browserTest, async ([world, sentence]) => {
  // The browser itself writes down that the server does not know the world.
  browser.expectComplaints(/status of 404/);
  const ada = await browser.visit(`${waygate.url}/?world=${world}`, "Ada");
  await ada.page
    .getByLabel("News")
    .getByText(sentence ?? "")
    .waitFor();
  expect(await ada.facts()).toMatchObject({ worldId: HUB, stage: { place: HUB }, connection: { kind: "joined" } });
  expect(ada.page.url()).toBe(`${waygate.url}/`);
});
