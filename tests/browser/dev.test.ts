import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy.ts";
import { cutConnections } from "../support/complaints.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let checkout: CheckoutCopy;
let waygate: Waygate;
beforeAll(async () => {
  checkout = await copyCheckout();
  // As `npm run dev` starts it.
  waygate = await startWaygate({}, { folder: checkout.folder, args: ["--watch", "server/main.ts", "--dev"] });
});
afterAll(async () => {
  // A kill would leave the watched process behind.
  await waygate.terminate();
  await waygate.close();
  await checkout.remove();
});

test("in development an edit on either side shows by itself, and the page is joined again", browserTest, async () => {
  // While the server restarts nobody answers.
  browser.expectComplaints(cutConnections);
  const ada = await browser.visit(waygate.url, "Ada");
  await ada.page.getByRole("button", { name: "Open a portal" }).waitFor();

  await checkout.edit("client/ui/texts.ts", "Open a portal", "Open a gate");
  await ada.page.getByRole("button", { name: "Open a gate" }).waitFor();
  await eventually(ada.facts).toMatchObject({ connection: { kind: "joined" }, players: 1 });

  const { sessionId } = await ada.facts();
  await checkout.edit(
    "server/portals/routes.ts",
    "There is no such operation here.",
    "No operation here is called so.",
  );
  await eventually(async () => (await fetch(`${waygate.url}/api/operations/none`)).json()).toMatchObject({
    error: "No operation here is called so.",
  });
  await eventually(ada.facts).toMatchObject({
    connection: { kind: "joined" },
    players: 1,
    sessionId: expect.not.stringContaining(sessionId),
  });
});
