import { randomBytes } from "node:crypto";
import type { SandboxClock } from "../clock.ts";
import type { Misbehaviour } from "./misbehaviour.ts";
import { orderPrediction } from "./ordering.ts";
import { isOwnMachine } from "./own-machine.ts";
import type { Pictures } from "./pictures.ts";
import { refusal } from "./problems.ts";
import type { ReplicateRegister } from "./register.ts";
import type { Creation } from "./requests.ts";
import type { ReplicateTask } from "./tasks.ts";

const EVERY_EVENT = ["start", "output", "logs", "completed"];

export interface CreatingParts {
  readonly clock: SandboxClock;
  readonly register: ReplicateRegister;
  readonly pictures: Pictures;
  readonly misbehaviour: Misbehaviour;
  readonly durationMs: { readonly picture: number; readonly film: number };
}

interface Asked {
  readonly owner: string;
  readonly model: string;
  readonly creation: Creation;
  readonly cancelAfterMs: number | null;
}

/** Checks what is asked for, and gives what then makes it: the prediction would survive a kill once that resolves. */
export type PrepareCreation = (asked: Asked) => Promise<() => Promise<ReplicateTask>>;

/** @throws (the returned function) Refusal with 422. */
export function createCreating(parts: CreatingParts): PrepareCreation {
  const { clock, register, pictures, misbehaviour, durationMs } = parts;
  return async ({ owner, model, creation, cancelAfterMs }) => {
    const { pictures: sent, ...ordered } = await orderPrediction(model, creation.input);
    const { webhook: url, webhook_events_filter: events = EVERY_EVENT } = creation;
    // Only https is taken, and this machine's own http; what is sent goes to the latter alone.
    if (url !== undefined && URL.parse(url)?.protocol !== "https:" && !isOwnMachine(url)) {
      throw refusal({ status: 422, title: "Invalid request", detail: "- webhook: must be an HTTPS URL\n" });
    }
    return async () => {
      for (const picture of sent) await pictures.keep(picture);
      const task: ReplicateTask = {
        id: randomBytes(13).toString("hex"),
        owner,
        ...ordered,
        hook: url === undefined ? null : { url, events, how: misbehaviour.hooks() },
        cancelAfterMs,
        createdAt: clock.now(),
        durationMs: ordered.work.make === "portrait" ? durationMs.picture : durationMs.film,
        outcome: misbehaviour.outcome(),
        showsProgress: misbehaviour.showsProgress(),
      };
      await register.addTask(task);
      return task;
    };
  };
}
