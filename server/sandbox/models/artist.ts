import { Worker } from "node:worker_threads";
import { type Artist, createMakingQueue } from "../making-queue.ts";
import type { MadeModel, ModelOrder } from "./commission.ts";

/** Makes models in one worker thread, one at a time; like the world artist it starts late and holds nothing up. */
export function createModelArtist(): Artist<ModelOrder, MadeModel> {
  return createMakingQueue("models", () => new Worker(new URL("./worker.ts", import.meta.url)));
}
