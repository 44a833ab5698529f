import type { Player, Portal } from "../../contract/state.ts";

export type PortalStatus = "generating" | "ready" | "error";

/** A portal as the panels and the scene read it: plain values that do not change under the reader. */
export const portalSnapshot = (portal: Portal) => ({
  id: portal.id,
  x: portal.x,
  y: portal.y,
  z: portal.z,
  rotationY: portal.rotationY,
  status: portalStatus(portal.status),
  url: portal.url,
  targetWorldId: portal.targetWorldId,
  prompt: portal.prompt,
  createdBy: portal.createdBy,
  createdByName: portal.createdByName,
  pollerId: portal.pollerId,
  startedAt: portal.startedAt,
  typicalSeconds: portal.typicalSeconds,
  progress: portal.progress,
  queuePosition: portal.queuePosition,
  errorCode: portal.errorCode,
  errorMessage: portal.errorMessage,
  thumbnailUrl: portal.thumbnailUrl,
  occupancy: portal.occupancy,
});
export type PortalSnapshot = Readonly<ReturnType<typeof portalSnapshot>>;

/** A word of a newer server counts as not ready: nobody walks into what this page does not understand. */
const portalStatus = (status: string): PortalStatus =>
  status === "ready" || status === "error" ? status : "generating";

/** A player without the position, which changes with every patch and is read once per frame instead. */
export const playerSnapshot = (player: Player, sessionId: string) => ({
  sessionId,
  playerId: player.playerId,
  name: player.name,
  away: player.away,
  loading: player.loading,
});
export type PlayerSnapshot = Readonly<ReturnType<typeof playerSnapshot>>;
