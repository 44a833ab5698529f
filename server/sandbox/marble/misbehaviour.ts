import { type Concern, type Faults, type FaultTable, REFUSE_CONNECTION } from "../faults.ts";
import { type Answer, json } from "../http/exchange.ts";
import { type Outcome, PROVIDER } from "./tasks.ts";
import type { WorldFace } from "./wire.ts";

const THROTTLE_SECONDS = 2;

const ANY = ["upload", "storage", "create", "look", "list", "world", "file"] as const;

/** How Marble misbehaves on request. It has no webhooks, so those faults are not its own. */
export const MARBLE_FAULTS = {
  /** Made and billed, then the connection is reset. */
  lose_answer: { byDefault: ["create"], can: ANY },
  [REFUSE_CONNECTION]: { byDefault: [], can: [] },
  throttle: { byDefault: ["create", "look"], can: ANY },
  throttle_without_hint: { byDefault: ["create", "look"], can: ANY },
  no_credits: { byDefault: ["create"], can: ["create", "look"] },
  server_error: { byDefault: ["create", "look"], can: ANY },
  not_found: { byDefault: ["look"], can: ["look", "world", "file"] },
  task_fails: { byDefault: ["create"], can: ["create"] },
  task_fails_transiently: { byDefault: ["create"], can: ["create"] },
  moderated: { byDefault: ["create"], can: ["create"] },
  slow: { byDefault: ["create", "look"], can: ANY },
  /** 200 with something that is not JSON. What was to be made is made. */
  garbage: { byDefault: ["create", "look"], can: ANY },
  /** One time expires the links a world has now, for good; the next answer about it carries fresh ones. */
  expired_files: { byDefault: ["file"], can: ["file"] },
  // The last three concern only answers that show a finished world, so running tasks do not use them up.
  singular_url: { byDefault: ["look", "world"], can: ["look", "world"] },
  snapshot_id: { byDefault: ["look", "world"], can: ["look", "world"] },
  null_pano: { byDefault: ["look", "world"], can: ["look", "world"] },
} as const satisfies FaultTable;

const OUTCOMES = { task_fails: "fails", task_fails_transiently: "fails_transiently", moderated: "moderated" } as const;

/** Marble's faults, as the routes ask for them. Each call uses up at most one time of one order, the oldest first. */
export interface Misbehaviour {
  /** An answer in place of doing anything. */
  refusal(concern: Concern): Answer | undefined;
  /** How the task that is being created will end. */
  outcome(): Outcome;
  /** The answer as it leaves, after everything was done. */
  delivered(concern: Concern, answer: Answer): Answer;
  /** How a finished world shows itself. */
  face(concern: "look" | "world"): Pick<WorldFace, "singularUrl" | "plainId" | "withoutPano">;
  expiresFiles(): boolean;
}

export function createMisbehaviour(faults: Faults): Misbehaviour {
  function take<Name extends keyof typeof MARBLE_FAULTS>(concern: Concern, ...names: readonly Name[]) {
    return faults.take(PROVIDER, concern, names);
  }

  return {
    refusal(concern) {
      const taken = take(concern, "throttle", "throttle_without_hint", "no_credits", "server_error", "not_found");
      return taken && REFUSALS[taken.fault]();
    },
    outcome() {
      const taken = take("create", "task_fails", "task_fails_transiently", "moderated");
      return taken ? OUTCOMES[taken.fault] : "succeeds";
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
    face: (concern) => ({
      singularUrl: take(concern, "singular_url") !== undefined,
      plainId: take(concern, "snapshot_id") !== undefined,
      withoutPano: take(concern, "null_pano") !== undefined,
    }),
    expiresFiles: () => take("file", "expired_files") !== undefined,
  };
}

const THROTTLED = { detail: "Rate limit exceeded. Please slow down and try again." };

const REFUSALS = {
  throttle: () => json(429, THROTTLED, { "retry-after": String(THROTTLE_SECONDS) }),
  throttle_without_hint: () => json(429, THROTTLED),
  no_credits: () =>
    json(402, {
      detail:
        "Insufficient API credits to start this request. Add credits or enable auto-refill at https://platform.worldlabs.ai/billing.",
    }),
  server_error: () => json(500, { detail: "Internal server error", request_id: crypto.randomUUID() }),
  not_found: () => json(404, { detail: "Not found" }),
} as const;
