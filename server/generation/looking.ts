import { type Core, kindOf } from "./core.ts";
import { bringAbout } from "./effects.ts";
import type { Generation } from "./generation.ts";
import type { Observation } from "./provider.ts";

export const lookTimeoutMs = 10_000;

/** One look at a running task: by whom the kind's delegate finds for it, else by ourselves. */
export async function takeLook(core: Core, row: Generation, lease: string): Promise<void> {
  const look = once(() => lookNow(core, row, lease));
  await kindOf(core, row).delegate?.offer(row, look);
  await look();
}

async function lookNow(core: Core, row: Generation, lease: string): Promise<Observation> {
  const lookedAt = core.clock.now();
  const observation = await kindOf(core, row).provider.look(row, AbortSignal.timeout(lookTimeoutMs));
  await bringAbout(core, row, { type: "looked", observation, lookedAt }, lease);
  return observation;
}

/** Single flight: whoever calls, and however often, there is one look. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
