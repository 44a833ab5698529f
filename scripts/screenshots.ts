import { mkdir } from "node:fs/promises";
import { join as pathOf, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import type { Place } from "../contract/messages.ts";
import { type CastJob, ShowAnswer } from "../contract/shows.ts";
import { launchChromium } from "../tests/support/chromium.ts";
import { join } from "../tests/support/player.ts";
import { steer } from "../tests/support/sandbox-control.ts";
import { until } from "../tests/support/until.ts";
import { arrive, type Visitor } from "../tests/support/visitor.ts";
import { startWaygate } from "../tests/support/waygate.ts";

/**
 * `npm run screenshots`: takes the README's pictures anew, after a build. The picture is drawn by the processor, a frame
 * in seconds; it takes some minutes.
 */

const docs = resolve(import.meta.dirname, "../docs");
/** A frame may take this long, and a download in the middle of it, in ms. */
const patienceMs = 300_000;
/** WebGL's name for the renderer's name (`UNMASKED_RENDERER_WEBGL`). */
const rendererName = 0x9246;

// Its clock runs as everybody's, or the labels would show times that nobody has seen.
const waygate = await startWaygate({
  SANDBOX_SPLAT_SCALE: "1",
  SANDBOX_WORLD_SECONDS: "60",
  SANDBOX_IMAGE_SECONDS: "200",
});
const sandbox = steer(waygate.sandboxUrl);
try {
  const browser = await launchChromium();
  try {
    await takeCast(browser);
    await takeAll(browser);
  } finally {
    await browser.close();
  }
} finally {
  await waygate.close();
}

async function takeAll(browser: Browser): Promise<void> {
  await mkdir(docs, { recursive: true });
  const mira = await join(waygate.url, { name: "Mira" });
  const left = { x: -4.5, y: 0, z: 9, rotationY: Math.PI - 0.35 };
  const middle = { x: 0, y: 0, z: 12, rotationY: Math.PI };
  const right = { x: 4.5, y: 0, z: 9, rotationY: Math.PI + 0.35 };
  const open = async (prompt: string, place: Place) => {
    const { portalId } = await mira.room.request("generate_world", { prompt, ...place });
    return () => mira.room.state.portals.get(portalId);
  };
  const forest = await open("An ancient forest on a summer night", left);
  const desert = await open("A desert canyon at dusk, a great arch of stone", middle);
  await until(() => [forest, desert].every((portal) => portal()?.status === "ready"));

  const bob = await visit(browser, "Bob", waygate.url, { width: 384, height: 216 });
  await bob.walkTo(-1.5, 6);
  const ada = await visitWithGraphicsCard(browser, "Ada", waygate.url);
  await open("A library in a giant hollow tree, warm lantern light", right);
  const inDesert = `${waygate.url}/?world=${desert()?.targetWorldId}`;
  await mira.leave();
  await until(async () => Object.values((await ada.facts()).stage.portals).includes("generating"));
  await until(async () => (await ada.facts()).players === 2);
  await take(ada.page, "hub");
  await ada.page.close();
  await bob.page.close();

  const eve = await visit(browser, "Eve", inDesert, { width: 384, height: 216 });
  await eve.walkTo(1.5, 6);
  const ben = await visitWithGraphicsCard(browser, "Ben", inDesert);
  await take(ben.page, "world");
}

/** A show in the Studio and on the wall: most of its cast is there, some are on their way. */
async function takeCast(browser: Browser): Promise<void> {
  const ada = await visitWithGraphicsCard(browser, "Ada", waygate.url);
  const { page } = ada;
  const request = (path: string, body: object) =>
    page.evaluate(
      async ({ to, json }) => {
        const headers = { "content-type": "application/json" };
        return (await fetch(to, { method: "POST", headers, body: JSON.stringify(json) })).json();
      },
      { to: path, json: body },
    );
  const show = ShowAnswer.parse(
    await request("/api/shows", {
      title: "The Lighthouse",
      logline: "A keeper, a storm, and a light that somebody answers.",
    }),
  );
  const isBusy = (holds: (jobs: readonly CastJob[]) => boolean) => async () => {
    const { jobs, characters } = ShowAnswer.parse(
      await page.evaluate(async (id) => (await fetch(`/api/shows/${id}`)).json(), show.id),
    );
    return holds([jobs, ...characters.map((character) => character.jobs)].flat());
  };
  const first: [string, string, string][] = [
    ["Mara Quill", "The keeper", "Sixty, grey hair, a yellow oilskin, at night by the sea"],
    ["Tobias Fenn", "The stranger", "A young sailor with freckles, out of a forest in spring"],
    ["Inspector Loy", "The law", "Severe, dark moustache, a library in warm lamplight"],
    ["Wren", "The child", "Twelve, red scarf, snow on the hills"],
    ["Ilse Brandt", "The captain", "Forty, curly black hair, the open sea in the morning"],
    ["Old Corvin", "The voice", "White beard, golden light of a temple"],
  ];
  const addAll = async (cast: readonly [string, string, string][]) => {
    for (const [name, role, description] of cast) {
      await request(`/api/shows/${show.id}/characters`, { name, role, description });
    }
  };
  const generate = (kind: string) => request(`/api/shows/${show.id}/generate-missing`, { kind });
  await addAll(first);
  const make = async (...kinds: readonly string[]) => {
    for (const kind of kinds) await generate(kind);
    await until(isBusy((jobs) => jobs.every(({ startedAt }) => startedAt !== null)));
    await sandbox.advance(200_000);
    await until(isBusy((jobs) => jobs.length === 0));
  };
  await make("portrait");
  await make("video", "trailer");
  await addAll([
    ["Pip", "The dog's friend", "Nine, a cap, a meadow in summer"],
    ["Juno", "The engineer", "Thirty, short hair, neon lights of a city at night"],
  ]);
  await page.goto(`${waygate.url}/#studio/${show.id}`);
  await page.reload();
  await page.getByRole("button", { name: "Hang in the gallery" }).click();
  await until(async () => (await ada.facts()).exhibits.length === 9);
  await generate("portrait");
  await until(isBusy((jobs) => jobs.length === 2 && jobs.every(({ startedAt }) => startedAt !== null)));
  await sandbox.advance(60_000);
  await take(page, "studio");
  await page.keyboard.press("Escape");
  await ada.walkTo(0, -30);
  await take(page, "gallery");
  await page.close();
}

async function visit(
  browser: Browser,
  name: string,
  url: string,
  viewport: { width: number; height: number },
): Promise<Visitor> {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(patienceMs);
  return arrive(page, url, name);
}

/** As somebody with a graphics card sees it: smooth edges, and the better tier of a world. */
async function visitWithGraphicsCard(browser: Browser, name: string, url: string): Promise<Visitor> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.setDefaultTimeout(patienceMs);
  await page.addInitScript((asked) => {
    const { getParameter } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.getParameter = function (parameter) {
      return parameter === asked ? "A graphics card" : getParameter.call(this, parameter);
    };
  }, rendererName);
  const visitor = await arrive(page, url, name);
  await page.getByRole("button", { name: "Got it" }).click();
  await until(async () => (await visitor.facts()).stage.ready);
  return visitor;
}

async function take(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot({ timeout: patienceMs });
  const { size } = await sharp(picture)
    .webp({ quality: 82, effort: 6 })
    .toFile(pathOf(docs, `${name}.webp`));
  console.log(`docs/${name}.webp: ${Math.ceil(size / 1024)} KB`);
}
