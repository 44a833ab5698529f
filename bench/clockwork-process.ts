/**
 * `node bench/clockwork-process.ts <database url> <look ms>`: the generation core on that database, with a provider in
 * the process that answers every look at once with "not yet". Every line on the standard input sets its time, which
 * stands still before the first, and is answered with a sample; it ends when that closes. Started by `startClockwork`.
 */
import { createInterface } from "node:readline";
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { createGenerations } from "../server/generation/generations.ts";
import type { Provider } from "../server/generation/provider.ts";
import { openDatabase } from "../server/persistence/database.ts";
import { createGenerationStore } from "../server/persistence/generation-store.ts";
import { createBenchClock } from "./bench-clock.ts";
import { type Sample, Time } from "./clockwork.ts";
import { kindName, providerName } from "./running-rows.ts";

const [url, lookMs] = z.tuple([z.string(), z.coerce.number().positive()]).parse(process.argv.slice(2));
const clock = createBenchClock();
let looks = 0;
const nothing = async (): Promise<never> => {
  throw new Error("Nothing but looks is measured here.");
};
const provider: Provider = {
  name: providerName,
  limits: { startsPerMinute: 1, startsPerHour: 1 },
  files: { hosts: [], maxBytes: 1 },
  submit: nothing,
  search: nothing,
  async look() {
    // As from a network: in a turn of the event loop of its own.
    await setImmediate();
    looks++;
    return { type: "pending", progress: looks % 100, providerRef: null, observed: { done: false, looks } };
  },
};

const generations = createGenerations({
  store: createGenerationStore(await openDatabase(url)),
  clock,
  files: { collect: nothing },
  journal: {
    changed() {},
    dropped() {},
    troubled: (what, _row, error) => console.error(what, error),
  },
  budget: { check: nothing },
  // Longer than anything here: where time passes quickly, a lease must not.
  leaseMs: 3_600_000,
});
generations.declare({
  name: kindName,
  provider,
  times: { lookMs, deadlineMs: lookMs, collectMs: lookMs },
  settle: nothing,
});

for await (const line of createInterface(process.stdin)) {
  clock.set(Time.parse(JSON.parse(line)));
  generations.start();
  const { user, system } = process.cpuUsage();
  const sample: Sample = { atMs: performance.now(), cpuMs: (user + system) / 1000, looks };
  console.log(JSON.stringify(sample));
}
process.exit();
