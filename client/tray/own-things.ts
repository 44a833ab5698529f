import type { ExhibitSnapshot, PortalSnapshot } from "../session/snapshots.ts";

/** Everything in the room's state about the player's own things that the list of their generations may differ by. */
export function ownThingsOf(
  playerId: string,
  portals: readonly PortalSnapshot[],
  exhibits: readonly ExhibitSnapshot[],
): string {
  const isOwn = ({ createdBy }: Pick<PortalSnapshot, "createdBy">) => createdBy === playerId;
  return JSON.stringify([
    ...portals.filter(isOwn).map((portal) => [...standing(portal), portal.targetWorldId]),
    ...exhibits.filter(isOwn).map((exhibit) => [...standing(exhibit), exhibit.jobId]),
  ]);
}

const standing = ({ id, status, progress, queuePosition, startedAt }: PortalSnapshot | ExhibitSnapshot) => [
  id,
  status,
  progress,
  queuePosition,
  startedAt,
];
