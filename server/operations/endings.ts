type Passing = (point: string) => void;

/**
 * What happens to this process at named points of the core, for trying out what others make of it; undefined for nothing.
 * A place is a point, and how often it is passed unharmed before: `after submitted`, `before settled 2`.
 *
 * @param crashAt where it ends as a lost machine would: at once, with nothing closed and nothing flushed
 * @param stopAt where it stops as a machine that is put to sleep would, with all its connections, until SIGCONT
 */
export function createEndings(places: { crashAt: string | null; stopAt: string | null }): Passing | undefined {
  const endings = [
    ...(places.crashAt === null ? [] : [endingAt(places.crashAt, crash)]),
    ...(places.stopAt === null ? [] : [endingAt(places.stopAt, stop)]),
  ];
  if (endings.length === 0) return undefined;
  return (passed) => {
    for (const ending of endings) ending(passed);
  };
}

function endingAt(place: string, end: () => void): Passing {
  const [, point = place, unharmed = "0"] = /^(.*?)(?: (\d+))?$/.exec(place) ?? [];
  let left = Number(unharmed);
  return (passed) => {
    if (passed === point && left-- === 0) end();
  };
}

function crash(): void {
  process.kill(process.pid, "SIGKILL");
  // The signal is delivered asynchronously; nothing more may happen until it is.
  for (;;) rest(1_000);
}

function stop(): void {
  process.kill(process.pid, "SIGSTOP");
  // Delivered asynchronously, too: within this rest, which goes on when the process does.
  rest(50);
}

function rest(forMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
}
