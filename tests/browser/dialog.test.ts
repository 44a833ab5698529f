import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { openPortal } from "../support/open-portal.ts";
import { join } from "../support/player.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate();
});
afterAll(() => waygate.close());

/** Goes on to a control by the Tab key; throws when it cannot be reached so. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  const isThere = () => control.evaluate((element) => element === document.activeElement);
  for (let stops = 0; stops < 30; stops++) {
    if (await isThere()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The Tab key does not lead to ${control}.`);
}

test("portals can be generated, connected and removed by the keyboard alone", browserTest, async () => {
  const maker = await join(waygate.url, { name: "Maker" });
  const { targetWorldId: worldId } = await openPortal(waygate, maker, "an old harbour");
  const ada = await browser.visit(waygate.url, "Ada");
  const { page } = ada;
  const dialog = page.getByRole("dialog");
  const control = (name: string) => dialog.getByRole("button", { name });
  const press = async (name: string) => {
    await tabTo(page, control(name));
    await page.keyboard.press("Enter");
  };

  await page.keyboard.press("p");
  await page.keyboard.type("a cave of crystals");
  await press("Engage");
  await dialog.waitFor({ state: "detached" });
  await eventually(ada.facts).toMatchObject({
    portals: expect.arrayContaining([expect.objectContaining({ prompt: "a cave of crystals", status: "generating" })]),
  });

  await page.keyboard.press("p");
  await tabTo(page, dialog.getByRole("tab", { selected: true }));
  await page.keyboard.press("ArrowRight");
  await press("Remove");
  await press("Yes, remove it");
  await dialog.getByText("You have no portals in this world yet.").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  await page.keyboard.press("p");
  await tabTo(page, dialog.getByRole("tab", { selected: true }));
  await page.keyboard.press("ArrowLeft");
  await tabTo(page, dialog.getByLabel("Marble world"));
  await page.keyboard.type(worldId);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  const { playerId } = await ada.facts();
  await eventually(ada.facts).toMatchObject({
    portals: expect.arrayContaining([
      expect.objectContaining({ createdBy: playerId, status: "ready", targetWorldId: worldId }),
    ]),
  });
  await maker.leave();
});

test("a refusal is a sentence beside the field, and what was typed stays", browserTest, async () => {
  const ada = await browser.visit(waygate.url, "Ada");
  const { page } = ada;
  const dialog = page.getByRole("dialog");
  // Away from what stands here already.
  await ada.walkTo(12, 0);
  const isRefused = (sentence: RegExp) => dialog.getByRole("alert").filter({ hasText: sentence }).waitFor();

  await page.keyboard.press("p");
  await dialog.getByRole("tab", { name: "Connect" }).click();
  const address = dialog.getByLabel("Marble world");
  await address.fill("https://example.org/worlds/123");
  await page.keyboard.press("Enter");
  await isRefused(/^Paste the address of a Marble world/);
  expect(await address.inputValue()).toBe("https://example.org/worlds/123");

  await dialog.getByRole("tab", { name: "Generate" }).click();
  const prompt = dialog.getByLabel("What is behind the portal?");
  await prompt.fill(" ");
  await dialog.getByRole("button", { name: "Engage" }).click();
  await isRefused(/\S.*\.$/);
  await prompt.fill("the first one here");
  await dialog.getByRole("button", { name: "Engage" }).click();
  await dialog.waitFor({ state: "detached" });

  // She has not moved: the next one would stand in the first.
  await page.keyboard.press("p");
  await prompt.fill("one too many");
  await dialog.getByRole("button", { name: "Engage" }).click();
  await isRefused(/^Another portal stands within .* step aside/);
  expect(await prompt.inputValue()).toBe("one too many");
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  expect(await prompt.inputValue()).toBe("one too many");
});
