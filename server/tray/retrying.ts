import { type Generation, isEnded } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import { Refused } from "../refused.ts";
import type { TrayKinds } from "./kinds.ts";

/** Each may have its provider asked first, one after the other. */
const atOnce = 20;
/** How far back is looked for what failed. */
const lookedThrough = 200;

interface RetriedFailed {
  readonly retried: readonly Generation[];
  readonly refused: readonly { readonly row: Generation; readonly why: Refused }[];
}

/** Ended generations, tried again by who asked for them. Nothing is tried twice: what has a successor is left to it. */
export interface TrayRetrying {
  /** @throws Refused already_generating, not_generating, stale_operation, and what the kind refuses with */
  retry(row: Generation): Promise<Generation>;
  /**
   * The newest that failed or timed out and have no successor. A refusal does not keep the others.
   *
   * @param jobIds only these of them; all when it is empty
   */
  retryFailed(playerId: string, jobIds: readonly string[]): Promise<RetriedFailed>;
}

export function createTrayRetrying(generations: Pick<Generations, "list" | "retried">, kinds: TrayKinds): TrayRetrying {
  async function withoutSuccessor(playerId: string, rows: readonly Generation[]): Promise<Generation[]> {
    const retried = await generations.retried(
      playerId,
      rows.map(({ id }) => id),
    );
    const left: Generation[] = [];
    for (const row of rows) {
      if (left.length === atOnce) break;
      if (!retried.has(row.id) && !(await kinds.of(row).isReplaced?.(row))) left.push(row);
    }
    return left;
  }

  return {
    async retry(row) {
      if (!isEnded(row.status)) throw new Refused("already_generating", "It has not ended yet: wait, or cancel it.");
      if (row.status === "succeeded") throw new Refused("not_generating", "It succeeded: there is nothing to retry.");
      if ((await generations.retried(row.requestedBy, [row.id])).size > 0) {
        throw new Refused("stale_operation", "It was tried again already: go on with the newer one.");
      }
      return kinds.of(row).retry(row);
    },
    async retryFailed(playerId, jobIds) {
      const failed = await generations.list({
        requestedBy: playerId,
        kinds: kinds.names,
        statuses: ["failed", "timed_out"],
        limit: lookedThrough,
      });
      const asked = jobIds.length === 0 ? failed : failed.filter(({ jobId }) => jobIds.includes(jobId));
      const retried: Generation[] = [];
      const refused: { row: Generation; why: Refused }[] = [];
      // One after the other: each counts for the budget of the next.
      for (const row of await withoutSuccessor(playerId, asked)) {
        try {
          retried.push(await kinds.of(row).retry(row));
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          refused.push({ row, why: error });
        }
      }
      return { retried, refused };
    },
  };
}
