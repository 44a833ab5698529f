import { Worker } from "node:worker_threads";
import { type Artist, createMakingQueue } from "../making-queue.ts";
import type { PaintedWorld, WorldOrder } from "./commission.ts";
import { keepPaintings } from "./kept-paintings.ts";

/**
 * Paints worlds in one worker thread, which starts with the first order and keeps no process alive while it has
 * nothing to do. Orders are painted one at a time, in their order, and not anew while they are among the last few.
 */
export function createWorldArtist(): Artist<WorldOrder, PaintedWorld> {
  return keepPaintings(createMakingQueue("worlds", () => new Worker(new URL("./worker.ts", import.meta.url))));
}
