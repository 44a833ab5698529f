/**
 * Makes one job of many wishes for it: while it runs, and for a pause after that, further wishes count as one, which is
 * granted then.
 *
 * @param load must not throw
 */
export function createRefreshing(load: () => Promise<void>, pause: () => Promise<void>): () => void {
  let isBusy = false;
  let isWanted = false;
  async function run(): Promise<void> {
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      await load();
      await pause();
    }
    isBusy = false;
  }
  return () => {
    isWanted = true;
    if (!isBusy) void run();
  };
}
