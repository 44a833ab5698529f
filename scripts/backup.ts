/** `npm run backup -- FOLDER`: backs up the database that DATABASE_URL names and the files in DATA_DIR, as they stand. */
import { backUp } from "../server/backup/backup.ts";
import { readConfig } from "../server/config.ts";
import { environment } from "../server/operations/environment.ts";

const [folder] = process.argv.slice(2);
try {
  if (folder === undefined) throw new Error("Say where to: npm run backup -- FOLDER");
  await backUp(readConfig(environment), folder);
  console.log(
    `Backed up into ${folder}. Try it: npm run restore -- ${folder}, with another DATABASE_URL and DATA_DIR.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
