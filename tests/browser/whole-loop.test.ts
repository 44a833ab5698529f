import { afterAll, beforeAll, expect, test } from "vitest";
import { wayBackView } from "../../client/portals/way-back.ts";
import { HUB } from "../../contract/limits.ts";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { openPortal } from "../support/open-portal.ts";
import { join } from "../support/player.ts";
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
  "a prompt becomes a portal that everybody sees grow and open, and that leads into its world",
  browserTest,
  async () => {
    const prompt = "a snowed-in forest at dusk";
    const ada = await browser.visit(waygate.url, "Ada");
    const bob = await browser.visit(waygate.url, "Bob");

    await ada.engage(prompt);
    // The sandbox's clock stands still: the dialog went although nothing is made yet.
    for (const { facts } of [ada, bob]) {
      await eventually(facts).toMatchObject({ portals: [{ prompt, createdByName: "Ada", status: "generating" }] });
    }
    const [portal] = (await bob.facts()).portals;
    if (portal === undefined) throw new Error("The portal is gone.");
    for (const { facts } of [ada, bob]) {
      await eventually(facts).toMatchObject({ stage: { portals: { [portal.id]: "generating" } } });
    }

    const sandbox = steer(waygate.sandboxUrl);
    await eventually(async () => (await sandbox.charges()).length).toBe(1);
    await sandbox.advance(WORLD_MS);
    const url = expect.stringMatching(/^https:\/\/marble\.worldlabs\.ai\/world\/[\w-]+$/);
    for (const { facts } of [ada, bob]) {
      await eventually(facts).toMatchObject({
        portals: [{ id: portal.id, status: "ready", url }],
        stage: { portals: { [portal.id]: "ready" } },
      });
    }

    await ada.walkTo(portal.x, portal.z);
    await eventually(ada.facts).toMatchObject({ placeName: prompt, travelling: false });
    await eventually(bob.facts).toMatchObject({ players: 1, portals: [{ id: portal.id, occupancy: 1 }] });
  },
);

test(
  "the address and the browser's Back and Forward follow who walks into a world and back out of it",
  browserTest,
  async () => {
    const maker = await join(waygate.url, { name: "Maker" });
    const portal = await openPortal(waygate, maker, "a desert at noon");
    const worldId = portal.targetWorldId;
    const ada = await browser.visit(waygate.url, "Ada");
    const world = { worldId, stage: { place: worldId }, travelling: false };
    const hub = { worldId: HUB, stage: { place: HUB }, travelling: false };
    const inWorld = `${waygate.url}/?world=${worldId}`;
    const inHub = `${waygate.url}/`;

    await ada.walkTo(portal.x, portal.z);
    await eventually(ada.facts).toMatchObject(world);
    expect(ada.page.url()).toBe(inWorld);

    const wayBack = wayBackView(HUB);
    await ada.walkTo(wayBack.x, wayBack.z);
    await eventually(ada.facts).toMatchObject(hub);
    expect(ada.page.url()).toBe(inHub);

    await ada.page.goBack();
    await eventually(ada.facts).toMatchObject(world);
    expect(ada.page.url()).toBe(inWorld);

    await ada.page.goForward();
    await eventually(ada.facts).toMatchObject(hub);
    expect(ada.page.url()).toBe(inHub);
    await maker.leave();
  },
);
