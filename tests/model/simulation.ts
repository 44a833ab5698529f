import { createManualClock, type ManualClock } from "../support/manual-clock.ts";
import { createOutside, type Outside } from "./outside.ts";
import { type ServerProcess, startProcess } from "./process.ts";
import { createRandom } from "./random.ts";
import { createRoom, type Room } from "./room.ts";
import { startWatch, type Watch } from "./watch.ts";
import { type WatchedStore, watchStore } from "./watched-store.ts";

/** There are two places for servers; in each one may run. */
export const slots = [0, 1] as const;
export type Slot = (typeof slots)[number];

export interface Simulation {
  readonly clock: ManualClock;
  readonly store: WatchedStore;
  readonly outside: Outside;
  readonly room: Room;
  readonly watch: Watch;
  /** The process in a slot, unless there is none or it is dead. */
  living(slot: Slot): ServerProcess | null;
  start(slot: Slot): void;
  /** Ends it where it stands. */
  kill(slot: Slot): void;
  pause(slot: Slot): void;
  goOn(slot: Slot): void;
  jump(ms: number): void;
  /** Everything that can be mended is, and one process at least runs. */
  heal(): void;
}

/** Servers, the database that they share, players and the provider: the whole of it, in simulated time. */
export function createSimulation(seed: number): Simulation {
  const random = createRandom(seed);
  const clock = createManualClock(undefined, 1);
  const outside = createOutside({ clock, random });
  const room = createRoom();
  const processes = new Map<Slot, ServerProcess>();
  const store: WatchedStore = watchStore(clock.now, (after, before, wrong) => watch.changed(after, before, wrong));
  const watch: Watch = startWatch({
    clock,
    store,
    outside,
    isServed: () => [...processes.values()].some(({ life, isStopping }) => life.state === "up" && !isStopping),
  });

  const living = (slot: Slot): ServerProcess | null => {
    const process = processes.get(slot);
    return process === undefined || process.life.state === "dead" ? null : process;
  };

  const simulation: Simulation = {
    clock,
    store,
    outside,
    room,
    watch,
    living,
    start(slot) {
      if (living(slot)) return;
      watch.witness.disturbed();
      processes.set(slot, startProcess({ clock, store, outside, room, random, witness: watch.witness }));
    },
    kill(slot) {
      living(slot)?.life.kill();
      watch.witness.disturbed();
    },
    pause(slot) {
      living(slot)?.life.pause();
      watch.witness.disturbed();
    },
    goOn(slot) {
      living(slot)?.life.goOn();
      watch.witness.disturbed();
    },
    jump(ms) {
      clock.jump(ms);
      watch.witness.disturbed();
    },
    heal() {
      outside.heal();
      for (const slot of slots) {
        living(slot)?.connection.heal();
        living(slot)?.disarm();
        simulation.goOn(slot);
      }
      if (slots.every((slot) => living(slot)?.isStopping !== false)) {
        const free = slots.find((slot) => living(slot) === null) ?? 0;
        simulation.kill(free);
        simulation.start(free);
      }
    },
  };
  simulation.start(0);
  return simulation;
}
