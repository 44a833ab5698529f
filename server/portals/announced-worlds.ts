import type { Generation } from "../generation/generation.ts";
import type { OpenRoom } from "../rooms/feature.ts";
import { portalIdOf } from "./portal.ts";
import type { PortalRows } from "./portal-rows.ts";
import type { WorldRetrying } from "./retrying.ts";
import { promptOf, WORLD } from "./world-kind.ts";

/** What rooms and the task tray say of the generations that make worlds, and how one of them is tried again. */
export function createAnnouncedWorlds(parts: {
  readonly rows: PortalRows;
  readonly retrying: WorldRetrying;
  readonly typicalSecondsAtFirst: number;
}) {
  const { rows, retrying, typicalSecondsAtFirst } = parts;
  return {
    kind: WORLD,
    typicalSecondsAtFirst,
    titleOf: promptOf,
    resultOf: ({ output }: Generation) => ({
      world_id: output?.facts.worldId ?? null,
      url: output?.facts.url ?? null,
    }),
    isShownIn: (room: OpenRoom, { subject }: Generation) => room.state.portals.has(portalIdOf(subject) ?? ""),
    async placeOf({ subject }: Generation) {
      const portalId = portalIdOf(subject);
      const portal = portalId === null ? null : await rows.read(portalId);
      return portal && { worldId: portal.worldId, x: portal.x, y: portal.y, z: portal.z };
    },
    retry: retrying.retry,
    isReplaced: retrying.isReplaced,
  };
}
