import type { BrowserContext, Page } from "playwright-core";

/** What a browser writes down of requests and sockets that nobody answers, or not to the end. */
export const cutConnections =
  /ERR_CONNECTION_(REFUSED|RESET|CLOSED)|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING|WebSocket connection to/;

/**
 * Tells what a visitor's browser has to say against the pages: errors in the console (a broken content security policy
 * is one), exceptions, and every request that leaves for another host than `host`.
 */
export function listenForComplaints(context: BrowserContext, host: string, complain: (what: string) => void): void {
  const isForeign = (url: string): boolean => /^(https?|wss?):/.test(url) && new URL(url).host !== host;
  const judge = (url: string): void => {
    if (isForeign(url)) complain(`A request left for ${url}`);
  };
  context.on("request", (request) => judge(request.url()));
  context.on("page", (page: Page) => page.on("websocket", (socket) => judge(socket.url())));
  context.on("weberror", (webError) => complain(`Thrown in the page: ${webError.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error") complain(`${message.text()} (${message.location().url})`);
  });
}
