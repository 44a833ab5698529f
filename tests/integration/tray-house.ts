import type { Generation } from "../../server/generation/generation.ts";
import { createSigning } from "../../server/players/signing.ts";
import { createTickets } from "../../server/players/tickets.ts";
import { createTray } from "../../server/tray/tray.ts";
import { type CoreUnderTest, createCoreUnderTest } from "../support/core-under-test.ts";
import { type EventStream, openEvents } from "../support/event-stream.ts";
import { openHouse } from "./http-house.ts";

const secret = new TextEncoder().encode("a secret of more than 32 characters, for tests");

/** The task tray on a real port, over the real core on a clock that a test moves. Who asks is a header. */
export interface TrayHouse {
  readonly core: CoreUnderTest;
  readonly signing: ReturnType<typeof createSigning>;
  ask(path: string, player?: string, init?: RequestInit): Promise<Response>;
  events(row: Generation, player?: string): Promise<EventStream>;
  /** What was logged, as text. */
  logged(): string;
  closeTray(): Promise<void>;
  close(): Promise<void>;
}

export async function openTrayHouse(core: CoreUnderTest = createCoreUnderTest()): Promise<TrayHouse> {
  const { generations, clock } = core;
  const signing = createSigning(secret, clock);
  const closers: (() => Promise<void>)[] = [];
  const house = await openHouse({
    identify: async ({ headers }) => {
      const playerId = headers.get("x-player");
      return playerId === null ? null : { playerId, name: playerId };
    },
    endpoints(route) {
      const tray = createTray({
        route,
        generations,
        clock,
        tickets: createTickets(signing),
        kinds: [
          {
            kind: "world",
            typicalSecondsAtFirst: 300,
            titleOf: () => "a forest",
            resultOf: ({ id }) => ({ world: id }),
            placeOf: async () => null,
            retry: async (row) => generations.commit(await generations.draftRetry(row)),
          },
        ],
      });
      closers.push(tray.close);
      return tray.routes;
    },
  });
  const closeTray = async () => {
    for (const close of closers) await close();
  };
  return {
    core,
    signing,
    ask: (path, player = "ada", init = {}) =>
      fetch(`${house.url}/api/generations${path}`, { ...init, headers: { "x-player": player, ...init.headers } }),
    events: ({ jobId }, player = "ada") =>
      openEvents(`${house.url}/api/generations/${jobId}/events`, { "x-player": player }),
    logged: () => JSON.stringify(house.logged),
    closeTray,
    async close() {
      await Promise.all([closeTray(), core.clock.advance(1_000)]);
      await core.stop();
      await house.close();
    },
  };
}
