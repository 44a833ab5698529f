import type { Browser, Page } from "playwright-core";

/** A page of somebody who has been here before and has a graphics card; nothing of an earlier visit is kept. */
export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 480, height: 270 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    localStorage.setItem("waygate.name", "Ada");
    // The better tier is for graphics cards only.
    const read = WebGL2RenderingContext.prototype.getParameter;
    const unmaskedRenderer = 0x9246;
    WebGL2RenderingContext.prototype.getParameter = function (name) {
      return name === unmaskedRenderer ? "a graphics card" : read.call(this, name);
    };
  });
  return page;
}

/** Resolves once the page's player is in that world and sees it. */
export async function standsIn(page: Page, worldId: string): Promise<void> {
  await page.waitForFunction(
    (id) => {
      const facts = window.__waygate?.facts();
      return (
        facts?.worldId === id &&
        facts.placeName !== "" &&
        !facts.travelling &&
        facts.stage.place === id &&
        facts.stage.ready
      );
    },
    worldId,
    { timeout: 0 },
  );
}

/** Goes to a world as the browser's Back and Forward do. */
export async function goTo(page: Page, worldId: string): Promise<void> {
  await page.evaluate((id) => {
    history.pushState(null, "", `?world=${id}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }, worldId);
  await standsIn(page, worldId);
}
