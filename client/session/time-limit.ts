/** The time for something ran out. */
class TimedOut extends Error {
  override readonly name = "TimedOut";
}

/**
 * The promise's outcome, or `TimedOut` after `limitMs`. What comes too late is handed to `onLate`, so that nobody
 * keeps a connection which no one waits for any more.
 */
export function within<T>(limitMs: number, promise: Promise<T>, onLate: (value: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      reject(new TimedOut(`No answer within ${limitMs / 1000} s.`));
    }, limitMs);
    promise.then(
      (value) => {
        clearTimeout(timer);
        if (over) onLate(value);
        else resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
