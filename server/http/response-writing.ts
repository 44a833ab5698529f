import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

/** How long a refused client may go on sending a body that nobody reads, in ms. */
const UNREAD_BODY_MS = 2000;

/**
 * Writes an answer, streamed as it comes. Rejects when its body fails; a client that leaves is no failure.
 *
 * A refusal of a request that is still being sent hangs up afterwards (see `hangUpAfter`).
 */
export async function writeResponse(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Response,
): Promise<void> {
  if (response.destroyed) {
    await answer.body?.cancel();
    return;
  }
  for (const [name, value] of answer.headers) if (name !== "set-cookie") response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  response.statusCode = answer.status;
  if (answer.status >= 400 && isStillSending(request)) {
    hangUpAfter(request, response, Buffer.from(await answer.arrayBuffer()));
  } else if (answer.body === null || request.method === "HEAD") {
    await answer.body?.cancel();
    response.end();
  } else {
    // One class with two declarations, the browser's and Node's, which differ in a detail of byte readers.
    await pipeline(Readable.fromWeb(answer.body as NodeReadableStream), response).catch(unlessClientLeft);
  }
}

/**
 * Ending the answer closes the connection, and closing it while unread bytes wait would reset it before the client has
 * read why. So the whole answer is sent, and what still comes is read and thrown away, for a while, before the end.
 */
function hangUpAfter(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  response.setHeader("connection", "close").setHeader("content-length", body.length).write(body);
  const hangUp = () => {
    clearTimeout(patience);
    response.end();
  };
  const patience = setTimeout(hangUp, UNREAD_BODY_MS).unref();
  // With a listener it flows also when the route, which may still hold it, lets go of it only later.
  request.once("end", hangUp).once("close", hangUp).on("data", throwAway).resume();
}

/** Nobody is left who would read it. */
function throwAway(): void {}

function isStillSending(request: IncomingMessage): boolean {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  return !request.complete && (encoding !== undefined || Number(length ?? 0) > 0);
}

/** Aborts once the client has gone away before its answer was finished. */
export function signalOfLeaving(response: ServerResponse): AbortSignal {
  const leaving = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) leaving.abort();
  });
  return leaving.signal;
}

/** A client may hang up in the middle of an answer at any time; `pipeline` then says that the receiving end closed first. */
function unlessClientLeft(error: unknown): void {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "ERR_STREAM_PREMATURE_CLOSE" && code !== "EPIPE" && code !== "ECONNRESET") throw error;
}
