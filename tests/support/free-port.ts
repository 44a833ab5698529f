import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below those that systems give to whoever asks for any port, and to every connection that goes out: a port that is free
 * now has to be free still when the server that it is for has started.
 */
const RANGE = { from: 15_000, to: 30_000 };

/** A port of the loopback address that nobody listens on just now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(RANGE.from, RANGE.to);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer().once("error", () => resolve(false));
  server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  return promise;
}
