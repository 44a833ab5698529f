import { parentPort } from "node:worker_threads";
import type { MadeAnswer } from "./making-queue.ts";

/** What a worker's module runs: one message in per order, one answer out. */
export function makeInThisThread<Order, Made>(make: (order: Order) => Promise<Made>): void {
  parentPort?.on("message", async (order: Order) => {
    const answer = await make(order).then(
      (made): MadeAnswer<Made> => ({ made }),
      (error: unknown): MadeAnswer<Made> => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    parentPort?.postMessage(answer);
  });
}
