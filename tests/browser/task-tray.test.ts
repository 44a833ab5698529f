import { afterAll, beforeAll, expect, test } from "vitest";
import { HUB } from "../../contract/limits.ts";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import type { Visitor } from "../support/visitor.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate();
});
afterAll(() => waygate.close());

const WORLD = "a lighthouse in a storm";
const MODEL = "Teapot";

/** The task tray of somebody's tab. */
function trayOf({ page }: Visitor) {
  const opener = page.getByRole("button", { name: /^Your tasks/ });
  const panel = page.getByRole("region", { name: "Your tasks" });
  const entry = (title: string) => panel.getByRole("listitem").filter({ hasText: title });
  return {
    opener,
    panel,
    async open() {
      await opener.click();
      await panel.waitFor();
    },
    entry,
    press: (title: string, button: string) => entry(title).getByRole("button", { name: button, exact: true }).click(),
    /** What each entry says first: its title, its kind and its state. */
    titles: () => panel.getByRole("listitem").getByRole("heading").allTextContents(),
    states: () => panel.getByRole("listitem").locator(".eyebrow").allTextContents(),
  };
}

/** Asks for a world, then for a model some way off; resolves when both are at their makers. */
async function askForBoth(ada: Visitor, z: number): Promise<void> {
  await ada.walkTo(-8, z);
  await ada.engage(WORLD);
  await ada.walkTo(8, z);
  await ada.create(MODEL);
  const tray = trayOf(ada);
  await tray.opener.locator(".count").getByText("2").waitFor();
  await tray.open();
  await eventually(tray.states).toEqual(["World Being made", "Model Being made"]);
}

test(
  "shows what one asked for, how far it is, and the same after a reload and in another tab",
  browserTest,
  async () => {
    const ada = await browser.visit(waygate.url, "Ada");
    await askForBoth(ada, 0);
    await steer(waygate.sandboxUrl).advance(20_000);
    const tray = trayOf(ada);
    for (const title of [WORLD, MODEL]) {
      await tray.entry(title).getByRole("progressbar").waitFor();
      await tray
        .entry(title)
        .getByText(/^\d+:\d\d of about \d+:\d\d/)
        .waitFor();
    }
    const shown = await tray.titles();
    expect(shown).toEqual([WORLD, MODEL]);

    await ada.page.reload();
    const besides = await browser.visitBeside(ada, waygate.url);
    for (const tab of [ada, besides]) {
      await trayOf(tab).opener.locator(".count").getByText("2").waitFor();
      await trayOf(tab).open();
      await eventually(trayOf(tab).titles).toEqual(shown);
    }

    // What is cancelled in one tab is cancelled in the other, too.
    await trayOf(besides).press(MODEL, "Cancel");
    for (const tab of [ada, besides]) {
      await eventually(trayOf(tab).states).toEqual(["World Being made", "Model Cancelled"]);
    }
    await tray.press(MODEL, "Retry");
    for (const tab of [ada, besides]) {
      await eventually(trayOf(tab).titles).toEqual([WORLD, MODEL]);
      await eventually(trayOf(tab).states).toEqual(["World Being made", "Model Being made"]);
    }

    // Put away here, it is put away in this browser, whatever tab.
    await tray.press(MODEL, "Cancel");
    await tray.press(MODEL, `Put “${MODEL}” away`);
    for (const tab of [ada, besides]) await eventually(trayOf(tab).titles).toEqual([WORLD]);
  },
);

test("leads to what was asked for, from where one is, and into the world that was made", browserTest, async () => {
  const ada = await browser.visit(waygate.url, "Ada");
  await askForBoth(ada, 20);
  const { playerId, portals, exhibits } = await ada.facts();
  const portal = portals.find(({ createdBy }) => createdBy === playerId);
  const exhibit = exhibits.find(({ createdBy }) => createdBy === playerId);
  if (portal === undefined || exhibit === undefined) throw new Error("One of them does not stand.");
  const awayFrom = async ({ x, z }: { x: number; z: number }) => {
    const { position } = await ada.facts();
    return Math.hypot(position.x - x, position.z - z);
  };
  expect(await awayFrom(portal)).toBeGreaterThan(4);
  const tray = trayOf(ada);
  await tray.press(WORLD, "Go there");
  await eventually(() => awayFrom(portal)).toBeLessThanOrEqual(3);
  // It is walked up to, not into, and looked at.
  await ada.page.getByRole("heading", { name: WORLD }).waitFor();

  await steer(waygate.sandboxUrl).advance(WORLD_MS);
  await tray.open();

  await eventually(async () => (await tray.states()).toSorted()).toEqual(["Model Ready", "World Ready"]);
  await tray.press(WORLD, "Enter");
  await eventually(ada.facts).toMatchObject({ placeName: WORLD, travelling: false });

  // From another world one travels first, then walks.

  await tray.open();
  await tray.press(MODEL, "Go there");
  await eventually(ada.facts).toMatchObject({ worldId: HUB, stage: { place: HUB }, travelling: false });
  await eventually(() => awayFrom(exhibit)).toBeLessThanOrEqual(3);
});

test("retries all that failed at once, and can be used by keys alone", browserTest, async () => {
  const sandbox = steer(waygate.sandboxUrl);
  const ada = await browser.visit(waygate.url, "Ada");
  await sandbox.fault("task_fails", 2);
  const tray = trayOf(ada);
  const prompts = ["a castle on a cliff", "a garden under glass"];
  for (const [nth, prompt] of prompts.entries()) {
    await ada.walkTo(-10 - 6 * nth, -20);
    await ada.engage(prompt);
  }
  await ada.page.keyboard.press("q");
  await eventually(tray.states).toEqual(["World Being made", "World Being made"]);
  await sandbox.advance(WORLD_MS);
  await eventually(tray.states).toEqual(["World Failed", "World Failed"]);

  await tray.panel.getByRole("button", { name: "Retry all 2 that failed" }).focus();
  await ada.page.keyboard.press("Enter");
  await tray.panel.getByText("2 tasks are tried again.").waitFor();
  await eventually(tray.states).toEqual(["World Being made", "World Being made"]);
  await ada.page.keyboard.press("Escape");
  await tray.panel.waitFor({ state: "detached" });
  expect(await tray.opener.evaluate((button) => button === document.activeElement)).toBe(true);
});
