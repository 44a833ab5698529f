import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");

/** Where a server keeps what it knows. */
export interface Keeping {
  readonly databaseUrl: string;
  readonly dataDir: string;
}

/** `npm run backup` and `npm run restore`, without their npm. Rejects with what the command complains of. */
const run =
  (script: "backup" | "restore") =>
  async (folder: string, { databaseUrl, dataDir }: Keeping): Promise<void> => {
    const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
    await promisify(execFile)(process.execPath, [`scripts/${script}.ts`, folder], { cwd: root, env }).catch(
      (error: unknown) => {
        throw new Error(String(Object(error).stderr).trim());
      },
    );
  };

export const backup = run("backup");
export const restore = run("restore");
