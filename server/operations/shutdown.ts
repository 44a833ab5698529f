import type { EventEmitter } from "node:events";
import type { Clock } from "../generation/ports.ts";
import type { Log } from "./log.ts";

/** After this long, what has not closed is left as it is: a supervisor would kill the process soon anyway. */
const PATIENCE_MS = 10_000;
const SIGNALS = ["SIGTERM", "SIGINT"];

/** How the process ends: once, in order, and always. */
export interface Shutdown {
  /** Names something that must be closed. Closed is what was named last first, so that nothing loses what it stands on. */
  add(name: string, close: () => Promise<unknown> | unknown): void;
  /** Closes everything and exits. A second call changes nothing. */
  run(reason: string, exitCode: number): Promise<void>;
}

interface ShutdownParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly exit: (code: number) => void;
}

export function createShutdown({ log, clock, exit }: ShutdownParts): Shutdown {
  const closers: { readonly name: string; close(): Promise<unknown> | unknown }[] = [];
  let running: Promise<void> | null = null;

  async function closeAll(exitCode: number): Promise<void> {
    clock.after(PATIENCE_MS, () => {
      log.fatal("closing takes too long: leaving the rest as it is");
      exit(1);
    });
    let code = exitCode;
    for (const { name, close } of closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        log.error({ err: error, part: name }, "a part did not close");
        code = 1;
      }
    }
    exit(code);
  }

  return {
    add: (name, close) => void closers.push({ name, close }),
    run(reason, exitCode) {
      if (running === null) {
        log.info({ reason }, "shutting down");
        running = closeAll(exitCode);
      }
      return running;
    },
  };
}

/**
 * Shuts down on a signal, and on an error that nobody caught. A second signal ends the process at once. Our own handlers
 * are needed although the game library brings some: one of its dependencies listens for unhandled rejections and only
 * prints them, and a process in an unknown state would go on.
 */
export function shutDownWithProcess(
  process: EventEmitter,
  shutdown: Shutdown,
  { log, exit }: Pick<ShutdownParts, "log" | "exit">,
): void {
  let signals = 0;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) exit(1);
      else void shutdown.run(signal, 0);
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, event);
      void shutdown.run(event, 1);
    });
  }
}
