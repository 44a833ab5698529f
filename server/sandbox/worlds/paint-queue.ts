import type { Worker } from "node:worker_threads";
import type { PaintedWorld, WorldArtist, WorldOrder } from "./commission.ts";

/** What the worker answers to one order. */
export type PaintAnswer = { readonly world: PaintedWorld } | { readonly error: string };

interface Job {
  readonly order: WorldOrder;
  readonly resolve: (world: PaintedWorld) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Gives orders to a worker one at a time. `startWorker` is called when there is an order and no worker: at the first
 * one, and again after a worker died.
 */
export function createPaintQueue(startWorker: () => Worker): WorldArtist {
  const waiting: Job[] = [];
  let running: Job | null = null;
  let worker: Worker | null = null;
  let isClosed = false;

  const fail = (error: Error) => {
    const job = running;
    running = null;
    job?.reject(error);
    next();
  };

  const start = (): Worker => {
    const started = startWorker();
    const lost = (error: Error) => {
      if (worker !== started) return;
      worker = null;
      fail(error);
    };
    started.on("message", (answer: PaintAnswer) => {
      if (worker !== started || running === null) return;
      if ("error" in answer) {
        fail(new Error(answer.error));
        return;
      }
      const job = running;
      running = null;
      job.resolve(answer.world);
      next();
    });
    started.on("messageerror", lost);
    started.on("error", lost);
    started.on("exit", (code) => lost(new Error(`The worker that paints worlds ended with code ${code}.`)));
    return started;
  };

  const next = () => {
    if (running !== null || isClosed) return;
    const job = waiting.shift();
    if (!job) {
      // An idle worker must not keep the process alive.
      worker?.unref();
      return;
    }
    running = job;
    try {
      worker ??= start();
      worker.ref();
      worker.postMessage(job.order);
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  };

  return {
    paint: (order) =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          reject(new Error("The world artist is closed."));
          return;
        }
        waiting.push({ order, resolve, reject });
        next();
      }),
    async close() {
      isClosed = true;
      const stopped = worker;
      worker = null;
      const left = running ? [running, ...waiting.splice(0)] : waiting.splice(0);
      running = null;
      for (const job of left) job.reject(new Error("The world artist was closed before this world was painted."));
      await stopped?.terminate();
    },
  };
}
