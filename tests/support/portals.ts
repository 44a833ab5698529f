import { HUB_HALF_SIZE } from "../../contract/limits.ts";
import { type Place, roomAnswers } from "../../contract/messages.ts";
import type { Portal } from "../../contract/state.ts";
import type { TestPlayer } from "./player.ts";
import { lookUntilDone, report } from "./poller.ts";
import { steer } from "./sandbox-control.ts";
import { until } from "./until.ts";
import type { Waygate } from "./waygate.ts";

/** What the sandbox takes for a world, in ms of its clock, as `startWaygate` sets it. */
export const WORLD_MS = 300_000;

/** Spots in the hub, each far enough from the others for a portal. */
export function* spotsInHub(): Generator<Place, never> {
  const perRow = HUB_HALF_SIZE - 1;
  for (let nth = 0; ; nth++) {
    const [row, column] = [Math.floor(nth / perRow), nth % perRow];
    yield { x: column * 2 - perRow + 1, y: 0, z: row * 2 - perRow + 1, rotationY: 0 };
  }
}

export const shown = (player: TestPlayer, portalId: string): Portal | undefined =>
  player.room.state.portals.get(portalId);

/** Asks for a world and waits until Marble has taken the order. */
export async function begin(maker: TestPlayer, where: Place | { portalId: string }, prompt = "a quiet valley") {
  const answer = await maker.room.request("generate_world", { prompt, ...where });
  const { portalId } = roomAnswers.generate_world.parse(answer);
  return { portalId, operationId: await pendingOperation(maker, portalId) };
}

/** The operation that a portal is waiting for, once Marble has given it an id. */
export async function pendingOperation(player: TestPlayer, portalId: string): Promise<string> {
  await until(() => (shown(player, portalId)?.pendingOperationId ?? "") !== "");
  return shown(player, portalId)?.pendingOperationId ?? "";
}

/** Time passes at Marble, the players poll and report, and the portal turns. */
export async function finish(
  waygate: Waygate,
  players: readonly [TestPlayer, ...TestPlayer[]],
  begun: { readonly portalId: string; readonly operationId: string },
) {
  await steer(waygate.sandboxUrl).advance(WORLD_MS);
  const { poller, operation } = await lookUntilDone(waygate.url, players, begun);
  await report(poller, begun.portalId, operation);
  await until(() => shown(players[0], begun.portalId)?.status !== "generating");
  return { poller, operation };
}
