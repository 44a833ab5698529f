import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { SHOWS_PER_PLAYER } from "../../contract/limits.ts";
import {
  castKinds,
  GenerateMissingBody,
  type ShowAnswer,
  ShowBody,
  ShowPatch,
  type ShowsAnswer,
} from "../../contract/shows.ts";
import { activeStatuses } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import type { MakeRoute } from "../http/route.ts";
import { createTurns } from "../in-turn.ts";
import { Refused } from "../refused.ts";
import { castInputOf } from "./cast-input.ts";
import type { CharacterRows } from "./character-rows.ts";
import type { JobAnswers } from "./job-answers.ts";
import type { GenerateMissing } from "./missing.ts";
import { type Ownership, requireOwner, unknownShow } from "./ownership.ts";
import type { Removing } from "./removing.ts";
import { characterSubject, type ShowRow, showSubject } from "./show.ts";
import { showAnswer, showSummary } from "./show-answers.ts";
import type { ShowRows } from "./show-rows.ts";
import type { SubjectNews } from "./subject-news.ts";

/** Shows over HTTP, for their owner. */
export function createShowRoutes(parts: {
  readonly route: MakeRoute;
  readonly shows: ShowRows;
  readonly characters: Pick<CharacterRows, "inShow" | "inShows">;
  readonly ownership: Ownership;
  readonly jobs: JobAnswers;
  readonly generateMissing: GenerateMissing;
  readonly removing: Pick<Removing, "show">;
  readonly news: SubjectNews;
  readonly generations: Pick<Generations, "list">;
  readonly clock: Clock;
}) {
  const { route, shows, characters, ownership, jobs, generateMissing, removing, news, generations, clock } = parts;

  /** So that two at once do not both become the last that there may be. */
  const inTurn = createTurns();

  async function whole(show: ShowRow): Promise<ShowAnswer> {
    const cast = await characters.inShow(show.id);
    const subjects = [showSubject(show.id), ...cast.map(({ id }) => characterSubject(id))];
    return showAnswer(show, cast, await jobs.of(subjects));
  }

  /** By show. */
  async function activeCounts(playerId: string): Promise<ReadonlyMap<string, number>> {
    const active = { requestedBy: playerId, kinds: castKinds, statuses: activeStatuses, limit: 1_000 };
    const counts = new Map<string, number>();
    for (const row of await generations.list(active)) {
      const { showId } = castInputOf(row);
      counts.set(showId, (counts.get(showId) ?? 0) + 1);
    }
    return counts;
  }

  return {
    listShows: route("/api/shows", { method: "GET" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      const own = await shows.ownedBy(playerId);
      const cast = Map.groupBy(await characters.inShows(own.map(({ id }) => id)), ({ showId }) => showId);
      const active = await activeCounts(playerId);
      const summaries = own.map((show) => showSummary(show, cast.get(show.id) ?? [], active.get(show.id) ?? 0));
      return { shows: summaries } satisfies z.infer<typeof ShowsAnswer>;
    }),

    createShow: route("/api/shows", { method: "POST" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      const { autoGenerate = false, ...words } = await exchange.json(ShowBody);
      const now = clock.now();
      const times = { createdAt: now, updatedAt: now };
      const show: ShowRow = { id: randomUUID(), ownedBy: playerId, ...words, autoGenerate, trailer: null, ...times };
      await inTurn(playerId, async () => {
        if ((await shows.count(playerId)) >= SHOWS_PER_PLAYER) {
          throw new Refused("over_budget", `You have ${SHOWS_PER_PLAYER} shows, the most: remove one.`);
        }
        await shows.insert(show);
      });
      return Response.json(showAnswer(show, [], new Map()), { status: 201 });
    }),

    readShow: route("/api/shows/:showId", { method: "GET" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      return whole(await ownership.show(playerId, exchange.param("showId")));
    }),

    changeShow: route("/api/shows/:showId", { method: "PATCH" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      const { id } = await ownership.show(playerId, exchange.param("showId"));
      const changed = await shows.change(id, await exchange.json(ShowPatch), clock.now());
      if (!changed) throw unknownShow();
      news.changed(showSubject(id));
      return whole(changed);
    }),

    removeShow: route("/api/shows/:showId", { method: "DELETE" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      await removing.show(await ownership.show(playerId, exchange.param("showId")));
      return { ok: true };
    }),

    generateMissing: route("/api/shows/:showId/generate-missing", { method: "POST" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      const show = await ownership.show(playerId, exchange.param("showId"));
      const { kind } = await exchange.json(GenerateMissingBody);
      return Response.json(await generateMissing(show, kind), { status: 202 });
    }),
  };
}
