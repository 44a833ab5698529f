import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { cutConnections } from "../support/complaints.ts";
import { steer } from "../support/sandbox-control.ts";
import { CAST_SECONDS, makeShow, slowCast, studioOf } from "../support/studio.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate(slowCast);
});
afterAll(() => waygate.close());

const names = Array.from({ length: 50 }, (_, nth) => `Extra ${nth + 1}`);

test("the server is killed while fifty jobs run: all end, and the page goes on by itself", browserTest, async () => {
  browser.expectComplaints(cutConnections);
  const ada = await browser.visit(waygate.url, "Ada");
  await makeShow(ada, "The Crowd", names);
  const studio = studioOf(ada);
  await studio.openLibrary();
  await studio.openShow("The Crowd");
  await studio.dialog.getByRole("button", { name: "Generate 50 missing portraits" }).click();
  await studio.dialog.getByText("50 being made").waitFor();
  await eventually(async () => (await steer(waygate.sandboxUrl).charges()).length).toBe(50);

  await waygate.kill();
  await waygate.startAgain();
  await steer(waygate.sandboxUrl).advance(CAST_SECONDS * 1000);

  // Fifty pictures are painted now, one after the other.
  await until(async () => (await studio.dialog.getByRole("img", { name: /^Portrait of / }).count()) === 50);
  await eventually(studio.kept).toEqual([]);
  expect(await steer(waygate.sandboxUrl).charges()).toHaveLength(50);
});
