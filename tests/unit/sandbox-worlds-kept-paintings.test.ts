import { expect, test } from "vitest";
import type { PaintedWorld, WorldOrder } from "../../server/sandbox/worlds/commission.ts";
import { keepPaintings } from "../../server/sandbox/worlds/kept-paintings.ts";
import type { PictureLook } from "../../server/sandbox/worlds/picture-look.ts";

const none = new Uint8Array();
const files = { "100k": none, "500k": none, collider: none, pano: none, thumbnail: none };

function keeping(paint: (order: WorldOrder) => Promise<PaintedWorld>) {
  const painted: string[] = [];
  const artist = keepPaintings({
    make(order) {
      painted.push(order.prompt);
      return paint(order);
    },
    close: async () => {},
  });
  const order = (prompt: string, seed = 1, picture?: PictureLook) =>
    artist.make({ prompt, seed, splatScale: 0.05, ...(picture && { picture }) });
  return { order, painted };
}

const easily = async ({ prompt }: WorldOrder): Promise<PaintedWorld> => ({ caption: prompt, files });

test("an order that comes again while it is painted, or soon after, is not painted again", async () => {
  const { order, painted } = keeping(easily);
  const [one, same] = await Promise.all([order("desert"), order("desert")]);
  expect([same, await order("desert")]).toEqual([one, one]);
  expect(painted).toEqual(["desert"]);
});

test("another seed is another world", async () => {
  const { order, painted } = keeping(easily);
  await Promise.all([order("desert", 1), order("desert", 2)]);
  expect(painted).toHaveLength(2);
});

test("the same words with another picture are another world", async () => {
  const { order, painted } = keeping(easily);
  const grey = [0.5, 0.5, 0.5] as const;
  const picture = { zenith: grey, middle: grey, horizon: grey, ground: grey, leading: [] };
  await Promise.all([
    order("desert"),
    order("desert", 1, picture),
    order("desert", 1, { ...picture, leading: [grey] }),
  ]);
  expect(painted).toHaveLength(3);
});

test("what was not asked for lately is painted anew", async () => {
  const { order, painted } = keeping(easily);
  for (const prompt of ["a", "b", "c", "a", "d", "b", "a"]) await order(prompt);
  expect(painted).toEqual(["a", "b", "c", "d", "b"]);
});

test("what could not be painted is tried again", async () => {
  const { order, painted } = keeping(async () => {
    throw new Error("out of paint");
  });
  for (const _ of [1, 2]) await expect(order("desert")).rejects.toThrow("out of paint");
  expect(painted).toHaveLength(2);
});
