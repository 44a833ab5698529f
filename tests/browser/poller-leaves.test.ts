import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GRANT_HEADER } from "../../contract/routes.ts";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  // A page that is drawn by the processor answers late; nobody is to be passed over for that.
  waygate = await startWaygate({ POLL_GRANT_MS: "60000" });
});
afterAll(() => waygate.close());

/** What a page does as the designated poller. */
function watchPolling() {
  const looks: unknown[] = [];
  const reports: string[] = [];
  return {
    /** What it was answered when it looked under a grant, in order. */
    looks,
    /** What it sent to the room to say how an operation ended. */
    reports,
    watch(page: Page): void {
      page.on("response", (response) => {
        const request = response.request();
        if (!request.url().includes("/api/operations/") || !request.headers()[GRANT_HEADER.toLowerCase()]) return;
        response.json().then((look: unknown) => looks.push(look), closedMeanwhile);
      });
      page.on("websocket", (socket) =>
        socket.on("framesent", ({ payload }) => {
          const sent = payload.toString("latin1");
          if (sent.includes("update_portal")) reports.push(sent);
        }),
      );
    },
  };
}

/** The tab went before the browser could say what it had been answered. */
function closedMeanwhile(): void {}

test(
  "a maker who closes the tab leaves the looks to who is still there, and the portal opens",
  browserTest,
  async () => {
    const [adas, bobs] = [watchPolling(), watchPolling()];
    const ada = await browser.visit(waygate.url, "Ada", adas.watch);
    await ada.engage("a meadow in the morning");
    // Alone in the hub, she is asked for every look.
    await eventually(ada.facts).toMatchObject({ portals: [{ pollerId: (await ada.facts()).sessionId }] });
    await eventually(() => adas.looks).toContainEqual(expect.objectContaining({ done: false }));

    const bob = await browser.visit(waygate.url, "Bob", bobs.watch);
    await ada.page.close();
    const { sessionId } = await bob.facts();
    await eventually(bob.facts).toMatchObject({ players: 1, portals: [{ status: "generating", pollerId: sessionId }] });

    await steer(waygate.sandboxUrl).advance(WORLD_MS);
    const url = expect.stringMatching(/^https:\/\/marble\.worldlabs\.ai\/world\//);
    await eventually(bob.facts).toMatchObject({ portals: [{ status: "ready", url }] });
    expect(adas.reports).toEqual([]);
    // He saw Marble's own answer, whose address leads nowhere, and reported the right one.
    await eventually(() => bobs.looks.at(-1)).toMatchObject({
      done: true,
      response: { world_marble_url: expect.stringContaining("/worlds/") },
    });
    expect(bobs.reports).toEqual([expect.stringContaining("https://marble.worldlabs.ai/world/")]);
  },
);
