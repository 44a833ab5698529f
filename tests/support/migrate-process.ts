import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { applyMigrations } from "../../server/persistence/migrate.ts";

export interface MigratingProcess {
  /** What it applied; its exit code is 0 unless it failed or was killed. */
  readonly ended: Promise<{ code: number | null; applied: string; errors: string }>;
  kill(): void;
}

/** A process of its own that applies migrations, as a starting server does. */
export function startMigrating(url: string, folder = ""): MigratingProcess {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), url, folder]);
  const outcome = async () => {
    const [exit, applied, errors] = await Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]);
    return { code: exit[0], applied: applied.trim(), errors };
  };
  return { ended: outcome(), kill: () => child.kill("SIGKILL") };
}

if (import.meta.main) {
  const [url = "", folder] = process.argv.slice(2);
  const { applied } = await applyMigrations(url, folder || undefined);
  console.log(applied.join(" "));
}
