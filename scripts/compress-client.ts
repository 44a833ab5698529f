/**
 * Writes `<file>.br` and `<file>.gz` beside every text file of the built client, for the server to send instead of it.
 * `node scripts/compress-client.ts [folder]`, after `vite build`; the folder is `dist/client` if none is named.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".svg", ".wasm"]);
/** A file shorter than this, in bytes, goes into one packet whether it is compressed or not. */
const WORTHWHILE_BYTES = 1024;

const folder = process.argv[2] ?? fileURLToPath(new URL("../dist/client", import.meta.url));
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)));
const written = await Promise.all(files.map(({ parentPath, name }) => compress(join(parentPath, name))));

const [plain, brotli, gzipped] = [0, 1, 2].map((index) => kilobytes(written.map((sizes) => sizes[index] ?? 0)));
console.log(`${files.length} files of ${plain} kB: ${brotli} kB as brotli, ${gzipped} kB as gzip.`);

/** Returns the bytes of the file, and of what a browser gets that takes brotli, or gzip. */
async function compress(path: string): Promise<readonly [number, number, number]> {
  const plain = await readFile(path);
  if (plain.length < WORTHWHILE_BYTES) return [plain.length, plain.length, plain.length];
  // Built once, sent many times: as small as each of them gets.
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(plain, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      },
    }),
    promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)]);
  return [plain.length, brotli.length, gzipped.length];
}

function kilobytes(sizes: readonly number[]): string {
  return (sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0);
}
