import type { IncomingMessage } from "node:http";

/** The largest request body that is read, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

/** Beyond this many bytes a body is not even read to its end: the connection is cut. */
const MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES;

/**
 * Reads the whole body, or gives `"too-large"`. A body that is too large is still read and thrown away up to a second
 * limit, because answering while the caller is sending resets the connection before the answer is read.
 *
 * @throws Error when the caller goes away, or sends without end.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | "too-large"> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new Error("the request was read as text instead of bytes");
    bytes += chunk.length;
    if (bytes > MAX_DISCARDED_BYTES) throw new Error(`the request body goes on after ${MAX_DISCARDED_BYTES} bytes`);
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > MAX_BODY_BYTES ? "too-large" : Buffer.concat(chunks);
}
