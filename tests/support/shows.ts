import type { CastJob, CastKind, CharacterAnswer, ShowAnswer } from "../../contract/shows.ts";

/** A show as the server tells of it, with whatever a test wants different. */
export const aShow = (different: Partial<ShowAnswer> = {}): ShowAnswer => ({
  id: "show-1",
  title: "The Lighthouse",
  logline: "Two keepers and a secret.",
  autoGenerate: false,
  trailerUrl: null,
  jobs: [],
  characters: [],
  createdAt: "2026-11-20T12:00:00.000Z",
  updatedAt: "2026-11-20T12:00:00.000Z",
  ...different,
});

export const aCharacter = (id: string, different: Partial<CharacterAnswer> = {}): CharacterAnswer => ({
  id,
  showId: "show-1",
  name: `Name of ${id}`,
  role: "",
  description: "",
  portraitUrl: null,
  videoUrl: null,
  jobs: [],
  ...different,
});

export const aCastJob = (kind: CastKind, jobId: string, different: Partial<CastJob> = {}): CastJob => ({
  jobId,
  kind,
  status: "processing",
  detail: null,
  outputUrl: null,
  progress: -1,
  queuePosition: 0,
  startedAt: null,
  typicalSeconds: 20,
  errorCode: null,
  ...different,
});
