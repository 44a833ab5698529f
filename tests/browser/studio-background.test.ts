import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { steer } from "../support/sandbox-control.ts";
import { CAST_SECONDS, consoleOf, makeShow, post, slowCast, studioOf } from "../support/studio.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate(slowCast);
});
afterAll(() => waygate.close());

const charges = async () =>
  (await steer(waygate.sandboxUrl).charges()).filter(({ provider }) => provider === "replicate");
const finish = () => steer(waygate.sandboxUrl).advance(CAST_SECONDS * 1000);

test(
  "background processing: generated while one is in the Library, there when one comes back",
  browserTest,
  async () => {
    const ada = await browser.visit(waygate.url, "Ada");
    const names = ["Alice", "Bob", "Cora", "Dan", "Eve"];
    await makeShow(ada, "Five in a Boat", names);
    const studio = studioOf(ada);
    await studio.openLibrary();
    await studio.openShow("Five in a Boat");
    for (const name of names) await studio.generate("portrait", name);
    await studio.dialog.getByText("5 being made").waitFor();
    await eventually(studio.kept).toHaveLength(5);

    await studio.leaveShow();
    await eventually(async () => (await charges()).length).toBe(5);
    await finish();
    await studio.dialog.getByRole("button", { name: /Five in a Boat.*5 portraits/ }).waitFor();

    await studio.openShow("Five in a Boat");
    await eventually(studio.portraits).toEqual(names);
    await eventually(studio.kept).toEqual([]);
    expect(await charges()).toHaveLength(5);
  },
);

test(
  "selective generation, partial completion: of seven characters the two are made that lack portraits",
  browserTest,
  async () => {
    const before = (await charges()).length;
    const ben = await browser.visit(waygate.url, "Ben");
    const names = ["Ann", "Bea", "Cy", "Dot", "Ed", "Flo", "Gus"];
    const { showId, cast } = await makeShow(ben, "Seven Lamps", names);
    for (const { id } of cast.slice(0, 5)) {
      await post(ben.page, "/api/characters/portrait", { jobId: `first-${id}`, characterId: id });
    }
    await eventually(async () => (await charges()).length).toBe(before + 5);
    await finish();
    const lines = consoleOf(ben.page);
    const studio = studioOf(ben);
    await studio.openLibrary();
    await studio.dialog.getByRole("button", { name: /Seven Lamps.*5 portraits/ }).waitFor();
    await studio.openShow("Seven Lamps");
    await eventually(studio.portraits).toEqual(names.slice(0, 5));
    const portraits = () =>
      studio.dialog.getByRole("img").evaluateAll((all) => all.map((img) => img.getAttribute("src")));
    const first = await portraits();

    // Its owner turns the switch on: nothing is made until the show is opened the next time.
    await studio.dialog.getByText("would make 2 portraits when you open this show").waitFor();
    await studio.dialog.getByRole("switch").click();
    await studio.leaveShow();
    expect(await charges()).toHaveLength(before + 5);
    await studio.openShow("Seven Lamps");
    await studio.dialog.getByText("2 being made").waitFor();
    await eventually(async () => (await charges()).length).toBe(before + 7);
    expect(lines).toEqual(
      expect.arrayContaining(["Auto-generating portrait for: Flo", "Auto-generating portrait for: Gus"]),
    );
    await finish();
    await eventually(studio.portraits).toEqual(names);
    expect((await portraits()).slice(0, 5)).toEqual(first);

    await ben.page.goto(`${waygate.url}/#studio/${showId}`);
    await ben.page.reload();
    await eventually(studio.portraits).toEqual(names);
    expect(await charges()).toHaveLength(before + 7);
  },
);
