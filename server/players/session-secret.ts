import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FILE = "session-secret";
const BYTES = 32;

/**
 * The key that signs session tokens: SESSION_SECRET where it is set, else one that is made once and kept in the data
 * folder, readable by its owner only. Of several processes that start at once, one's is kept and all read it.
 *
 * @throws Error when the kept one is damaged: making a new one would turn every player into a stranger.
 */
export async function readSessionSecret(configured: string | null, dataDir: string): Promise<Uint8Array> {
  if (configured !== null) return new TextEncoder().encode(configured);
  const path = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true });
  const text = (await readIfThere(path)) ?? (await makeOnce(path));
  const secret = Buffer.from(text.trim(), "base64url");
  if (secret.length >= BYTES) return secret;
  throw new Error(`${path} is damaged: restore it, or remove it to make a new one, which ends every session.`);
}

async function makeOnce(path: string): Promise<string> {
  const unfinished = `${path}.${randomUUID()}`;
  await writeFile(unfinished, randomBytes(BYTES).toString("base64url"), { mode: 0o600, flush: true });
  try {
    // A link, unlike a rename, does not replace what another process put there a moment ago.
    await link(unfinished, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await rm(unfinished);
  }
  return readFile(path, "utf8");
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
