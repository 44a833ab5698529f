/** Runs tasks with the same key one after the other, in the order in which they came; other keys do not wait. */
export function createTurns(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const before = tails.get(key) ?? Promise.resolve();
    // Whether the one before succeeded is its caller's concern.
    const turn = before.then(task, task);
    tails.set(key, turn);
    const leave = () => {
      if (tails.get(key) === turn) tails.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  };
}
