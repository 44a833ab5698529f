import { Worker } from "node:worker_threads";

/**
 * Packed splats of any version as version 3, the newest that the client's renderer reads. A world takes seconds, so it
 * happens in a thread of its own.
 *
 * Rejects when the file cannot be read, or the signal aborts.
 */
export async function convertSpz(bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  // The library prints on every load; with streams of its own the thread's output goes nowhere.
  const worker = new Worker(new URL("./spz-worker.ts", import.meta.url), {
    workerData: bytes,
    stdout: true,
    stderr: true,
  });
  const giveUp = () => void worker.terminate();
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await converted(worker);
  } finally {
    signal.removeEventListener("abort", giveUp);
    await worker.terminate();
  }
}

function converted(worker: Worker): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    worker.once("message", (message: unknown) => {
      if (message instanceof Uint8Array && message.length > 0) resolve(message);
      else reject(new Error("The splat file could not be read."));
    });
    worker.once("error", (cause) => reject(new Error("The splat file could not be converted.", { cause })));
    worker.once("exit", () => reject(new Error("Converting the splat file was given up.")));
  });
}
