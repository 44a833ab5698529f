import type { CrashPoint } from "../../server/generation/crash-points.ts";
import type { Generation } from "../../server/generation/generation.ts";
import { createGenerations, type Generations } from "../../server/generation/generations.ts";
import type { Clock } from "../../server/generation/ports.ts";
import type { Provider } from "../../server/generation/provider.ts";
import { type Connection, openConnection, storeThrough } from "./database.ts";
import { createLife, type Life } from "./life.ts";
import type { Caller, Outside, ProviderName } from "./outside.ts";
import type { Random } from "./random.ts";
import type { Room } from "./room.ts";
import { Staged } from "./staged.ts";
import type { WatchedStore } from "./watched-store.ts";

export const leaseMs = 20_000;

/** Of characters, one portrait goes on at a time; for portals, as many as are asked for. */
export const portraitKey = (subject: string): string | null =>
  subject.startsWith("character:") ? `portrait:${subject}` : null;

/** The kinds, with the times of real ones. */
export const kinds = {
  world: { provider: "marble", times: { lookMs: 15_000, deadlineMs: 900_000, collectMs: 86_400_000 } },
  model: { provider: "tripo", times: { lookMs: 3_000, deadlineMs: 600_000, collectMs: 86_400_000 } },
  portrait: { provider: "replicate", times: { lookMs: 5_000, deadlineMs: 300_000, collectMs: 3_300_000 } },
} as const;
export type KindName = keyof typeof kinds;

/** What a process does that somebody else can see. */
export interface Witness extends Omit<Caller, "posting"> {
  posting(row: Generation, process: ServerProcess): void;
  /** The answer to its submit has come to it. */
  throttled(row: Generation, until: number, process: ServerProcess): void;
  settling(row: Generation): void;
  announced(row: Generation): void;
  crashed(): void;
  /** Something that a run may or may not come to, and that must happen in some of them. */
  reached(what: "joined" | "hinted"): void;
  /** Something kept a process from its work just now. */
  disturbed(): void;
  /** A promise is, in words. */
  broken(sentence: string): void;
}

/** What all processes share. */
export interface Surroundings {
  readonly clock: Clock;
  readonly store: WatchedStore;
  readonly outside: Outside;
  readonly room: Room;
  readonly random: Random;
  readonly witness: Witness;
}

export interface ServerProcess {
  readonly life: Life;
  readonly generations: Generations;
  readonly connection: Connection;
  readonly isStopping: boolean;
  /** Dies when it passes the point for the nth time. */
  crashAt(point: CrashPoint, nth: number): void;
  disarm(): void;
  /** As on SIGTERM: claims nothing any more, ends what is under way, and is gone. */
  stop(): void;
}

/** One server: the real core, whose every way out leads through its life. */
export function startProcess(surroundings: Surroundings): ServerProcess {
  const { store, outside, room, random, witness } = surroundings;
  const life = createLife();
  const clock = clockThrough(life, surroundings.clock);
  const connection = openConnection({ clock: surroundings.clock, life, random, onTrouble: witness.disturbed });
  let crash: { point: CrashPoint; left: number } | null = null;
  let isStopping = false;

  function passing(point: CrashPoint): void {
    if (life.state === "dead" || crash?.point !== point || --crash.left > 0) return;
    life.kill();
    witness.crashed();
    witness.disturbed();
  }

  const generations = createGenerations({
    store: storeThrough(connection, store.as(life)),
    clock,
    files: { collect: (...args) => life.through(() => outside.files.collect(...args)) },
    journal: {
      changed() {},
      troubled(what, row, error) {
        if (life.state === "dead" || error instanceof Staged || what.startsWith("collecting ")) return;
        witness.broken(`The core was in trouble of its own, ${what} (generation ${row?.id}): ${error}`);
      },
      dropped() {},
    },
    budget: { check: async () => {} },
    leaseMs,
    passing,
  });

  const process: ServerProcess = {
    life,
    generations,
    connection,
    get isStopping() {
      return isStopping;
    },
    crashAt(point, nth) {
      crash = { point, left: nth };
    },
    disarm() {
      crash = null;
    },
    stop() {
      isStopping = true;
      witness.disturbed();
      void generations.stop().then(() => {
        life.kill();
        witness.disturbed();
      });
    },
  };

  for (const [name, { provider, times }] of Object.entries(kinds)) {
    generations.declare({
      name,
      times,
      provider: providerThrough(life, provider, outside, witness, process),
      ...(name === "world" && { delegate: room.delegate(clock) }),
      ...(name === "portrait" && { activeKey: portraitKey }),
      settle: (row) => connection.query(async () => witness.settling(row)),
    });
  }
  generations.listen({
    changed(after, before) {
      if (life.state !== "dead" && after.settledAt !== null && before?.settledAt === null) witness.announced(after);
    },
    queueMoved() {},
  });
  generations.start();
  return process;
}

/** Timers of a dead process never fire; those of a paused one do when it goes on. */
function clockThrough(life: Life, clock: Clock): Clock {
  return {
    now: clock.now,
    after(delayMs, task) {
      let isCancelled = false;
      const cancel = clock.after(delayMs, () => {
        if (life.state === "up") task();
        else
          void life.passes().then(() => {
            if (!isCancelled) task();
          });
      });
      return () => {
        isCancelled = true;
        cancel();
      };
    },
  };
}

function providerThrough(
  life: Life,
  name: ProviderName,
  outside: Outside,
  witness: Witness,
  process: ServerProcess,
): Provider {
  const provider = outside.provider(name, { ...witness, posting: (row) => witness.posting(row, process) });
  const { cancel, uploads } = provider;
  return {
    ...provider,
    async submit(row, signal) {
      const outcome = await life.through(() => provider.submit(row, signal));
      if (outcome.type === "throttled" && outcome.retryAt !== null) witness.throttled(row, outcome.retryAt, process);
      return outcome;
    },
    look: (row, signal) => life.through(() => provider.look(row, signal)),
    search: (row, signal) => life.through(() => provider.search(row, signal)),
    ...(uploads && {
      uploads: {
        ...uploads,
        send: (row: Generation, signal: AbortSignal) => life.through(() => uploads.send(row, signal)),
      },
    }),
    ...(cancel && {
      cancel: (operationId: string, signal: AbortSignal) => life.through(() => cancel(operationId, signal)),
    }),
  };
}
