import { z } from "zod";
import type { Generation } from "../generation/generation.ts";
import type { Order } from "../generation/generations.ts";
import type { Kind } from "../generation/kind.ts";
import type { Provider } from "../generation/provider.ts";
import type { DesignatedPolling } from "./designated-polling.ts";
import type { PortalKeeping } from "./keeping.ts";

export const WORLD = "world";

const WorldInput = z.object({ prompt: z.string() });

/** A world, asked for in words; `subject` is "" until a portal takes it over. */
export const worldOrder = (order: { prompt: string; playerId: string; subject: string }): Order => ({
  kind: WORLD,
  input: { prompt: order.prompt },
  requestedBy: order.playerId,
  subject: order.subject,
});

export const promptOf = (generation: Generation): string => WorldInput.parse(generation.input).prompt;

/** What a `world` generation is: made by Marble, looked at by the players in the portal's room, settled onto the portal. */
export function createWorldKind(parts: {
  readonly provider: Provider;
  readonly lookMs: number;
  readonly polling: DesignatedPolling;
  readonly keeping: PortalKeeping;
}): Kind {
  return {
    name: WORLD,
    provider: parts.provider,
    times: { lookMs: parts.lookMs, deadlineMs: 15 * 60_000, collectMs: 24 * 3_600_000 },
    delegate: parts.polling,
    async settle(generation) {
      await parts.polling.reportWindowClosed(generation.id);
      await parts.keeping.settle(generation);
    },
  };
}
