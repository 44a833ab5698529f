import { mkdir } from "node:fs/promises";

/**
 * Makes the folder that holds everything but the database, where it is missing.
 *
 * @throws Error with a sentence when it cannot be made.
 */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const sentence = `Cannot use the folder ${dataDir}: ${reason}. Correct DATA_DIR, or the rights of that folder.`;
    throw new Error(sentence, { cause: error });
  }
}
