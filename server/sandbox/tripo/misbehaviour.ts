import { type Concern, type Faults, type FaultTable, REFUSE_CONNECTION } from "../faults.ts";
import type { Answer } from "../http/exchange.ts";
import { failed } from "./envelope.ts";
import { type Outcome, PROVIDER } from "./tasks.ts";

const THROTTLE_SECONDS = 2;
const ANY = ["upload", "create", "look", "list", "file"] as const;

/** How Tripo misbehaves on request. Its webhooks are registered by hand for a whole account, so there are none here. */
export const TRIPO_FAULTS = {
  /** Made and billed, then the connection is reset. */
  lose_answer: { byDefault: ["create"], can: ANY },
  [REFUSE_CONNECTION]: { byDefault: [], can: [] },
  throttle: { byDefault: ["create", "look"], can: ANY },
  throttle_without_hint: { byDefault: ["create", "look"], can: ANY },
  no_credits: { byDefault: ["create"], can: ["create"] },
  server_error: { byDefault: ["create", "look"], can: ANY },
  not_found: { byDefault: ["look"], can: ["look", "file"] },
  task_fails: { byDefault: ["create"], can: ["create"] },
  task_fails_transiently: { byDefault: ["create"], can: ["create"] },
  moderated: { byDefault: ["create"], can: ["create"] },
  /** One look says `status` in place of the task's own; ordered `on` create, the task ends with that word for good. */
  says: { byDefault: ["look"], can: ["look", "create"], takesStatus: true },
  slow: { byDefault: ["create", "look"], can: ANY },
  /** 200 with something that is not JSON. What was to be made is made. */
  garbage: { byDefault: ["create", "look"], can: ANY },
  /** One time expires the links a task has now, for good; the next answer about it carries fresh ones. */
  expired_files: { byDefault: ["file"], can: ["file"] },
  /** The account's usage without the tasks' input: they must then be read by their ids. */
  bare_usage: { byDefault: ["list"], can: ["list"] },
} as const satisfies FaultTable;

const OUTCOMES = { task_fails: "fails", task_fails_transiently: "fails_transiently", moderated: "moderated" } as const;

/** Tripo's faults, as the routes ask for them. Each call uses up at most one time of one order, the oldest first. */
export interface Misbehaviour {
  /** An answer in place of doing anything. */
  refusal(concern: Concern): Answer | undefined;
  /** How the task that is being created will end. */
  outcome(): Outcome;
  /** What a look says in place of the task's status, or null. */
  said(): string | null;
  /** The answer as it leaves, after everything was done. */
  delivered(concern: Concern, answer: Answer): Answer;
  baresUsage(): boolean;
  expiresFiles(): boolean;
}

export function createMisbehaviour(faults: Faults): Misbehaviour {
  function take<Name extends keyof typeof TRIPO_FAULTS>(concern: Concern, ...names: readonly Name[]) {
    return faults.take(PROVIDER, concern, names);
  }

  return {
    refusal(concern) {
      const taken = take(concern, "throttle", "throttle_without_hint", "no_credits", "server_error", "not_found");
      return taken && REFUSALS[taken.fault](concern);
    },
    outcome() {
      const taken = take("create", "task_fails", "task_fails_transiently", "moderated", "says");
      if (taken === undefined) return { how: "succeeds" };
      if (taken.fault === "says") return { how: "says", status: taken.status ?? "unknown" };
      return { how: OUTCOMES[taken.fault] };
    },
    said: () => take("look", "says")?.status ?? null,
    delivered(concern, answer) {
      const taken = take(concern, "lose_answer", "slow", "garbage");
      switch (taken?.fault) {
        case "lose_answer":
          return { ...answer, delivery: { how: "reset" } };
        case "slow":
          return { ...answer, delivery: { how: "late", afterMs: taken.forMs } };
        case "garbage":
          return { ...answer, body: "<html><body>upstream connect error</body></html>" };
        default:
          return answer;
      }
    },
    baresUsage: () => take("list", "bare_usage") !== undefined,
    expiresFiles: () => take("file", "expired_files") !== undefined,
  };
}

const SLOWER = "Send requests more slowly.";

const REFUSALS = {
  /** Only creations have a limit of tasks at once; all else is limited by the number of requests. */
  throttle: (concern: Concern) =>
    failed({
      code: concern === "create" ? 2000 : 1007,
      message: "Too many requests.",
      suggestion: SLOWER,
      headers: { "retry-after": String(THROTTLE_SECONDS) },
    }),
  throttle_without_hint: () => failed({ code: 1007, message: "Rate limit exceeded.", suggestion: SLOWER }),
  no_credits: () =>
    failed({
      code: 2010,
      message: "You don't have enough credit to create this task.",
      suggestion: "Add credits to your account.",
    }),
  server_error: () => failed({ code: 1000, message: "Internal server error.", suggestion: "Try again later." }),
  not_found: () => failed({ code: 2001, message: "Task not found.", suggestion: "Check the task id." }),
} as const;
