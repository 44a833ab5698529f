import type { Portal } from "../../contract/state.ts";
import type { TestPlayer } from "./player.ts";
import { begin, shown, WORLD_MS } from "./portals.ts";
import { steer } from "./sandbox-control.ts";
import { until } from "./until.ts";
import type { Waygate } from "./waygate.ts";

/** A portal of this player's with its world made, away from where those who arrive set up theirs. */
export async function openPortal(waygate: Waygate, maker: TestPlayer, prompt: string): Promise<Portal> {
  const { portalId } = await begin(maker, { x: -8, y: 0, z: -8, rotationY: Math.PI / 4 }, prompt);
  await steer(waygate.sandboxUrl).advance(WORLD_MS);
  await until(() => shown(maker, portalId)?.status === "ready");
  const portal = shown(maker, portalId);
  if (portal === undefined) throw new Error("The portal was removed meanwhile.");
  return portal;
}
