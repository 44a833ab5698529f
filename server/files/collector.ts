import type { OutputFile } from "../generation/generation.ts";
import type { Clock, Files } from "../generation/ports.ts";
import type { Assets } from "./assets.ts";
import { type FileKind, fileKindOf } from "./file-kinds.ts";
import { HEAD_BYTES } from "./formats.ts";
import { fetchProviderFile } from "./provider-fetch.ts";

/** Brings providers' files into the store: fetched from known hosts only, and kept only if they are what their role says. */
export function createCollector({ assets, clock }: { readonly assets: Assets; readonly clock: Clock }): Files {
  return {
    async collect(file, source, signal) {
      const kind = fileKindOf(file.role);
      const chunks = fetchProviderFile(file.url, source, { clock, signal });
      try {
        const head = await readHead(chunks);
        const { format, convert } = acceptedFormat(kind, Buffer.concat(head), file);
        const whole = replay(head, chunks);
        const content = convert ? [await convert(await gather(whole), signal)] : whole;
        return await assets.put(content, { ...format, maxBytes: source.maxBytes });
      } finally {
        // Hangs up where the file was not read to its end.
        await chunks.return(undefined);
      }
    },
  };
}

function acceptedFormat(kind: FileKind, head: Uint8Array, { role }: OutputFile) {
  const accepted = kind.accepted.find(({ format }) => format.matches(head));
  if (accepted === undefined) throw new Error(`The file for "${role}" is not ${kind.expected}.`);
  return accepted;
}

async function readHead(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array[]> {
  const head: Uint8Array[] = [];
  for (let bytes = 0; bytes < HEAD_BYTES; ) {
    const { done, value } = await chunks.next();
    if (done) break;
    head.push(value);
    bytes += value.length;
  }
  return head;
}

async function* replay(head: readonly Uint8Array[], rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* head;
  yield* rest;
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const gathered: Uint8Array[] = [];
  for await (const chunk of chunks) gathered.push(chunk);
  return Buffer.concat(gathered);
}
