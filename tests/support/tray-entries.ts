import type { GenerationAnswer } from "../../contract/routes.ts";

/** The server's time in these tests, in ms. */
export const trayNow = Date.UTC(2026, 10, 20, 12);

/** So many seconds ago, as the API tells times. */
export const secondsAgo = (seconds: number): string => new Date(trayNow - seconds * 1000).toISOString();

let last = 0;

/** One of a player's generations as the server tells of it, with whatever a test wants different. */
export const anEntry = (different: Partial<GenerationAnswer> = {}): GenerationAnswer => {
  const record_id = ++last;
  return {
    job_id: `job-${record_id}`,
    record_id,
    retry_of: null,
    kind: "world",
    status: "running",
    title: "a forest",
    operation_id: null,
    progress: -1,
    queue_position: 0,
    typical_seconds: 300,
    error_code: null,
    error_message: null,
    created_at: secondsAgo(42),
    updated_at: secondsAgo(0),
    ended_at: null,
    result: null,
    place: null,
    ...different,
  };
};
