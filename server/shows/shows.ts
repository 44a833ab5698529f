import { type CastKind, castKinds } from "../../contract/shows.ts";
import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import type { Provider } from "../generation/provider.ts";
import type { MakeRoute } from "../http/route.ts";
import type { Database } from "../persistence/database.ts";
import { castInputOf } from "./cast-input.ts";
import { createCastKind, fileOf } from "./cast-kind.ts";
import { castMakings } from "./cast-making.ts";
import { createCastRoutes } from "./cast-routes.ts";
import { type CastWords, castStatusAnswer } from "./cast-status.ts";
import { createCharacterRoutes } from "./character-routes.ts";
import { createCharacterRows } from "./character-rows.ts";
import { createExhibited } from "./exhibited.ts";
import { createJobAnswers } from "./job-answers.ts";
import { createJoinedJobs } from "./joined-jobs.ts";
import { createKeeping, type FileCounts } from "./keeping.ts";
import { createGenerateMissing } from "./missing.ts";
import { createOwnership } from "./ownership.ts";
import { createRemoving } from "./removing.ts";
import { createRequesting } from "./requesting.ts";
import { showSubject } from "./show.ts";
import { createShowRoutes } from "./show-routes.ts";
import { createShowRows } from "./show-rows.ts";
import { createSubjectNews } from "./subject-news.ts";

/** A film is first seen by the picture that it was made from. */
const posterOf = (kind: CastKind, generation: Generation): string | undefined =>
  kind === "portrait" ? undefined : castInputOf(generation).images[0];

/** Shows and their casts, their portraits, videos and trailers: declares the three kinds. */
export function createShows(parts: {
  readonly database: Database;
  readonly generations: Generations;
  readonly replicate: Provider;
  readonly files: FileCounts;
  readonly clock: Clock;
  /** What is said before this server has measured its own. */
  readonly typicalSecondsAtFirst: Readonly<Record<CastKind, number>>;
}) {
  const { database, generations, replicate, files, clock, typicalSecondsAtFirst } = parts;
  const shows = createShowRows(database);
  const characters = createCharacterRows(database);
  const joined = createJoinedJobs(database);
  const ownership = createOwnership({ shows, characters });
  const keeping = createKeeping({ shows, characters, files });
  const news = createSubjectNews();
  // A show is seen by a portrait of its cast, too.
  const onKept = (generation: Generation) => news.changed(showSubject(castInputOf(generation).showId));
  for (const making of Object.values(castMakings)) {
    generations.declare(createCastKind({ making, provider: replicate, keeping, onKept }));
  }
  const requesting = createRequesting({ generations, joined, ownership, characters });
  const words = (kind: CastKind): CastWords => ({
    fileOf: (row) => fileOf(row, castMakings[kind]),
    placeInQueue: generations.placeInQueue,
  });
  const jobs = createJobAnswers({ generations, words, typicalSecondsAtFirst });
  const generateMissing = createGenerateMissing({ characters, generations, requesting });
  const removing = createRemoving({ shows, characters, generations, files, news });

  return {
    /** For whoever tells of generations and keeps their list: one for each kind. */
    told: castKinds.map((kind) => ({
      kind,
      titleOf: (generation: Generation) => castInputOf(generation).name,
      resultOf(generation: Generation) {
        const file = words(kind).fileOf(generation);
        return { outputUrl: file === null ? "" : `/assets/${file}` };
      },
      retry: requesting.retry,
      isReplaced: requesting.isReplaced,
      typicalSecondsAtFirst: typicalSecondsAtFirst[kind],
    })),
    /** For whoever stands what was made into worlds: single results, one kind each. */
    exhibitables: castKinds.map((kind) => ({
      kind,
      nameOf: (generation: Generation) => castInputOf(generation).name,
      shownAs(generation: Generation) {
        const file = words(kind).fileOf(generation);
        const url = file === null ? "" : `/assets/${file}`;
        return { url, posterUrl: posterOf(kind, generation) ?? url };
      },
      typicalSeconds: () => jobs.typicalSeconds(kind),
    })),
    /** The same for characters and shows as they are by now. */
    subjects: {
      ...createExhibited({ shows, characters, ownership, generations, jobs }),
      listen: news.listen,
    },
    /** For whoever tells their askers of jobs while they go on. */
    newsOf(generation: Generation) {
      const kind = castKinds.find((each) => each === generation.kind);
      return kind === undefined ? null : { kind, ...castStatusAnswer(generation, words(kind)) };
    },
    routes: (route: MakeRoute) => ({
      ...createCastRoutes({ route, requesting, words, clock }),
      ...createShowRoutes({
        ...{ route, shows, characters, ownership, jobs, generateMissing, removing, news, generations, clock },
      }),
      ...createCharacterRoutes({ route, characters, ownership, jobs, removing, news, clock }),
    }),
  };
}
