import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { steer } from "../support/sandbox-control.ts";
import { CAST_SECONDS, consoleOf, makeShow, slowCast, studioOf } from "../support/studio.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate(slowCast);
});
afterAll(() => waygate.close());

const TABS = 3;
const CLICKS = 10;

test(
  "no duplicates: ten clicks in three tabs, with the answers held back, are one job and one charge",
  browserTest,
  async () => {
    // What one tab has noted another one follows, and may ask about before it has reached a busy server.
    browser.expectComplaints(/404 .*\/api\/characters\/portrait\/status\?jobId=/);
    const bob = await browser.visit(waygate.url, "Bob");
    const { showId, cast } = await makeShow(bob, "One of a Kind", ["Bob"]);
    const id = cast[0]?.id;
    await bob.page.close();
    // The server hears every order at once; the page learns of it only when it is told to.
    const answered = Promise.withResolvers<void>();
    let ordered = 0;
    await bob.page.context().route("**/api/characters/portrait", async (route) => {
      ordered++;
      const response = await route.fetch();
      await answered.promise;
      await route.fulfill({ response });
    });
    const first = { page: await bob.page.context().newPage() };
    const others = await Promise.all(
      Array.from({ length: TABS - 1 }, async () => ({ page: await bob.page.context().newPage() })),
    );
    const tabs = [first, ...others].map(({ page }) => ({ page, lines: consoleOf(page), studio: studioOf({ page }) }));
    for (const { page, studio } of tabs) {
      await page.goto(`${waygate.url}/#studio/${showId}`);
      await studio.card("portrait", "Bob").getByRole("button", { name: "Generate" }).waitFor();
    }
    await Promise.all(
      tabs.map(async ({ studio }) => {
        for (let click = 0; click < CLICKS; click++) await studio.generateAnyway("portrait", "Bob");
      }),
    );
    await eventually(() => ordered).toBeGreaterThan(0);
    answered.resolve();
    for (const { studio } of tabs)
      await studio.card("portrait", "Bob").getByRole("button", { name: "Cancel" }).waitFor();

    const [task] = (await tabs[0]?.studio.kept()) ?? [];
    for (const { lines } of tabs) {
      await eventually(() => lines).toContain(
        `Portrait for ${id} already has active job ${task?.jobId}, skipping duplicate call`,
      );
    }
    await steer(waygate.sandboxUrl).advance(CAST_SECONDS * 1000);
    for (const { studio } of tabs) await eventually(studio.portraits).toEqual(["Bob"]);
    const charges = await steer(waygate.sandboxUrl).charges();
    expect(charges.filter(({ provider }) => provider === "replicate")).toHaveLength(1);
    for (const { studio } of tabs) await eventually(studio.kept).toEqual([]);
  },
);
