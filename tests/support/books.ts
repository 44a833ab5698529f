import { openDatabase } from "../../server/persistence/database.ts";
import type { TestPlayer } from "./player.ts";
import { steer } from "./sandbox-control.ts";
import { until } from "./until.ts";
import type { Waygate } from "./waygate.ts";

/** What the server keeps and what it was billed, read beside it through a connection of its own. */
export async function openBooks(waygate: Waygate) {
  const { client, close } = await openDatabase(`file:${waygate.dataDir}/waygate.db`);
  const { charges } = steer(waygate.sandboxUrl);
  return {
    client,
    charges,
    close,
    /** Resolves when no generation is under way, and every end is written onto its portal. */
    atRest: () => until(async () => (await client.generation.count({ where: { settledAt: null } })) === 0),
    /** All of it, but for what a row that is being worked on renews by the clock alone: its lease. */
    async read() {
      return {
        portals: await client.portal.findMany({ orderBy: { id: "asc" } }),
        generations: await client.generation.findMany({
          orderBy: { id: "asc" },
          omit: { version: true, leaseUntil: true, nextLookAt: true },
        }),
        worlds: await client.world.findMany({ orderBy: { id: "asc" } }),
        charges: await charges(),
      };
    },
  };
}
export type Books = Awaited<ReturnType<typeof openBooks>>;

/** The room as this player sees it, and the books. Whether the player is loading is left out: `isServed` turns that. */
export async function standing(player: TestPlayer, books: Books) {
  const { players, ...room } = player.room.state.toJSON();
  const self = { ...players[player.room.sessionId], loading: false };
  return { room: { ...room, players: { ...players, [player.room.sessionId]: self } }, books: await books.read() };
}

/**
 * Resolves when a request of this player was answered and what it changed has come with a patch of the room: the
 * connection lives, and whatever was asked before it shows by now.
 */
export async function isServed(player: TestPlayer): Promise<void> {
  const self = () => player.room.state.players.get(player.room.sessionId);
  const loading = !self()?.loading;
  await player.room.request("set_loading", { loading });
  await until(() => self()?.loading === loading);
}
