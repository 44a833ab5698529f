/**
 * Ends this process at a named point as a lost machine would: at once, with nothing closed and nothing flushed.
 *
 * @param at a crash point of the core, and how often it is passed unharmed before: `after submitted`, `before settled 2`
 */
export function createCrash(at: string): (point: string) => void {
  const [, point = at, unharmed = "0"] = /^(.*?)(?: (\d+))?$/.exec(at) ?? [];
  let left = Number(unharmed);
  return (passed) => {
    if (passed !== point || left-- > 0) return;
    process.kill(process.pid, "SIGKILL");
    // The signal is delivered asynchronously; nothing more may happen until it is.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  };
}
