import { checkPromises, drain } from "./invariants.ts";
import { beginPlay, type Play } from "./playing.ts";
import { noPromises, type Promises } from "./promises.ts";

/**
 * One run of everything: it begins with one server and nothing asked for, is acted on, is mended, and comes to rest.
 *
 * @returns what was reached
 * @throws Error with a sentence for each promise that was broken
 */
export async function runLives(
  seed: number,
  act: (play: Play, promises: Promises) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const promises = noPromises();
  const play = beginPlay(seed, promises);
  const { simulation } = play;
  // It would end a server.
  const onUnhandled = (error: unknown) => simulation.watch.witness.broken(`Nobody caught this: ${error}`);
  process.on("unhandledRejection", onUnhandled);
  try {
    await act(play, promises);
    await drain(simulation, promises);
    checkPromises(simulation, promises);
  } finally {
    process.off("unhandledRejection", onUnhandled);
  }
  return simulation.watch.seen;
}
