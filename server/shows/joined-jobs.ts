import type { Database } from "../persistence/database.ts";
import { storableText } from "../persistence/storable-text.ts";
import { isUniqueViolation } from "../persistence/unique-violation.ts";

interface OwnJob {
  readonly playerId: string;
  readonly kind: string;
  readonly jobId: string;
}

/** The `joined_jobs` table: job ids that were answered with a job that was under way, and mean that one from then on. */
export interface JoinedJobs {
  /** The generation that this job id stands for; null where it is none of these. */
  read(job: OwnJob): Promise<number | null>;
  /** What was said first stays, and is what this resolves with. */
  remember(job: OwnJob, generationId: number): Promise<number>;
}

export function createJoinedJobs(database: Database): JoinedJobs {
  const { joinedJob } = database.client;
  async function read({ playerId, kind, jobId }: OwnJob): Promise<number | null> {
    const key = { playerId: storableText(playerId), kind, jobId: storableText(jobId) };
    const row = await joinedJob.findUnique({ where: { playerId_kind_jobId: key } });
    return row && Number(row.generationId);
  }

  return {
    read,
    async remember(job, generationId) {
      try {
        await joinedJob.create({ data: { ...job, generationId: BigInt(generationId) } });
        return generationId;
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        return (await read(job)) ?? generationId;
      }
    },
  };
}
