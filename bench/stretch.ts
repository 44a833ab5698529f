import { setTimeout as pause } from "node:timers/promises";
import type { Clockwork, Time } from "./clockwork.ts";
import type { Databases } from "./databases.ts";

/** What a due clock did in a stretch of time, and what that cost of a core: of the server's, and of the database's. */
export interface Stretch {
  readonly looksPerSecond: number;
  /** In ms per second of the due clock's own time. */
  readonly cpuPerSecond: { readonly server: number; readonly database: number };
  /** In ms; nonsense where there were none. */
  readonly cpuPerLook: { readonly server: number; readonly database: number };
}

/** Lets a due clock run for so many real ms at a speed, and watches. */
export async function watchStretch(
  clockwork: Clockwork,
  databases: Databases,
  realMs: number,
  { speed }: Pick<Time, "speed">,
): Promise<Stretch> {
  const databaseBefore = await databases.processorTime();
  const before = await clockwork.set({ speed });
  await pause(realMs);
  const after = await clockwork.set({ speed });
  const databaseMs = (await databases.processorTime()) - databaseBefore;
  const serverMs = after.cpuMs - before.cpuMs;
  const seconds = ((after.atMs - before.atMs) / 1000) * speed;
  const looks = after.looks - before.looks;
  return {
    looksPerSecond: looks / seconds,
    cpuPerSecond: { server: serverMs / seconds, database: databaseMs / seconds },
    cpuPerLook: { server: serverMs / looks, database: databaseMs / looks },
  };
}
