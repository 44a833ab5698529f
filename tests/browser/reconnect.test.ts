import { afterAll, beforeAll, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { cutConnections } from "../support/complaints.ts";
import { WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate();
});
afterAll(() => waygate.close());

test(
  "after the server was killed and started again every tab is whole again without a reload",
  browserTest,
  async () => {
    browser.expectComplaints(cutConnections);
    const ada = await browser.visit(waygate.url, "Ada");
    const tabs = [ada, await browser.visitBeside(ada, waygate.url)];
    await ada.engage("a harbour in the fog");
    for (const { facts, page } of tabs) {
      await eventually(facts).toMatchObject({ players: 2, portals: [{ status: "generating" }] });
      await page.evaluate(() => Object.assign(window, { stillHere: true }));
    }
    // What is killed between the order and the provider's answer is searched for, for minutes: another test's matter.
    const running = async () => (await fetch("/api/generations?mine&status=running")).json();
    await eventually(() => ada.page.evaluate(running)).toMatchObject({ generations: [{ kind: "world" }] });
    const [portal] = (await ada.facts()).portals;
    if (portal === undefined) throw new Error("The portal is gone.");

    await waygate.kill();
    for (const { page } of tabs)
      await page
        .getByRole("status")
        .filter({ hasText: /^Reconnecting…/ })
        .waitFor();

    await waygate.startAgain();
    for (const { facts } of tabs) {
      await eventually(facts).toMatchObject({
        connection: { kind: "joined" },
        players: 2,
        portals: [{ id: portal.id, status: "generating" }],
      });
    }
    await steer(waygate.sandboxUrl).advance(WORLD_MS);
    for (const { facts, page } of tabs) {
      await eventually(facts).toMatchObject({
        portals: [{ id: portal.id, status: "ready" }],
        stage: { portals: { [portal.id]: "ready" } },
      });
      await page.getByText("Reconnecting…").waitFor({ state: "detached" });
      await eventually(() => page.evaluate(() => "stillHere" in window)).toBe(true);
    }
    const { x, z } = (await ada.facts()).position;
    await ada.walkTo(x - 2, z);
    await eventually(async () => (await ada.facts()).position.x).toBeLessThan(x - 1);
  },
);
