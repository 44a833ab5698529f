import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";

/** Sends the file and returns true, or leaves the request alone and returns false. */
export type FileSender = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

interface FileFolder {
  /** Whether files come and go while the server runs: then each request looks at the disk. */
  readonly changes: boolean;
  /** Headers for a file; they rule over those that are set for every file. */
  headersOf(path: string): Readonly<Record<string, string>>;
}

/**
 * Serves a folder with types, ranges and entity tags.
 *
 * Around the library's edges: it throws on a range that ends before it starts, misreads one that counts from the end,
 * does not listen for its stream's errors, and keeps a file open whose client left.
 *
 * @throws Error when a folder that does not change is not there.
 */
export function createFileSender(folder: string, { changes, headersOf }: FileFolder): FileSender {
  const serve = sirv(folder, {
    dev: changes,
    etag: true,
    extensions: [],
    setHeaders(response, path) {
      for (const [name, value] of Object.entries(headersOf(path))) response.setHeader(name, value);
    },
  });
  return (request, response, path) => {
    if (!isSatisfiableInForm(request.headers.range)) delete request.headers.range;
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
