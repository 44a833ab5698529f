import type { Page } from "playwright-core";
import type { Facts } from "../../client/session/test-hook.ts";
import { teapotPicture } from "./picture-of-thing.ts";
import { until } from "./until.ts";

/** A person at a browser tab. */
export interface Visitor {
  readonly page: Page;
  facts(): Promise<Facts>;
  /** By real inputs; resolves on arrival. */
  walkTo(x: number, z: number): Promise<void>;
  /** Opens the dialog for a new portal, types and engages; resolves when the dialog is gone. */
  engage(prompt: string): Promise<void>;
  /** Opens the dialog for a model, chooses a picture, names it and creates it; resolves when the dialog is gone. */
  create(name: string): Promise<void>;
}

/** Opens the place in a tab and answers the question for the name, where it is asked; resolves once the player stands. */
export async function arrive(page: Page, url: string, name: string): Promise<Visitor> {
  const visitor = visitorAt(page);
  await page.goto(url);
  const question = page.getByLabel("Your name");
  await question.or(page.getByRole("main")).waitFor();
  if (await question.isVisible()) {
    await question.fill(name);
    await page.keyboard.press("Enter");
  }
  await stands(visitor);
  return visitor;
}

/** Resolves once the player is joined to the place that is shown. */
const stands = ({ page, facts }: Visitor): Promise<void> =>
  until(async () => {
    if (!(await page.evaluate(() => window.__waygate !== undefined))) return false;
    const { connection, travelling, stage, worldId } = await facts();
    return connection.kind === "joined" && !travelling && stage.ready && stage.place === worldId;
  });

function visitorAt(page: Page): Visitor {
  return {
    page,
    async facts() {
      const facts = await page.evaluate(() => window.__waygate?.facts());
      if (facts === undefined) throw new Error("The page has not started.");
      return facts;
    },
    async walkTo(x, z) {
      const arrived = await page.evaluate((spot) => window.__waygate?.walkTo(spot.x, spot.z), { x, z });
      if (arrived !== true) throw new Error(`The walk to ${x}, ${z} was interrupted.`);
    },
    async engage(prompt) {
      await page.keyboard.press("p");
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("What is behind the portal?").fill(prompt);
      await dialog.getByRole("button", { name: "Engage" }).click();
      await dialog.waitFor({ state: "detached" });
    },
    async create(name) {
      await page.keyboard.press("c");
      const dialog = page.getByRole("dialog");
      const buffer = await teapotPicture();
      await dialog.getByLabel("Choose a file").setInputFiles({ name: "thing.png", mimeType: "image/png", buffer });
      await dialog.getByAltText("The picture you chose").waitFor();
      await dialog.getByLabel("What is it?").fill(name);
      await dialog.getByRole("button", { name: "Create", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
    },
  };
}
