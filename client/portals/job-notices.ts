import { z } from "zod";
import type { JobCompleted, JobFailed } from "../../contract/messages.ts";
import type { PortalSnapshot } from "../session/snapshots.ts";
import { texts } from "../ui/texts.ts";
import { shortTitle } from "./portal-words.ts";

const WorldResult = z.object({ world_id: z.string() });

export interface JobNotice {
  readonly text: string;
  readonly tone: "good" | "bad" | "plain";
  /** The world to offer a way to, when no portal to it stands here. */
  readonly goTo: string | null;
}

/**
 * What to say of a world that is finished. Whoever gets the message is its asker or sees its portal: without a portal
 * to it in this room it can only be the former. Null for jobs of other kinds.
 */
export function noticeOfReady(
  job: JobCompleted,
  portals: readonly PortalSnapshot[],
  ownPlayerId: string,
): JobNotice | null {
  const result = WorldResult.safeParse(job.result);
  if (job.kind !== "world" || !result.success) return null;
  const { world_id: worldId } = result.data;
  const leadingThere = portals.filter(({ targetWorldId }) => targetWorldId === worldId);
  const own = leadingThere.find(({ createdBy }) => createdBy === ownPlayerId);
  const portal = own ?? leadingThere[0];
  if (portal === undefined) return { text: texts.notices.elsewhereReady, tone: "good", goTo: worldId };
  const mine = own !== undefined;
  const text = (mine ? texts.notices.mineReady : texts.notices.ready)(shortTitle(portal));
  return { text, tone: mine ? "good" : "plain", goTo: null };
}

/** What to say of a world that was not made; its maker cancelled ones need no telling. Null for jobs of other kinds. */
export function noticeOfFailed(job: JobFailed): JobNotice | null {
  if (job.kind !== "world" || job.status === "cancelled") return null;
  return { text: texts.notices.failed(job.error), tone: "bad", goTo: null };
}
