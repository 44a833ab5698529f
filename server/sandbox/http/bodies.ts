import type { IncomingMessage } from "node:http";

/** How much more than it takes the sandbox still reads of a body, in bytes, before it cuts the connection. */
const MAX_DISCARDED_BYTES = 15 * 1_048_576;

/**
 * Reads the whole body, or gives `"too-large"` where it has more than `maxBytes`. A body that is too large is still read and thrown away up to a second
 * limit, because answering while the caller is sending resets the connection before the answer is read.
 *
 * @throws Error when the caller goes away, or sends without end.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | "too-large"> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new Error("the request was read as text instead of bytes");
    bytes += chunk.length;
    if (bytes > maxBytes + MAX_DISCARDED_BYTES) throw new Error(`the request body goes on after ${bytes} bytes`);
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > maxBytes ? "too-large" : Buffer.concat(chunks);
}
