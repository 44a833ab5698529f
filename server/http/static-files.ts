import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";
import { acceptedCodings } from "./accepted-codings.ts";

/** Sends the file and returns true, or leaves the request alone and returns false. */
export type FileSender = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

interface FileFolder {
  /** Whether files come and go while the server runs: then each request looks at the disk. */
  readonly changes: boolean;
  /** Whether `<file>.br` and `<file>.gz` lie beside files, to be sent instead of them and at no address of their own. */
  readonly compressed: boolean;
  /** Headers for a file; they rule over those that are set for every file. */
  headersOf(path: string): Readonly<Record<string, string>>;
}

const COMPRESSED = /\.(br|gz)$/;

/**
 * Serves a folder with types, ranges and entity tags.
 *
 * Around the library's edges: it throws on a range that ends before it starts, misreads one that counts from the end,
 * does not listen for its stream's errors, keeps a file open whose client left, and takes a coding that is refused
 * (`gzip;q=0`) for one that is asked for.
 *
 * @throws Error when a folder that does not change is not there.
 */
export function createFileSender(folder: string, { changes, compressed, headersOf }: FileFolder): FileSender {
  const serve = sirv(folder, {
    dev: changes,
    etag: true,
    brotli: compressed,
    gzip: compressed,
    extensions: [],
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(headersOf(path))) response.setHeader(name, value);
    },
  });
  return (request, response, path) => {
    if (compressed && COMPRESSED.test(path)) return false;
    const { headers } = request;
    if (!isSatisfiableInForm(headers.range)) delete headers.range;
    // A part is one of the file itself, whatever the file may be sent as.
    headers["accept-encoding"] = headers.range === undefined ? acceptedCodings(headers["accept-encoding"]) : "";
    response.once("pipe", (file) => {
      file.once("error", () => response.destroy());
      response.once("close", () => file.destroy());
    });
    const { url } = request;
    request.url = path;
    let sent = true;
    serve(request, response, () => {
      sent = false;
    });
    if (url !== undefined) request.url = url;
    return sent;
  };
}

/** A server may ignore a range; these it must, or may as well. */
function isSatisfiableInForm(range: string | undefined): boolean {
  const [, first = "", last = ""] = /^bytes=(\d+)-(\d*)$/.exec(range ?? "") ?? [];
  return first !== "" && (last === "" || Number(first) <= Number(last));
}
