import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { startScratchPostgres } from "../scripts/scratch-postgres.ts";
import { join, type TestPlayer } from "../tests/support/player.ts";
import { startWaygate } from "../tests/support/waygate.ts";
import { gatherCrowd } from "./crowd.ts";
import { distributionOf } from "./distribution.ts";
import type { AtEnd } from "./measure.ts";
import type { Table } from "./table.ts";
import { walk } from "./walking.ts";

const PLAYERS = 50;
/** Those of them who ask, in this process; the others only walk, in another one. */
const ASKERS = 10;
const ASKED = 200;
/** Asked before, and not counted. */
const WARM_UP = 20;
/** Between one asker's turn and the next one's: at random, or the turns would fall into step with the server's ticks. */
const PAUSE_MS = { least: 20, most: 80 };

/** How long it takes from a request to its answer, in ms, both from one player and in one turn. */
interface Turn {
  readonly generate: number;
  readonly away: number;
}

/**
 * How soon `generate_world` is acknowledged, its rows committed, in a room of 50 walking players; beside it the same for
 * `set_away`, which writes nothing: what both have in common is the way there and back. On SQLite, which waits for the
 * disk at every write, and on a scratch Postgres, which does not.
 */
export async function measureAcknowledgement(atEnd: AtEnd): Promise<readonly Table[]> {
  const postgres = await startScratchPostgres();
  atEnd(postgres.stop);
  const rows = [
    ...(await onDatabase("SQLite", {}, atEnd)),
    ...(await onDatabase("Postgres (fsync off)", { DATABASE_URL: postgres.url }, atEnd)),
  ];
  return [
    {
      title: `Acknowledgement: ${ASKED} of each request, ${PLAYERS} players walking in the room`,
      columns: ["", "p50", "p95", "max"],
      rows,
    },
  ];
}

async function onDatabase(name: string, database: Readonly<Record<string, string>>, atEnd: AtEnd): Promise<string[][]> {
  const waygate = await startWaygate({
    ...database,
    // As an operator would have them, where tests are quicker. The sandbox paints the worlds that it starts.
    MARBLE_STARTS_PER_MINUTE: "3",
    WORLD_POLL_MS: "15000",
    POLL_GRANT_MS: "4000",
    LIMIT_RUNNING_PER_PLAYER: "100",
    LIMIT_STARTS_PER_PLAYER_PER_DAY: "1000",
  });
  atEnd(waygate.close);
  const crowd = await gatherCrowd(waygate.url, PLAYERS - ASKERS);
  atEnd(crowd.leave);
  const askers: TestPlayer[] = [];
  for (let index = 0; index < ASKERS; index++) askers.push(await join(waygate.url, { name: `Asker ${index + 1}` }));
  const stops = askers.map(({ room }, index) => walk(room, index));

  const turns: Turn[] = [];
  for (let index = -WARM_UP; index < ASKED; index++) {
    const asker = askers.at(index % ASKERS);
    if (!asker) break;
    const turn = await takeTurn(asker, askers.indexOf(asker), index % 2 === 0);
    if (index >= 0) turns.push(turn);
    await pause(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least));
  }
  const present = askers[0]?.room.state.players.size;
  if (present !== PLAYERS) throw new Error(`${present} players were in the room at the end instead of ${PLAYERS}.`);

  for (const stop of stops) stop();
  await Promise.all(askers.map((asker) => asker.leave()));
  await crowd.leave();
  await waygate.close();
  return inWords(name, turns);
}

/** One of each, in changing order; the portal is taken away again, so that every turn finds the same room. */
async function takeTurn({ room }: TestPlayer, column: number, generatesFirst: boolean): Promise<Turn> {
  const spot = { x: 8 * column - 36, y: 0, z: 30, rotationY: 0 };
  let portalId = "";
  const generate = async () => {
    ({ portalId } = await room.request("generate_world", { prompt: "a forest of glass", ...spot }));
  };
  const setAway = () => room.request("set_away", { away: false });
  const [first, second] = generatesFirst ? [generate, setAway] : [setAway, generate];
  const [firstMs, secondMs] = [await timeOf(first), await timeOf(second)];
  await room.request("remove_portal", { portalId });
  return generatesFirst ? { generate: firstMs, away: secondMs } : { generate: secondMs, away: firstMs };
}

async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await ask();
  return performance.now() - from;
}

function inWords(name: string, turns: readonly Turn[]): string[][] {
  const generate = distributionOf(turns.map((turn) => turn.generate));
  const away = distributionOf(turns.map((turn) => turn.away));
  const row = (what: string, of: (key: "p50" | "p95" | "max") => string) => [
    `${name}: ${what}`,
    of("p50"),
    of("p95"),
    of("max"),
  ];
  return [
    row("generate_world", (key) => `${generate[key].toFixed(1)} ms`),
    row("set_away", (key) => `${away[key].toFixed(1)} ms`),
    row("ratio", (key) => `${(generate[key] / away[key]).toFixed(1)}`),
  ];
}
