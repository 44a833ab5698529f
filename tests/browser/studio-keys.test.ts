import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { steer } from "../support/sandbox-control.ts";
import { CAST_SECONDS, slowCast, studioOf } from "../support/studio.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate(slowCast);
});
afterAll(() => waygate.close());

test("a show is made, cast, generated, played, hung and removed by keys alone", browserTest, async () => {
  const ada = await browser.visit(waygate.url, "Ada");
  const { page } = ada;
  const studio = studioOf(ada);
  const press = async (name: string | RegExp) => {
    await studio.dialog.getByRole("button", { name }).first().focus();
    await page.keyboard.press("Enter");
  };
  await page.keyboard.press("u");
  await press("New show");
  await page.keyboard.press("Enter");
  await studio.dialog.getByText("The title is empty: write something.").waitFor();
  await page.keyboard.type("Tide");
  await page.keyboard.press("Enter");
  await studio.dialog.getByText("Nobody is in it yet. Add a character.").waitFor();

  await press("Add a character");
  await page.keyboard.type("Una");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Diver");
  // Escape leaves the form, not the Studio.
  await page.keyboard.press("Escape");
  await press("Add a character");
  await page.keyboard.type("Ulla");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Diver");
  await page.keyboard.press("Enter");
  await studio.dialog.getByRole("heading", { name: "Ulla" }).waitFor();
  expect(await studio.dialog.getByRole("heading", { name: "Una" }).count()).toBe(0);

  await press("Generate 1 missing portrait");
  await studio.card("portrait", "Ulla").getByRole("button", { name: "Cancel" }).waitFor();
  const ordered = async () => (await steer(waygate.sandboxUrl).charges()).length;
  await eventually(ordered).toBe(1);
  await steer(waygate.sandboxUrl).advance(CAST_SECONDS * 1000);
  await eventually(studio.portraits).toEqual(["Ulla"]);
  await press("Generate 1 missing video");
  await press(/^Generate Trailer of Tide/);
  await eventually(ordered).toBe(3);
  await steer(waygate.sandboxUrl).advance(CAST_SECONDS * 1000);
  const film = studio.card("video", "Ulla").locator("video");
  await film.focus();
  await page.keyboard.press("Space");
  await eventually(() => film.evaluate((video: HTMLVideoElement) => video.currentTime > 0 && !video.paused)).toBe(true);
  await studio.card("trailer", "Tide").locator("video").waitFor();

  await press("Hang in the gallery");
  await studio.dialog.getByText("2 frames hang in the gallery now.").waitFor();
  await press("Remove Ulla");
  await studio.dialog.getByText(/^Remove Ulla, with portrait and video\?/).waitFor();
  await page.keyboard.press("Enter");
  await studio.dialog.getByRole("heading", { name: "Ulla" }).waitFor();
  await press("Remove Ulla");
  await press("Yes, remove");
  await studio.dialog.getByText("Nobody is in it yet. Add a character.").waitFor();
  await page.keyboard.press("Escape");
  await studio.dialog.waitFor({ state: "detached" });
  expect(new URL(page.url()).hash).toBe("");
});
