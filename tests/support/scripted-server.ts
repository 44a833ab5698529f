import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export interface Asked {
  readonly method: string;
  /** What follows the API's own part. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body where it is JSON, else its text; null without one. */
  readonly body: unknown;
}

/** An answer, or nothing but the end of the connection. */
export type Scripted =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** JSON, or text as it is. */
      readonly body?: unknown;
    }
  | "cut";

/** A server that answers as the test says, until the test is over. */
export async function scriptedServer(
  answer: (asked: Asked) => Scripted,
  apiPath = "/",
): Promise<{ readonly url: string; readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    const isJson = request.headers["content-type"]?.startsWith("application/json");
    const each = {
      method: request.method ?? "",
      path: request.url?.replace(apiPath, "") ?? "",
      headers: request.headers,
      body: sent === "" ? null : isJson ? JSON.parse(sent) : sent,
    };
    asked.push(each);
    const scripted = answer(each);
    if (scripted === "cut") {
      request.socket.destroy();
      return;
    }
    const { status = 200, headers = {}, body = {} } = scripted;
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
