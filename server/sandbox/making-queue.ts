import type { Worker } from "node:worker_threads";

/** What the worker answers to one order. */
export type MadeAnswer<Made> = { readonly made: Made } | { readonly error: string };

/** Makes things in a thread of its own, so that requests are answered meanwhile. */
export interface Artist<Order, Made> {
  /** Rejects with an Error when the order cannot be made, the worker dies, or the artist was closed. */
  readonly make: (order: Order) => Promise<Made>;
  /** Ends the worker; what is being made or waits is rejected. */
  readonly close: () => Promise<void>;
}

interface Job<Order, Made> {
  readonly order: Order;
  readonly resolve: (made: Made) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Gives orders to a worker one at a time. `startWorker` is called when there is an order and no worker: at the first
 * one, and again after a worker died.
 *
 * @param what the plural of what is made, for messages.
 */
export function createMakingQueue<Order, Made>(what: string, startWorker: () => Worker): Artist<Order, Made> {
  const waiting: Job<Order, Made>[] = [];
  let running: Job<Order, Made> | null = null;
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
    started.on("message", (answer: MadeAnswer<Made>) => {
      if (worker !== started || running === null) return;
      if ("error" in answer) {
        fail(new Error(answer.error));
        return;
      }
      const job = running;
      running = null;
      job.resolve(answer.made);
      next();
    });
    started.on("messageerror", lost);
    started.on("error", lost);
    started.on("exit", (code) => lost(new Error(`The worker that makes ${what} ended with code ${code}.`)));
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
    make: (order) =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          reject(new Error(`The artist that makes ${what} is closed.`));
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
      for (const job of left) job.reject(new Error(`The artist was closed before one of its ${what} was made.`));
      await stopped?.terminate();
    },
  };
}
