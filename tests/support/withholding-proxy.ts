import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export interface WithholdingProxy {
  readonly url: string;
  /** Resolves once the provider has answered what is withheld: it is made and billed by then. */
  readonly answered: Promise<void>;
  /** Lets the answer go on to who asked. */
  release(): void;
  close(): Promise<void>;
}

/** A way to the provider on which the answer to the first POST for a world does not get further until it is told to. */
export async function startWithholdingProxy(target: string): Promise<WithholdingProxy> {
  const { promise: answered, resolve: onAnswered } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let isFirst = true;
  const server = createServer(async (request, response) => {
    const isWithheld = request.url === "/marble/v1/worlds:generate" && isFirst;
    if (isWithheld) isFirst = false;
    const answer = await forward(request, target);
    const type = answer.headers.get("content-type") ?? "";
    // Files are fetched from where the provider is said to be, so links lead here as well.
    const body = type.includes("json")
      ? (await answer.text()).replaceAll(target, url)
      : Buffer.from(await answer.arrayBuffer());
    if (isWithheld) {
      onAnswered();
      await released;
    }
    response.writeHead(answer.status, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    answered,
    release,
    async close() {
      release();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(request: IncomingMessage, target: string): Promise<Response> {
  const body = await buffer(request);
  return fetch(`${target}${request.url}`, {
    method: request.method ?? "GET",
    headers: { "content-type": "application/json", "WLT-Api-Key": "any" },
    ...(body.length > 0 && { body }),
  });
}
