import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { createMarble, type MarbleProvider } from "../../server/providers/marble/marble.ts";
import { aTime } from "./generations.ts";

interface Asked {
  readonly method: string;
  /** After `/marble/v1/`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body, null without one. */
  readonly body: unknown;
}

interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body?: unknown;
}

/** The adapter at a Marble that answers as the test says: for shapes that have been seen and that the sandbox never sends. */
export async function scriptedMarble(
  answer: (asked: Asked) => Scripted,
): Promise<{ readonly marble: MarbleProvider; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    const each = {
      method: request.method ?? "",
      path: request.url?.replace("/marble/v1/", "") ?? "",
      headers: request.headers,
      body: sent === "" ? null : JSON.parse(sent),
    };
    asked.push(each);
    const { status = 200, headers = {}, body = {} } = answer(each);
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const limits = { startsPerMinute: 3, startsPerHour: 60 };
  return {
    asked,
    marble: createMarble({ baseUrl, apiKey: "the-key", limits, fileHosts: [baseUrl], now: () => aTime }),
  };
}
