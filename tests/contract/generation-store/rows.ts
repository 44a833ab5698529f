import type { Generation } from "../../../server/generation/generation.ts";

export const noon = Date.UTC(2026, 10, 20, 12);

let lastId = 0;

/** A queued row that collides with no other, changed by `given`. */
export function row(given: Partial<Generation> = {}): Generation {
  const id = given.id ?? ++lastId;
  return {
    id,
    jobId: `job-${id}`,
    kind: "world",
    provider: "marble",
    status: "queued",
    operationId: null,
    providerRef: null,
    adopted: false,
    upload: null,
    input: { prompt: "a lighthouse on a cliff" },
    observed: null,
    observedAt: null,
    output: null,
    progress: -1,
    errorCode: null,
    errorMessage: null,
    requestedBy: "ada",
    subject: "",
    activeKey: null,
    retryOf: null,
    submitTag: `tag-${id}`,
    attempts: 0,
    tries: 0,
    resubmitted: false,
    cancelRequested: false,
    nextLookAt: null,
    leaseOwner: null,
    leaseUntil: null,
    version: 0,
    submittedAt: null,
    acceptedAt: null,
    deadlineAt: null,
    createdAt: noon,
    updatedAt: noon,
    endedAt: null,
    settledAt: null,
    ...given,
  };
}

/** `count` results of `task`, all begun before the first has ended. */
export const atOnce = <T>(count: number, task: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => task(index)));

export const ids = (rows: readonly Generation[]): number[] => rows.map(({ id }) => id);
