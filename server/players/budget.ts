import { activeStatuses } from "../generation/generation.ts";
import type { Budget, Clock } from "../generation/ports.ts";
import type { GenerationStore } from "../generation/store.ts";
import { Refused } from "../refused.ts";

const dayMs = 86_400_000;

/** What one player may have running, and may start within 24 hours. */
export function createBudget(parts: {
  readonly store: GenerationStore;
  readonly clock: Clock;
  readonly limits: { readonly runningPerPlayer: number; readonly startsPerPlayerPerDay: number };
}): Budget {
  const { store, clock, limits } = parts;
  return {
    async check(playerId) {
      const running = await store.count({ requestedBy: playerId, statuses: activeStatuses });
      if (running >= limits.runningPerPlayer) {
        throw new Refused(
          "over_budget",
          `You have ${limits.runningPerPlayer} generations running, the most at once: wait for one to end.`,
        );
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
