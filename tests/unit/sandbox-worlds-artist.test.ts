import { spawn } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, test } from "vitest";
import { type Artist, createMakingQueue } from "../../server/sandbox/making-queue.ts";
import { createWorldArtist } from "../../server/sandbox/worlds/artist.ts";
import type { PaintedWorld, WorldOrder } from "../../server/sandbox/worlds/commission.ts";
import { paintWorld } from "../../server/sandbox/worlds/paint.ts";

type WorldArtist = Artist<WorldOrder, PaintedWorld>;

const order = { prompt: "desert", seed: 1, splatScale: 0.05 };

const open: WorldArtist[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((artist) => artist.close()));
});

/** An artist whose workers run these scripts, the first worker the first one, and so on. */
function artistWith(...scripts: string[]): WorldArtist {
  const artist = createMakingQueue<WorldOrder, PaintedWorld>("worlds", () => {
    const script = scripts.shift();
    if (script === undefined) throw new Error("No more workers here.");
    return new Worker(`const { parentPort } = require("node:worker_threads"); ${script}`, { eval: true });
  });
  open.push(artist);
  return artist;
}

const CRASHES = `parentPort.on("message", () => process.exit(3));`;
const THROWS = `parentPort.on("message", () => { throw new Error("out of paint"); });`;
const NEVER_ANSWERS = `parentPort.on("message", () => {});`;
const ECHOES = `let inside = 0; parentPort.on("message", async (order) => {
  inside++;
  await new Promise(setImmediate);
  parentPort.postMessage({ made: { caption: order.prompt + " " + inside, files: {} } });
  inside--;
});`;

describe("the artist", () => {
  test("paints in its worker what the same order gives anywhere", async () => {
    const artist = createWorldArtist();
    open.push(artist);
    const [painted, here] = [await artist.make(order), await paintWorld(order)];
    expect(painted.caption).toBe(here.caption);
    expect(painted.files["100k"]).toEqual(here.files["100k"]);
    expect(painted.files.thumbnail).toEqual(here.files.thumbnail);
  });

  test("rejects an order it cannot paint, with the reason, and paints the next one", async () => {
    const artist = createWorldArtist();
    open.push(artist);
    const [bad, good] = await Promise.allSettled([artist.make({ ...order, splatScale: 2 }), artist.make(order)]);
    expect(bad).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("splatScale") } });
    expect(good.status).toBe("fulfilled");
  });

  test("paints one world at a time, in the orders' order", async () => {
    const artist = artistWith(ECHOES);
    const prompts = ["a", "b", "c", "d"];
    const done: string[] = [];
    await Promise.all(
      prompts.map(async (prompt) => {
        const { caption } = await artist.make({ ...order, prompt });
        done.push(caption);
      }),
    );
    expect(done).toEqual(["a 1", "b 1", "c 1", "d 1"]);
  });

  test("rejects what a crashed worker was painting, and gives the next order a new worker", async () => {
    const artist = artistWith(CRASHES, ECHOES);
    const [lost, next] = await Promise.allSettled([artist.make(order), artist.make(order)]);
    expect(lost).toMatchObject({ status: "rejected", reason: { message: expect.stringContaining("code 3") } });
    expect(next).toMatchObject({ status: "fulfilled", value: { caption: "desert 1" } });
  });

  test("rejects with the error that a worker threw", async () => {
    await expect(artistWith(THROWS).make(order)).rejects.toThrow("out of paint");
  });

  test("rejects when no worker can be started", async () => {
    await expect(artistWith().make(order)).rejects.toThrow("No more workers here.");
  });

  test("rejects what runs and what waits when it is closed, and every order after that", async () => {
    const artist = artistWith(NEVER_ANSWERS);
    const orders = Promise.allSettled([artist.make(order), artist.make(order)]);
    await artist.close();
    for (const { status } of await orders) expect(status).toBe("rejected");
    await expect(artist.make(order)).rejects.toThrow("closed");
  });

  test("keeps no process alive once its orders are painted", async () => {
    const artistUrl = new URL("../../server/sandbox/worlds/artist.ts", import.meta.url).href;
    const script = `import(${JSON.stringify(artistUrl)}).then(async ({ createWorldArtist }) => {
      const world = await createWorldArtist().make(${JSON.stringify(order)});
      process.exitCode = world.files.collider.length > 1000 ? 42 : 1;
    });`;
    const child = spawn(process.execPath, ["--eval", script], { stdio: "inherit" });
    const [code] = await once(child, "exit");
    expect(code).toBe(42);
  });
});
