import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { steer } from "../support/sandbox-control.ts";
import { CAST_SECONDS, makeShow, post, slowCast, studioOf } from "../support/studio.ts";
import type { Visitor } from "../support/visitor.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate(slowCast);
});
afterAll(() => waygate.close());

const shows = ({ facts }: Visitor, id: string, what: string) =>
  eventually(async () => (await facts()).stage.exhibits[id]).toBe(what);
const hanging = async ({ facts }: Visitor, name: string) =>
  (await facts()).exhibits.find((exhibit) => exhibit.name === name);
/** Once its job is at the provider: from then on the clock counts for it. */
const atProvider = (visitor: Visitor, name: string) =>
  eventually(async () => (await hanging(visitor, name))?.progress).toBeGreaterThanOrEqual(0);
const finish = () => steer(waygate.sandboxUrl).advance(CAST_SECONDS * 1000 + 1000);

test(
  "a cast hangs in the gallery: everybody sees it made, then painted, and its film plays for who steps near",
  browserTest,
  async () => {
    const ada = await browser.visit(waygate.url, "Ada");
    const bob = await browser.visit(waygate.url, "Bob");
    const { showId, cast } = await makeShow(ada, "The Lamplighters", ["Mira Vale"]);
    const characterId = cast[0]?.id ?? "";
    await post(ada.page, "/api/characters/portrait", { jobId: "portrait-1", characterId });

    const studio = studioOf(ada);
    await studio.openLibrary();
    await studio.openShow("The Lamplighters");
    await studio.dialog.getByRole("button", { name: "Hang in the gallery" }).click();
    await studio.dialog.getByText("2 frames hang in the gallery now.").waitFor();
    await studio.dialog.getByRole("button", { name: "Hang in the gallery" }).click();
    await studio.dialog.getByText("All of it hangs in the gallery already.").waitFor();
    await ada.page.keyboard.press("Escape");

    await eventually(() => hanging(bob, "Mira Vale")).toBeDefined();
    const mira = await hanging(bob, "Mira Vale");
    const trailer = await hanging(bob, "The Lamplighters");
    if (!mira || !trailer) throw new Error("The show does not hang.");
    expect(mira).toMatchObject({ kind: "portrait", subject: `character:${characterId}`, createdByName: "Ada" });
    expect(trailer).toMatchObject({ kind: "trailer", subject: `show:${showId}` });
    for (const visitor of [ada, bob]) await shows(visitor, mira.id, "generating");
    await shows(bob, trailer.id, "empty");

    // Both see the provider's own figure.
    await atProvider(bob, "Mira Vale");
    await steer(waygate.sandboxUrl).advance((CAST_SECONDS * 1000) / 2);
    for (const visitor of [ada, bob]) {
      await eventually(async () => (await hanging(visitor, "Mira Vale"))?.progress).toBeGreaterThan(20);
    }
    await finish();
    await bob.walkTo(mira.x, mira.z + 12);
    for (const visitor of [ada, bob]) {
      await eventually(() => hanging(visitor, "Mira Vale")).toMatchObject({
        status: "ready",
        posterUrl: expect.stringMatching(/^\/assets\/[0-9a-f]+\.webp$/),
      });
    }
    await shows(bob, mira.id, "shown");

    // The portrait stays while its video is made.
    await post(ada.page, "/api/characters/video", { jobId: "video-1", characterId });
    await atProvider(bob, "Mira Vale");
    await shows(bob, mira.id, "renewing");
    await finish();
    await eventually(() => hanging(bob, "Mira Vale")).toMatchObject({
      kind: "video",
      status: "ready",
      url: expect.stringMatching(/^\/assets\/[0-9a-f]+\.webm$/),
    });
    await shows(bob, mira.id, "shown");
    const held = async () => {
      const { meshes, materials, textures } = (await bob.facts()).stage;
      return { meshes, materials, textures };
    };
    const far = await held();
    await bob.walkTo(mira.x, mira.z + 3);
    await shows(bob, mira.id, "playing");
    await eventually(async () => (await held()).textures).toBe(far.textures + 1);

    // Who looks closer has it with the browser's own buttons.
    await bob.page.getByRole("button", { name: "Look closer" }).waitFor();
    await bob.page.keyboard.press("e");
    const closer = bob.page.getByRole("dialog", { name: "Mira Vale" });
    await closer.getByLabel("Mira Vale", { exact: true }).and(closer.locator("video")).waitFor();
    await bob.page.keyboard.press("Escape");
    await closer.waitFor({ state: "detached" });
    await bob.walkTo(mira.x, mira.z + 12);
    await shows(bob, mira.id, "shown");
    await eventually(held).toEqual(far);

    // Taken down, it leaves nothing behind.
    await bob.walkTo(mira.x, mira.z + 3);
    await shows(bob, mira.id, "playing");
    await ada.page.evaluate((show) => fetch(`/api/shows/${show}`, { method: "DELETE" }), showId);
    await eventually(async () => (await bob.facts()).exhibits).toEqual([]);
    await eventually(async () => Object.keys((await bob.facts()).stage.exhibits)).toEqual([]);
  },
);
