import type { LoadProgress } from "../views.ts";

/** A file that did not come: `status` is HTTP's. */
export class DownloadFailed extends Error {
  constructor(url: string, status: number) {
    super(`${url} could not be loaded (${status}).`);
    this.name = "DownloadFailed";
  }
}

export interface Downloads {
  /** The file's bytes as they come, counted on the way. @throws DownloadFailed, or what `fetch` throws (aborts too) */
  fetch(url: string): Promise<Response>;
}

/**
 * Fetches the files of one world and tells how far they have come together. As long as a file has not answered or has
 * not said how long it is, the total is unknown (0).
 */
export function startDownloads(
  urls: readonly string[],
  onProgress: (progress: LoadProgress) => void,
  signal: AbortSignal,
): Downloads {
  const files = new Map(urls.map((url) => [url, { loaded: 0, total: 0 }]));
  const tell = (): void => {
    const all = [...files.values()];
    const isKnown = all.every(({ total }) => total > 0);
    onProgress({
      loadedBytes: all.reduce((sum, { loaded }) => sum + loaded, 0),
      totalBytes: isKnown ? all.reduce((sum, { total }) => sum + total, 0) : 0,
    });
  };
  return {
    async fetch(url) {
      const response = await fetch(url, { signal });
      if (!response.ok || response.body === null) {
        files.delete(url);
        throw new DownloadFailed(url, response.status);
      }
      const file = files.get(url) ?? { loaded: 0, total: 0 };
      file.total = Number(response.headers.get("content-length") ?? 0);
      const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          file.loaded += chunk.byteLength;
          tell();
          controller.enqueue(chunk);
        },
      });
      return new Response(response.body.pipeThrough(counting), { headers: response.headers });
    },
  };
}
