import { type Concern, type Faults, type FaultTable, REFUSE_CONNECTION } from "../faults.ts";
import type { Answer } from "../http/exchange.ts";
import { notFound, problem } from "./problems.ts";
import { PROVIDER, type ReplicateTask } from "./tasks.ts";

const THROTTLE_SECONDS = 2;
const ANY = ["create", "look", "list", "file", "cancel"] as const;

/** How Replicate misbehaves on request. Those of webhooks are ordered on a creation, and hold for all of its webhooks. */
export const REPLICATE_FAULTS = {
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
  /** Its logs never say how far it is. */
  no_progress: { byDefault: ["create"], can: ["create"] },
  slow: { byDefault: ["create", "look"], can: ANY },
  /** A good status with something that is not JSON. What was to be made is made. */
  garbage: { byDefault: ["create", "look"], can: ANY },
  /** One time expires the link a prediction has now, for good; the next answer about it carries another. */
  expired_files: { byDefault: ["file"], can: ["file"] },
  webhook_lost: { byDefault: ["create"], can: ["create"] },
  /** Each with the same id both times. */
  webhook_twice: { byDefault: ["create"], can: ["create"] },
  /** The first one is delivered before the creation is answered. */
  webhook_early: { byDefault: ["create"], can: ["create"] },
} as const satisfies FaultTable;

const OUTCOMES = { task_fails: "fails", task_fails_transiently: "fails_transiently", moderated: "moderated" } as const;
const HOOKS = { webhook_lost: "never", webhook_twice: "twice", webhook_early: "early" } as const;

/** Replicate's faults, as the routes ask for them. Each call uses up at most one time of one order, the oldest first. */
export interface Misbehaviour {
  /** An answer in place of doing anything. */
  refusal(concern: Concern): Answer | undefined;
  /** How the prediction that is being created will go. */
  outcome(): ReplicateTask["outcome"];
  showsProgress(): boolean;
  hooks(): NonNullable<ReplicateTask["hook"]>["how"];
  /** The answer as it leaves, after everything was done. */
  delivered(concern: Concern, answer: Answer): Answer;
  expiresFiles(): boolean;
}

export function createMisbehaviour(faults: Faults): Misbehaviour {
  function take<Name extends keyof typeof REPLICATE_FAULTS>(concern: Concern, ...names: readonly Name[]) {
    return faults.take(PROVIDER, concern, names);
  }

  return {
    refusal(concern) {
      const taken = take(concern, "throttle", "throttle_without_hint", "no_credits", "server_error", "not_found");
      return taken && REFUSALS[taken.fault]();
    },
    outcome() {
      const taken = take("create", "task_fails", "task_fails_transiently", "moderated");
      return taken === undefined ? "succeeds" : OUTCOMES[taken.fault];
    },
    showsProgress: () => take("create", "no_progress") === undefined,
    hooks() {
      const taken = take("create", "webhook_lost", "webhook_twice", "webhook_early");
      return taken === undefined ? "once" : HOOKS[taken.fault];
    },
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
    expiresFiles: () => take("file", "expired_files") !== undefined,
  };
}

const REFUSALS = {
  throttle: () =>
    problem({
      status: 429,
      detail: `Request was throttled. Your rate limit resets in ~${THROTTLE_SECONDS}s.`,
      more: { retry_after: THROTTLE_SECONDS },
      headers: { "retry-after": String(THROTTLE_SECONDS) },
    }),
  throttle_without_hint: () => problem({ status: 429, detail: "Request was throttled." }),
  no_credits: () =>
    problem({
      status: 402,
      title: "Insufficient credit",
      detail:
        "You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit.",
    }),
  server_error: () => problem({ status: 500, title: "Internal server error", detail: "Something went wrong." }),
  not_found: () => notFound().answer,
} as const;
