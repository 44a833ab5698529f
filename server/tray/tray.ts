import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import type { MakeRoute } from "../http/route.ts";
import type { Tickets } from "../players/tickets.ts";
import { createAnswers } from "./answers.ts";
import { createEventStreams } from "./event-streams.ts";
import { createTrayKinds } from "./kinds.ts";
import { createTrayRetrying } from "./retrying.ts";
import { createTrayRoutes } from "./routes.ts";
import type { TrayKind } from "./tray-kind.ts";
import { createWatch } from "./watching.ts";

/** The server's side of the task tray: a player's generations of all kinds, seen, steered and streamed. */
export function createTray(parts: {
  readonly route: MakeRoute;
  readonly generations: Generations;
  readonly kinds: readonly TrayKind[];
  readonly tickets: Tickets;
  readonly clock: Clock;
}) {
  const { route, generations, tickets, clock } = parts;
  const kinds = createTrayKinds(parts.kinds);
  const answers = createAnswers(generations, kinds);
  const retrying = createTrayRetrying(generations, kinds);
  const streams = createEventStreams({ watch: createWatch(generations), clock });
  return {
    routes: createTrayRoutes({ route, generations, kinds, answers, retrying, streams, tickets }),
    /** Ends the open streams. */
    close: streams.close,
  };
}
