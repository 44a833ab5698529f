import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright-core";

/** One answer that a page got. */
export interface Transfer {
  readonly path: string;
  /** Chromium's word: "document", "script", "stylesheet", "fetch", … */
  readonly type: string;
  readonly plainBytes: number;
  /** What a server that compresses everything by gzip would send. */
  readonly gzipBytes: number;
  /** What this server sent, without headers. */
  readonly sentBytes: number;
}

/** Listens to a page from now on. @returns what has come since the last call, once it has all come */
export function recordTransfers(page: Page): () => Promise<Transfer[]> {
  let answers: Response[] = [];
  page.on("response", (answer) => {
    // The page also reads its own blobs; they come from nowhere.
    if (answer.url().startsWith("http")) answers.push(answer);
  });
  return async () => {
    const come = answers;
    answers = [];
    return Promise.all(come.map(transferOf));
  };
}

async function transferOf(answer: Response): Promise<Transfer> {
  const failure = await answer.finished();
  if (failure || !answer.ok()) throw new Error(`${answer.url()} came as ${answer.status()}: ${failure?.message}`);
  const body = await answer.body();
  const { responseBodySize } = await answer.request().sizes();
  return {
    path: new URL(answer.url()).pathname,
    type: answer.request().resourceType(),
    plainBytes: body.length,
    gzipBytes: gzipSync(body).length,
    sentBytes: responseBodySize,
  };
}

/** A table's row: what they are, how many, and their bytes in the three ways. */
export function rowOf(what: string, transfers: readonly Transfer[]): string[] {
  const sum = (of: (transfer: Transfer) => number) =>
    `${(transfers.reduce((bytes, transfer) => bytes + of(transfer), 0) / 1000).toFixed(1)} kB`;
  return [
    what,
    String(transfers.length),
    sum(({ plainBytes }) => plainBytes),
    sum(({ gzipBytes }) => gzipBytes),
    sum(({ sentBytes }) => sentBytes),
  ];
}
