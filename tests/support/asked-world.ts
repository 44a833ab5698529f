import type { Portal } from "../../contract/state.ts";
import { lifeOf } from "./generation-lives.ts";
import type { TestPlayer } from "./player.ts";
import { steer } from "./sandbox-control.ts";
import { until } from "./until.ts";
import type { Waygate } from "./waygate.ts";

/** As the harness sets it up. */
export const worldMs = 300_000;

/** A world that a player asked for, followed from its portal, the server's log and the provider's ledger. */
export interface AskedWorld {
  readonly portalId: string;
  portal(): Portal;
  /** The states its generation went through, once this one was reached. */
  lifeUntil(status: string): Promise<string[]>;
  /** What was billed since it was asked for, and not given back: read while nobody asks for anything else. */
  charges(): Promise<number>;
  /** Ages every task to its end, and waits until the portal says how it ended. */
  ended(): Promise<Portal>;
}

let asked = 0;

/** @param justBefore spoils something, once the ledger was read and before the world is asked for */
export async function askForWorld(
  waygate: Waygate,
  player: TestPlayer,
  justBefore?: () => Promise<void>,
): Promise<AskedWorld> {
  const sandbox = steer(waygate.sandboxUrl);
  const before = (await sandbox.charges()).length;
  await justBefore?.();
  const spot = { x: 3 * (asked % 12) - 18, y: 0, z: 6 + 3 * Math.floor(asked++ / 12), rotationY: 0 };
  const { portalId } = await player.room.request("generate_world", { prompt: "a foggy harbour", ...spot });
  const life = () => lifeOf(waygate.lines, `portal:${portalId}`);
  function portal(): Portal {
    const shown = player.room.state.portals.get(portalId);
    if (!shown) throw new Error(`There is no portal ${portalId} in the room.`);
    return shown;
  }
  await until(() => player.room.state.portals.has(portalId));
  return {
    portalId,
    portal,
    async lifeUntil(status) {
      await until(() => life().includes(status));
      return life();
    },
    charges: async () => (await sandbox.charges()).slice(before).filter(({ refunded }) => !refunded).length,
    async ended() {
      await sandbox.advance(worldMs);
      await until(() => portal().status !== "generating");
      return portal();
    },
  };
}
