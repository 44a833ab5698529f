import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { steer } from "../support/sandbox-control.ts";
import type { Visitor } from "../support/visitor.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate();
});
afterAll(() => waygate.close());

/** Longer than the sandbox takes for a model. */
const MODEL_MS = 150_000;

/** The exhibit of this name, once its task is at the provider: from then on the clock counts for it. */
async function beingMade({ facts }: Visitor, name: string) {
  const find = async () => (await facts()).exhibits.find((exhibit) => exhibit.name === name);
  await eventually(async () => (await find())?.progress).toBeGreaterThanOrEqual(0);
  const exhibit = await find();
  if (exhibit === undefined) throw new Error(`There is no ${name}.`);
  return exhibit;
}
/** Presses E before an exhibit, once it is near. */
async function use({ page }: Visitor): Promise<void> {
  await page.getByRole("button", { name: "Look closer" }).waitFor();
  await page.keyboard.press("e");
}
const shows = ({ facts }: Visitor, id: string, what: string) =>
  eventually(facts).toMatchObject({ stage: { exhibits: { [id]: what } } });

test("a picture becomes a model that everybody sees grow and stand, also who comes back", browserTest, async () => {
  const ada = await browser.visit(waygate.url, "Ada");
  const bob = await browser.visit(waygate.url, "Bob");

  await ada.create("Teapot");
  // The sandbox's clock stands still: the dialog went although nothing is made yet.
  const { id } = await beingMade(bob, "Teapot");
  for (const visitor of [ada, bob]) {
    await eventually(visitor.facts).toMatchObject({
      exhibits: [{ id, kind: "model", name: "Teapot", createdByName: "Ada", status: "generating" }],
    });
    await shows(visitor, id, "generating");
  }

  await steer(waygate.sandboxUrl).advance(MODEL_MS);
  const url = expect.stringMatching(/^\/assets\/[0-9a-f]+\.glb$/);
  for (const visitor of [ada, bob]) {
    await eventually(visitor.facts).toMatchObject({ exhibits: [{ id, status: "ready", url }] });
    await shows(visitor, id, "shown");
  }
  await ada.page.getByLabel("News").getByText("Your Teapot is ready.").waitFor();
  await bob.page.getByLabel("News").getByText("“Teapot” is ready.").waitFor();

  await bob.page.reload();
  await shows(bob, id, "shown");
});

test("its maker moves, turns, scales and removes it; for others it is there to be looked at", browserTest, async () => {
  const ada = await browser.visit(waygate.url, "Ada");
  await ada.walkTo(10, 0);
  await ada.create("Lamp");
  const { id, x, z, rotationY } = await beingMade(ada, "Lamp");
  const { page } = ada;
  const dialog = page.getByRole("dialog");
  const standing = async () => (await ada.facts()).exhibits.find((exhibit) => exhibit.id === id);

  await use(ada);
  await dialog.getByRole("button", { name: "Move, turn, scale" }).click();
  const bar = page.getByRole("region", { name: "Placing “Lamp”" });
  await bar.getByLabel("Turn").fill("90");
  await bar.getByLabel("Size").fill("-0.3");
  // Nobody else sees it until it is set down.
  expect(await standing()).toMatchObject({ x, z, rotationY, scale: 1 });
  await bar.getByRole("button", { name: "Carry along" }).click();
  await ada.walkTo(10, -8);
  await page.keyboard.press("e");
  await bar.waitFor({ state: "detached" });
  await eventually(async () => (await standing())?.z).toBeLessThan(-9);
  const moved = await standing();
  if (moved === undefined) throw new Error("The lamp is gone.");
  expect(moved.scale).toBeCloseTo(0.5, 2);
  // A quarter turn away from looking at who carried it.
  const { position } = await ada.facts();
  const lookingBack = Math.atan2(position.x - moved.x, position.z - moved.z);
  expect(Math.sin(moved.rotationY - lookingBack)).toBeCloseTo(1, 1);

  const bob = await browser.visit(waygate.url, "Bob");
  await bob.walkTo(moved.x, moved.z + 6);
  await bob.walkTo(moved.x, moved.z + 2);
  await use(bob);
  const seen = bob.page.getByRole("dialog", { name: "Lamp" });
  await seen.getByText("Ada").waitFor();
  expect(await seen.getByRole("button").allTextContents()).toEqual(["×"]);

  await use(ada);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await eventually(standing).toMatchObject({ status: "error" });
  await dialog.getByRole("button", { name: "Retry" }).click();
  await eventually(standing).toMatchObject({ status: "generating" });
  await dialog.getByRole("button", { name: "Remove" }).click();
  await dialog.getByRole("button", { name: "Yes, remove it" }).click();
  await eventually(standing).toBeUndefined();
  await bob.page.getByRole("dialog").getByText("This is no longer here.").waitFor();
});

test("a model is let go by who walks away from it, with all that it took in the graphics", browserTest, async () => {
  const ada = await browser.visit(waygate.url, "Ada");
  await ada.walkTo(-30, -20);
  await ada.create("Vase");
  const { id } = await beingMade(ada, "Vase");
  await steer(waygate.sandboxUrl).advance(MODEL_MS);
  await shows(ada, id, "shown");
  const held = async () => {
    const { meshes, materials, textures } = (await ada.facts()).stage;
    return { meshes, materials, textures };
  };
  const leaveAndComeBack = async () => {
    await ada.walkTo(8, -20);
    await shows(ada, id, "released");
    const far = await held();
    await ada.walkTo(-12, -20);
    await shows(ada, id, "shown");
    await eventually(ada.facts).toMatchObject({ stage: { ready: true } });
    return { far, near: await held() };
  };

  const first = await leaveAndComeBack();
  expect(first.near.meshes).toBeGreaterThan(first.far.meshes);
  expect(first.near.textures).toBeGreaterThan(first.far.textures);
  expect(first.near.materials).toBeGreaterThan(first.far.materials);
  for (const round of [2, 3]) expect({ round, ...(await leaveAndComeBack()) }).toEqual({ round, ...first });
});

test("a model whose file is gone says so, and the rest goes on", browserTest, async () => {
  browser.expectComplaints(/status of 404/);
  const ada = await browser.visit(waygate.url, "Ada");
  await ada.walkTo(25, 25);
  await ada.page.route(/\.glb$/, (route) => route.fulfill({ status: 404 }));
  await ada.create("Cup");
  const { id } = await beingMade(ada, "Cup");
  await steer(waygate.sandboxUrl).advance(MODEL_MS);
  await shows(ada, id, "failed");
  await ada.walkTo(26, 20);
});
