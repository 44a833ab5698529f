import type { Exhibit, Player, Portal } from "../../contract/state.ts";
import type { MadeStatus } from "../scene/views.ts";

/** A portal as the panels and the scene read it: plain values that do not change under the reader. */
export const portalSnapshot = (portal: Portal) => ({
  id: portal.id,
  x: portal.x,
  y: portal.y,
  z: portal.z,
  rotationY: portal.rotationY,
  status: madeStatus(portal.status),
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

/** An exhibit as the panels and the scene read it. */
export const exhibitSnapshot = (exhibit: Exhibit) => ({
  id: exhibit.id,
  kind: exhibit.kind,
  jobId: exhibit.jobId,
  x: exhibit.x,
  y: exhibit.y,
  z: exhibit.z,
  rotationY: exhibit.rotationY,
  scale: exhibit.scale,
  name: exhibit.name,
  status: madeStatus(exhibit.status),
  url: exhibit.url,
  posterUrl: exhibit.posterUrl,
  createdBy: exhibit.createdBy,
  createdByName: exhibit.createdByName,
  startedAt: exhibit.startedAt,
  typicalSeconds: exhibit.typicalSeconds,
  progress: exhibit.progress,
  queuePosition: exhibit.queuePosition,
  errorCode: exhibit.errorCode,
  errorMessage: exhibit.errorMessage,
  subject: exhibit.subject,
});
export type ExhibitSnapshot = Readonly<ReturnType<typeof exhibitSnapshot>>;

/** A word of a newer server counts as not ready: nobody walks into what this page does not understand. */
const madeStatus = (status: string): MadeStatus => (status === "ready" || status === "error" ? status : "generating");

/** A player without the position, which changes with every patch and is read once per frame instead. */
export const playerSnapshot = (player: Player, sessionId: string) => ({
  sessionId,
  playerId: player.playerId,
  name: player.name,
  away: player.away,
  loading: player.loading,
});
export type PlayerSnapshot = Readonly<ReturnType<typeof playerSnapshot>>;
