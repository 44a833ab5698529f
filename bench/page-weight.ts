import { HUB } from "../contract/limits.ts";
import { WorldAnswer } from "../contract/routes.ts";
import { launchChromium } from "../tests/support/chromium.ts";
import { join } from "../tests/support/player.ts";
import { steer } from "../tests/support/sandbox-control.ts";
import { until } from "../tests/support/until.ts";
import { startWaygate, type Waygate } from "../tests/support/waygate.ts";
import type { AtEnd } from "./measure.ts";
import type { Table } from "./table.ts";
import { recordTransfers, rowOf, type Transfer } from "./transfers.ts";
import { goTo, openPage, standsIn } from "./visit.ts";

const columns = ["", "requests", "plain", "gzip", "as sent"];

/**
 * What a browser downloads: until it stands in the hub for the first time, and then for entering a world of the size
 * that Marble delivers. The room's websocket is not counted.
 */
export async function measurePageWeight(atEnd: AtEnd): Promise<readonly Table[]> {
  const waygate = await startWaygate({ SANDBOX_SPLAT_SCALE: "1" });
  atEnd(waygate.close);
  const browser = await launchChromium();
  atEnd(() => browser.close());
  const page = await openPage(browser);
  const transfers = recordTransfers(page);

  await page.goto(waygate.url);
  await standsIn(page, HUB);
  await page.waitForLoadState("networkidle");
  const first = await transfers();

  const world = await makeWorld(waygate);
  const better = page.waitForResponse((answer) => answer.url().endsWith(world.splatUrls["500k"] ?? ""));
  await Promise.all([goTo(page, world.worldId), better]);
  return [firstLoad(first), entering(await transfers(), world)];
}

async function makeWorld({ url, sandboxUrl }: Waygate): Promise<WorldAnswer> {
  const { room, leave } = await join(url);
  const order = { prompt: "a forest with a lake", x: 5, y: 0, z: 5, rotationY: 0 };
  const { portalId } = await room.request("generate_world", order);
  const portal = () => room.state.portals.get(portalId);
  await until(() => (portal()?.pendingOperationId ?? "") !== "");
  await steer(sandboxUrl).advance(300_000);
  await until(() => portal()?.status !== "generating");
  const answer = await fetch(`${url}/api/worlds/${portal()?.targetWorldId}`);
  await leave();
  return WorldAnswer.parse(await answer.json());
}

function firstLoad(transfers: readonly Transfer[]): Table {
  const of = (...types: string[]) => transfers.filter(({ type }) => types.includes(type));
  const [page, scripts] = [of("document", "stylesheet"), of("script")];
  const others = transfers.filter((transfer) => !page.includes(transfer) && !scripts.includes(transfer));
  return {
    title: "First load, until the hub stands",
    columns,
    rows: [
      rowOf("page and styles", page),
      rowOf("scripts", scripts),
      rowOf("answers", others),
      rowOf("together", transfers),
    ],
  };
}

function entering(transfers: readonly Transfer[], world: WorldAnswer): Table {
  const files = [...Object.values(world.splatUrls), world.colliderUrl, world.panoUrl];
  const of = (url: string | null | undefined) => transfers.filter(({ path }) => path === url);
  const code = transfers.filter(({ type }) => type === "script");
  const others = transfers.filter((transfer) => !code.includes(transfer) && !files.includes(transfer.path));
  return {
    title: "Entering the first generated world, on top",
    columns,
    rows: [
      rowOf("scripts", code),
      rowOf("splats, 100k", of(world.splatUrls["100k"])),
      rowOf("ground", of(world.colliderUrl)),
      rowOf("panorama", of(world.panoUrl)),
      rowOf("answers, the portal's picture", others),
      rowOf("splats, 500k, afterwards", of(world.splatUrls["500k"])),
      rowOf("together", transfers),
    ],
  };
}
