/** Whether a process runs: it may be stopped for a while (SIGSTOP) and go on as if nothing had been, or be dead for good. */
export interface Life {
  readonly state: "up" | "paused" | "dead";
  kill(): void;
  pause(): void;
  goOn(): void;
  /** Resolves at once while it runs, when it goes on while it is paused, and never once it is dead. */
  passes(): Promise<void>;
  /** What the process calls: it leaves only from a living process, and its answer reaches only a living one. */
  through<T>(call: () => Promise<T>): Promise<T>;
}

export function createLife(): Life {
  let state: Life["state"] = "up";
  let waiting: (() => void)[] = [];

  async function passes(): Promise<void> {
    while (state !== "up") await new Promise<void>((resolve) => waiting.push(resolve));
  }

  return {
    get state() {
      return state;
    },
    kill() {
      state = "dead";
      waiting = [];
    },
    pause() {
      if (state === "up") state = "paused";
    },
    goOn() {
      if (state !== "paused") return;
      state = "up";
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    passes,
    async through(call) {
      await passes();
      try {
        return await call();
      } finally {
        await passes();
      }
    },
  };
}
