import type { IncomingMessage } from "node:http";
import { ClientLeft, HttpRefusal } from "./http-refusal.ts";

export const BODY_MAX_BYTES = 1024 * 1024;

/** A request's body, read only as fast as it is asked for, and never beyond its limit. */
export interface RequestBody {
  readonly stream: ReadableStream<Uint8Array>;
  /** Set once the body went on after its limit. Whoever reads the stream gets it as an error as well. */
  overflow(): HttpRefusal | null;
}

/** @throws HttpRefusal 413 when the request announces more than `maxBytes`. */
export function limitBody(request: IncomingMessage, maxBytes: number): RequestBody {
  const tooLarge = new HttpRefusal(
    413,
    "too_large",
    `The body is too large: at most ${maxBytes} bytes are taken here.`,
  );
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge;
  let overflown = false;

  async function* chunks(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    try {
      // Destroying the request on an early return would cut the connection before the refusal is sent.
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        bytes += chunk.length;
        if (bytes > maxBytes) {
          overflown = true;
          break;
        }
        yield chunk;
      }
    } catch (cause) {
      throw new ClientLeft("The client left while sending its request.", { cause });
    }
    if (overflown) throw tooLarge;
  }

  const reading = chunks();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reading.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // Lets go of the request, so that what still comes can be read and thrown away before the refusal's end.
      async cancel() {
        await reading.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, overflow: () => (overflown ? tooLarge : null) };
}

/**
 * The body as JSON; undefined when there is none.
 *
 * @throws HttpRefusal 400 when it is not JSON, or is called something else.
 */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === "") return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(type)) {
    throw new HttpRefusal(400, "bad_message", "The body must be JSON, sent with the content type application/json.");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new HttpRefusal(400, "bad_message", "The body is not well-formed JSON.");
    throw error;
  }
}
