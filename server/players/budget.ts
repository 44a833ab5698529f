import { castKinds } from "../../contract/shows.ts";
import { activeStatuses } from "../generation/generation.ts";
import type { Budget, Clock } from "../generation/ports.ts";
import type { GenerationStore } from "../generation/store.ts";
import { Refused } from "../refused.ts";

const dayMs = 86_400_000;

/** What one player may have running, and may start within 24 hours. A cast comes by the dozen, and is counted apart. */
export function createBudget(parts: {
  readonly store: GenerationStore;
  readonly clock: Clock;
  readonly limits: {
    readonly runningPerPlayer: number;
    readonly runningCastPerPlayer: number;
    readonly startsPerPlayerPerDay: number;
  };
}): Budget {
  const { store, clock, limits } = parts;

  async function running(requestedBy: string, isCast: boolean): Promise<number> {
    const active = { requestedBy, statuses: activeStatuses };
    const cast = await store.count({ ...active, kinds: castKinds });
    return isCast ? cast : (await store.count(active)) - cast;
  }

  return {
    async check(playerId, kind) {
      const isCast = castKinds.some((each) => each === kind);
      const [atOnce, what] = isCast
        ? [limits.runningCastPerPlayer, "portraits, videos and trailers"]
        : [limits.runningPerPlayer, "generations"];
      if ((await running(playerId, isCast)) >= atOnce) {
        throw new Refused("over_budget", `You have ${atOnce} ${what} running, the most at once: wait for one to end.`);
      }
      const started = await store.count({ requestedBy: playerId, createdSince: clock.now() - dayMs });
      if (started >= limits.startsPerPlayerPerDay) {
        throw new Refused(
          "over_budget",
          `You have started ${limits.startsPerPlayerPerDay} generations in 24 hours, the most a day: come back tomorrow.`,
        );
      }
    },
  };
}
