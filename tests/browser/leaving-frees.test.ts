import { afterAll, beforeAll, expect, test } from "vitest";
import { wayBackView } from "../../client/portals/way-back.ts";
import { HUB } from "../../contract/limits.ts";
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

test("coming and going leaves nothing of a world behind in the graphics", browserTest, async () => {
  const maker = await join(waygate.url, { name: "Maker" });
  const portal = await openPortal(waygate, maker, "a desert at noon");
  const worldId = portal.targetWorldId;
  await maker.leave();
  const ada = await browser.visit(waygate.url, "Ada");
  const held = async () => {
    const { meshes, materials, textures } = (await ada.facts()).stage;
    return { meshes, materials, textures };
  };
  const standsIn = (place: string) =>
    eventually(ada.facts).toMatchObject({ worldId: place, travelling: false, stage: { place, ready: true } });
  const goAndComeBack = async () => {
    await ada.walkTo(portal.x, portal.z);
    await standsIn(worldId);
    const inWorld = await held();
    const { x, z } = wayBackView(HUB);
    await ada.walkTo(x, z);
    await standsIn(HUB);
    return { inWorld, inHub: await held() };
  };

  const first = await goAndComeBack();
  expect(first.inWorld.textures).toBeGreaterThan(first.inHub.textures);
  for (const round of [2, 3]) expect({ round, ...(await goAndComeBack()) }).toEqual({ round, ...first });
});
