import { createServer } from "node:net";

/** A port of the loopback address that nobody listens on just now. */
export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    server.close(() =>
      address === null || typeof address === "string" ? reject(new Error("no port")) : resolve(address.port),
    );
  });
  return promise;
}
