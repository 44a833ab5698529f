import type { Artist } from "../making-queue.ts";
import type { PaintedWorld, WorldOrder } from "./commission.ts";

type WorldArtist = Artist<WorldOrder, PaintedWorld>;

/** A painting of full size has 9 MB. */
const keptAtMost = 3;

/** Keeps the paintings of the last few orders, and those under way: an order that comes again gets the same one. */
export function keepPaintings(artist: WorldArtist): WorldArtist {
  const paintings = new Map<string, Promise<PaintedWorld>>();

  function make(order: WorldOrder): Promise<PaintedWorld> {
    const key = JSON.stringify([order.prompt, order.seed, order.splatScale, order.picture ?? null]);
    const painting = paintings.get(key) ?? artist.make(order);
    const forget = (): void => {
      if (paintings.get(key) === painting) paintings.delete(key);
    };
    // Put at the end, as the one that was asked for last.
    paintings.delete(key);
    paintings.set(key, painting);
    for (const oldest of [...paintings.keys()].slice(0, -keptAtMost)) paintings.delete(oldest);
    painting.catch(forget);
    return painting;
  }

  return { make, close: artist.close };
}
