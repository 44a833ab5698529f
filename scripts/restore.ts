/** `npm run restore -- FOLDER`: puts a backup back where DATABASE_URL and DATA_DIR say. The server must not run. */
import { restore } from "../server/backup/restore.ts";
import { readConfig } from "../server/config.ts";
import { environment } from "../server/operations/environment.ts";

const [folder] = process.argv.slice(2);
try {
  if (folder === undefined) throw new Error("Say which backup: npm run restore -- FOLDER");
  await restore(folder, readConfig(environment), Date.now());
  console.log("Restored. What waited to be started is looked for at its provider before anything is paid again.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
