import { onTestFinished } from "vitest";
import { ApiError } from "../../contract/routes.ts";
import {
  type CastJobAnswer,
  CastJobAnswer as CastJobAnswerSchema,
  type CastKind,
  CastStatusAnswer,
  CharacterAnswer,
  GenerateMissingAnswer,
  ShowAnswer,
  ShowsAnswer,
} from "../../contract/shows.ts";
import { createGenerations } from "../../server/generation/generations.ts";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import { createBudget } from "../../server/players/budget.ts";
import { anonymousPlayer } from "../../server/players/player.ts";
import { createShows } from "../../server/shows/shows.ts";
import { openHouse } from "../integration/http-house.ts";
import { doorOf } from "./cast-door-paths.ts";
import { freshDatabase } from "./database.ts";
import { createManualClock } from "./manual-clock.ts";
import { made as madeAs, scriptedCast } from "./scripted-cast.ts";
import { until } from "./until.ts";

interface DoorsOptions {
  readonly limits?: { readonly runningCastPerPlayer: number; readonly startsPerPlayerPerDay: number };
  readonly provider?: DatabaseProvider;
  readonly gate?: { readonly startsPerMinute: number; readonly startsPerHour: number };
}

/** Shows and the doors of their casts on a real port and database, with the real core and a provider that follows a script. */
export async function openShowDoors({ limits, gate, provider = "sqlite" }: DoorsOptions = {}) {
  const { database, remove } = await freshDatabase(provider);
  // A real database answers over more turns of the event loop than one in memory.
  const clock = createManualClock(undefined, 60);
  const store = createGenerationStore(database);
  const replicate = scriptedCast(gate);
  const counts = new Map<string, number>();
  const troubles: string[] = [];
  const budget = createBudget({
    store,
    clock,
    limits: { runningPerPlayer: 1, runningCastPerPlayer: 120, startsPerPlayerPerDay: 1_000, ...limits },
  });
  /** After everything was checked, and before the row is committed. */
  const script = { atBudget: async (): Promise<void> => {} };
  const generations = createGenerations({
    store,
    clock,
    journal: {
      changed() {},
      dropped() {},
      troubled: (what, _row, error) => troubles.push(`${what}: ${String(error)}`),
    },
    files: { collect: async ({ hash, ext }) => ({ hash: hash ?? "", ext: ext ?? "" }) },
    budget: {
      async check(playerId, kind) {
        await budget.check(playerId, kind);
        await script.atBudget();
      },
    },
    leaseMs: 20_000,
  });
  const count = (by: number) => async (hash: string) => void counts.set(hash, (counts.get(hash) ?? 0) + by);
  const shows = createShows({
    database,
    generations,
    replicate: replicate.provider,
    files: { addReference: count(1), dropReference: count(-1) },
    clock,
    typicalSecondsAtFirst: { portrait: 20, video: 90, trailer: 120 },
  });
  const house = await openHouse({
    identify: async ({ headers }) => {
      const name = headers.get("authorization")?.replace("Bearer ", "");
      return name ? { playerId: name, name } : null;
    },
    anonymous: anonymousPlayer,
    endpoints: shows.routes,
  });
  generations.start();
  onTestFinished(async () => {
    await house.close();
    const stopped = generations.stop();
    await clock.advance(60_000);
    await stopped;
    await remove();
  });

  const call = (method: string, path: string, body?: unknown, player: string | null = "ada") =>
    fetch(house.url + path, {
      method,
      headers: {
        "content-type": "application/json",
        ...(player !== null && { authorization: `Bearer ${player}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const order = (kind: CastKind, jobId: string, id: string, player: string | null = "ada") =>
    call("POST", doorOf[kind], { jobId, [kind === "trailer" ? "showId" : "characterId"]: id }, player);
  const statusOf = (kind: CastKind, jobId: string, player: string | null = "ada") =>
    call("GET", `${doorOf[kind]}/status?jobId=${jobId}`, undefined, player);

  const doors = {
    url: house.url,
    generations,
    shows,
    store,
    database,
    clock,
    replicate,
    script,
    /** How many rows show each stored file. */
    counts,
    troubles,
    call,
    order,
    statusOf,
    async ask(kind: CastKind, jobId: string, id: string): Promise<CastJobAnswer> {
      return CastJobAnswerSchema.parse(await answered(await order(kind, jobId, id), 202));
    },
    async status(kind: CastKind, jobId: string): Promise<CastStatusAnswer> {
      return CastStatusAnswer.parse(await answered(await statusOf(kind, jobId), 200));
    },
    async addShow(words: object = { title: "The Long Night", logline: "A town waits." }): Promise<ShowAnswer> {
      return ShowAnswer.parse(await answered(await call("POST", "/api/shows", words), 201));
    },
    async addCharacter(showId: string, name: string, more: object = {}): Promise<CharacterAnswer> {
      const words = { name, role: "sheriff", description: "Grey coat, a scar.", ...more };
      return CharacterAnswer.parse(await answered(await call("POST", `/api/shows/${showId}/characters`, words), 201));
    },
    async readShow(showId: string): Promise<ShowAnswer> {
      return ShowAnswer.parse(await answered(await call("GET", `/api/shows/${showId}`), 200));
    },
    async listShows() {
      return ShowsAnswer.parse(await answered(await call("GET", "/api/shows"), 200)).shows;
    },
    async generateMissing(showId: string, kind: CastKind): Promise<GenerateMissingAnswer> {
      const answer = await call("POST", `/api/shows/${showId}/generate-missing`, { kind });
      return GenerateMissingAnswer.parse(await answered(answer, 202));
    },
    /** A show with this cast, and the characters' ids by name. */
    async addCast(...names: readonly string[]) {
      const show = await doors.addShow();
      const ids: string[] = [];
      for (const name of names) ids.push((await doors.addCharacter(show.id, name)).id);
      return { showId: show.id, ids };
    },
    /** Lets everything that is under way be made, under this hash, and settled. */
    async finish(jobId: string, hash: string): Promise<void> {
      const row = async () => store.findByJob("ada", jobId);
      const role = (await row())?.kind === "portrait" ? "picture" : "film";
      replicate.script.look = () => madeAs(role, hash);
      await until(async () => {
        await clock.advance(3_000);
        return (await row())?.settledAt != null;
      });
    },
  };
  return doors;
}

export type ShowDoors = Awaited<ReturnType<typeof openShowDoors>>;

/** Status, code and sentence of a refusal. */
export async function refusalIn(answer: Response): Promise<readonly [number, string, string]> {
  const { code, error } = ApiError.parse(await answer.json());
  return [answer.status, code, error];
}

async function answered(answer: Response, status: number): Promise<unknown> {
  const body: unknown = await answer.json();
  if (answer.status !== status) throw new Error(`Answered with ${answer.status}: ${JSON.stringify(body)}`);
  return body;
}
