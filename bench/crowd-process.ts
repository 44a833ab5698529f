/**
 * `node bench/crowd-process.ts <url> <count>`: that many players in the hub, who all walk until the standard input
 * closes. Prints "here" once all of them are there. Started by `gatherCrowd`.
 */
import { once } from "node:events";
import { z } from "zod";
import { join } from "../tests/support/player.ts";
import { walk } from "./walking.ts";

const [url, count] = z.tuple([z.url(), z.coerce.number().int().positive()]).parse(process.argv.slice(2));
const inputClosed = once(process.stdin.resume(), "close");

for (let index = 0; index < count; index++) {
  const { room } = await join(url, { name: `Walker ${index + 1}` });
  walk(room, (index / count) * 2 * Math.PI);
}
console.log("here");
await inputClosed;
process.exit();
