import { type Core, kindOf } from "./core.ts";
import { bringAbout } from "./effects.ts";
import type { Generation, OutputFile } from "./generation.ts";
import { lookTimeoutMs } from "./looking.ts";
import { bring } from "./writing.ts";

const fetchTimeoutMs = 180_000;
/** A file that is not required holds the others up for this many rounds, and is then done without. */
const optionalTries = 3;

/** Makes the result's files ours, one round: what failed is tried again with fresh links when the row is due again. */
export async function collect(core: Core, claimed: Generation, lease: string): Promise<void> {
  const row = claimed.tries > 0 ? await withFreshLinks(core, claimed, lease) : claimed;
  const { files: source } = kindOf(core, row).provider;
  const missing = (row.output?.files ?? []).filter((file) => file.hash === null);
  const failures: { file: OutputFile; error: unknown }[] = [];
  await Promise.all(
    missing.map(async (file) => {
      try {
        const ours = await core.files.collect(file, source, AbortSignal.timeout(fetchTimeoutMs));
        await bring(core, row, { type: "file_collected", role: file.role, ...ours }, lease);
      } catch (error) {
        failures.push({ file, error });
      }
    }),
  );
  const blocking = failures.filter(({ file }) => file.required || row.tries < optionalTries);
  const first = blocking[0];
  if (first === undefined) {
    await bringAbout(core, row, { type: "files_collected" }, lease);
    return;
  }
  const { file, error } = first;
  core.journal.troubled(`collecting ${file.role}`, row, error);
  const message = `${file.role}: ${error instanceof Error ? error.message : String(error)}`;
  await bringAbout(core, row, { type: "collect_failed", message }, lease);
}

/** Links may have died since the last look. When nothing new is to be had, the old ones are tried again. */
async function withFreshLinks(core: Core, row: Generation, lease: string): Promise<Generation> {
  const lookedAt = core.clock.now();
  const observation = await kindOf(core, row).provider.look(row, AbortSignal.timeout(lookTimeoutMs));
  return (await bringAbout(core, row, { type: "looked", observation, lookedAt }, lease)) ?? row;
}
