import { activeStatuses } from "../generation/generation.ts";
import type { Tables } from "./copy-rows.ts";

/** May have been sent since, and paid for. */
const maybeSent = ["queued", "submitting", "unknown"];

/**
 * Makes a database that is older than the world around it safe to go on with. What waited to be sent may have been sent and
 * paid for since the backup, so it is treated as a submit whose answer was lost: searched for at the provider, and never
 * sent again by itself. Nor is anything that ran sent a second time after a failure: it may have been, since.
 *
 * @param now ms since 1970
 */
export async function distrustUnsent({ generation }: Pick<Tables, "generation">, now: number): Promise<void> {
  const time = new Date(now);
  await generation.updateMany({ where: { status: { in: [...activeStatuses] } }, data: { resubmitted: true } });
  await generation.updateMany({
    where: { status: { in: maybeSent } },
    data: {
      status: "unknown",
      // As many as may have been paid: a retry by hand then looks for them first.
      attempts: { increment: 1 },
      tries: 0,
      submittedAt: time,
      nextLookAt: time,
      leaseOwner: null,
      leaseUntil: null,
      updatedAt: time,
      version: { increment: 1 },
    },
  });
}
