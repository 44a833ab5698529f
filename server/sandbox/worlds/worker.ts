import { parentPort } from "node:worker_threads";
import type { WorldOrder } from "./commission.ts";
import { paintWorld } from "./paint.ts";
import type { PaintAnswer } from "./paint-queue.ts";

/** The thread that paints: one message in per order, one `PaintAnswer` out. */
parentPort?.on("message", async (order: WorldOrder) => {
  const answer = await paintWorld(order).then(
    (world): PaintAnswer => ({ world }),
    (error: unknown): PaintAnswer => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(answer);
});
