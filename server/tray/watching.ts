import type { Generations } from "../generation/generations.ts";

/**
 * Tells whoever watches a generation that it, or its place in the queue, has changed in this process.
 *
 * @returns a canceller
 */
export type Watch = (generationId: number, onNews: () => void) => () => void;

export function createWatch(generations: Pick<Generations, "listen">): Watch {
  const watchers = new Map<number, Set<() => void>>();
  let places: ReadonlyMap<number, number> = new Map();

  function tell(generationId: number): void {
    for (const onNews of watchers.get(generationId) ?? []) onNews();
  }

  generations.listen({
    changed: ({ id }) => tell(id),
    queueMoved(moved) {
      const before = places;
      places = moved;
      for (const id of watchers.keys()) if (moved.get(id) !== before.get(id)) tell(id);
    },
  });

  return (generationId, onNews) => {
    const ofThis = watchers.get(generationId) ?? new Set();
    watchers.set(generationId, ofThis.add(onNews));
    return () => {
      ofThis.delete(onNews);
      if (ofThis.size === 0 && watchers.get(generationId) === ofThis) watchers.delete(generationId);
    };
  };
}
