import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { steer } from "../support/sandbox-control.ts";
import { CAST_SECONDS, consoleOf, makeShow, slowCast, studioOf } from "../support/studio.ts";
import { arrive } from "../support/visitor.ts";
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
  "resume polling, close and reopen: a tab that is closed and opened again goes on by itself",
  browserTest,
  async () => {
    const ada = await browser.visit(waygate.url, "Ada");
    const { showId } = await makeShow(ada, "The Long Night", ["Alice", "Bob"]);
    const context = ada.page.context();
    const studio = studioOf(ada);
    await studio.openLibrary();
    await studio.openShow("The Long Night");
    await studio.generate("portrait", "Alice");
    await eventually(async () => (await charges()).length).toBe(1);
    const [kept] = await studio.kept();
    await ada.page.close();

    const page = await context.newPage();
    const lines = consoleOf(page);
    const again = await arrive(page, `${waygate.url}/#studio/${showId}`, "");
    const reopened = studioOf(again);
    await reopened.card("portrait", "Alice").getByRole("button", { name: "Cancel" }).waitFor();
    const id = kept?.subjectId;
    await eventually(() => lines).toContain(`Portrait ${id} status: processing`);
    await eventually(() => lines).toEqual(
      expect.arrayContaining([
        `Resuming portrait polling for ${id}`,
        "Found 1 active background tasks for this show",
        `   - portrait (${id}): processing`,
        "Show loaded successfully",
      ]),
    );
    await finish();
    await eventually(reopened.portraits).toEqual(["Alice"]);
    await eventually(() => lines.some((line) => line.startsWith(`Portrait ${id} completed: /assets/`))).toBe(true);
    expect(await charges()).toHaveLength(1);

    // It was made while nobody looked: the same, without a wait.
    await reopened.generate("portrait", "Bob");
    await eventually(async () => (await charges()).length).toBe(2);
    await page.close();
    await finish();
    const last = studioOf(await arrive(await context.newPage(), `${waygate.url}/#studio/${showId}`, ""));
    await eventually(last.portraits).toEqual(["Alice", "Bob"]);
    await eventually(last.kept).toEqual([]);
  },
);

test(
  "navigate away: Back, Forward and Reload keep one's place, and what is under way stays so",
  browserTest,
  async () => {
    const cy = await browser.visit(waygate.url, "Cy");
    await makeShow(cy, "Harbour", ["Dora"]);
    const studio = studioOf(cy);
    await studio.openLibrary();
    await studio.openShow("Harbour");
    await studio.generate("portrait", "Dora");
    const cancel = studio.card("portrait", "Dora").getByRole("button", { name: "Cancel" });
    await cancel.waitFor();
    await cy.page.goBack();
    await studio.dialog.getByRole("button", { name: /Harbour.*1 being made/ }).waitFor();
    await cy.page.goBack();
    await studio.dialog.waitFor({ state: "detached" });
    await cy.page.goForward();
    await cy.page.goForward();
    await cancel.waitFor();
    await cy.page.reload();
    await cancel.click();
    await studio.card("portrait", "Dora").getByText("Cancelled.").waitFor();
    await studio.card("portrait", "Dora").getByRole("button", { name: "Retry" }).click();
    await studio.card("portrait", "Dora").getByRole("button", { name: "Cancel" }).waitFor();
    // Escape leaves the Studio for the scene; from there the corner tells that it goes on.
    await cy.page.keyboard.press("Escape");
    await studio.dialog.waitFor({ state: "detached" });
    await finish();
    await cy.page.getByText("A portrait is ready.").waitFor();
    await cy.page.getByRole("button", { name: "Look", exact: true }).click();
    await eventually(studio.portraits).toEqual(["Dora"]);
  },
);
