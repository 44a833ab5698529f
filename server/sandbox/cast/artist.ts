import { Worker } from "node:worker_threads";
import { type Artist, createMakingQueue } from "../making-queue.ts";
import type { CastOrder, MadeCast } from "./commission.ts";

/** Makes portraits, videos and trailers in one worker thread, one at a time; it starts with the first order. */
export function createCastArtist(): Artist<CastOrder, MadeCast> {
  return createMakingQueue("cast pictures", () => new Worker(new URL("./worker.ts", import.meta.url)));
}
