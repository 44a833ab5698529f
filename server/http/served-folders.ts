import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { contentTypeOf } from "../files/formats.ts";
import { createFileSender, type FileSender } from "./static-files.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
/** Where the client's build puts the files whose names carry a hash of their content (`assetsDir` in vite.config.ts). */
const HASHED = /^\/app\//;
const STORED = /^\/assets(\/[0-9a-f]{64}\.[a-z0-9]{1,8})$/;

/** Sends stored files at `/assets/<hash>.<ext>`. They come while the server runs, and a name never changes its content. */
export function createStoredFileSender(assetsDir: string): FileSender {
  const send = createFileSender(assetsDir, {
    changes: true,
    compressed: false,
    headersOf: (path) => ({ "cache-control": IMMUTABLE, "content-type": contentTypeOf(extname(path).slice(1)) }),
  });
  return (request, response, path) => {
    const file = STORED.exec(path)?.[1];
    return file !== undefined && send(request, response, file);
  };
}

/**
 * Sends the built client: its files (compressed, for who takes that), and its page for every other address that a
 * person opens.
 *
 * @throws Error when it has not been built.
 */
export function createClientSender(clientDir: string): FileSender {
  if (!existsSync(join(clientDir, "index.html"))) {
    throw new Error(`The client is not in ${clientDir}: build it with \`npm run build\`.`);
  }
  const send = createFileSender(clientDir, {
    changes: false,
    compressed: true,
    headersOf: (path) => ({ "cache-control": HASHED.test(path) ? IMMUTABLE : "no-cache" }),
  });
  return (request, response, path) => {
    if (path !== "/" && send(request, response, path)) return true;
    const isNavigation = request.headers.accept?.includes("text/html") === true;
    return (path === "/" || isNavigation) && send(request, response, "/index.html");
  };
}
