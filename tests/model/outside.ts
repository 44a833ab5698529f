import type { Generation, Output } from "../../server/generation/generation.ts";
import type { Clock, Files } from "../../server/generation/ports.ts";
import type {
  Observation,
  Provider,
  SearchOutcome,
  SubmitOutcome,
  UploadOutcome,
} from "../../server/generation/provider.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createLedger, hasFailed, type Ledger, type Task } from "./ledger.ts";
import type { Random } from "./random.ts";
import { Staged } from "./staged.ts";
import { patienceOf } from "./timeouts.ts";

/** Who calls, and what of its calls is held against the promises. */
export interface Caller {
  posting(row: Generation): void;
  looking(row: Generation): void;
  /** A call that was made so often at one moment that it would be made for ever. */
  spinning(row: Generation): void;
}

/**
 * The three manners of provider. Marble's search yields what a task makes, and that outlives its operation; it has no
 * cancel. Replicate's search yields the operation. Tripo's goes by the name of what was handed over before the POST, and
 * it works on few tasks at once.
 */
export const providerNames = ["marble", "tripo", "replicate"] as const;
export type ProviderName = (typeof providerNames)[number];

export interface Outside {
  readonly ledger: Ledger;
  readonly faults: Faults;
  /** How long the task takes that is made with this tag, in ms. */
  plan(tag: string, takesMs: number): void;
  provider(name: ProviderName, caller: Caller): Provider;
  readonly files: Files;
  /** Everything works again, and links that were dead live; only what was forgotten stays so. */
  heal(): void;
}

export const limits = { startsPerMinute: 3, startsPerHour: 1_000 };
const tasksAtOnce = 2;
const hintMs = 45_000;
const callsAtOnce = 50;

/** The provider's side: what is asked of it, it does at half the way; its answer arrives at the end, or not. */
export function createOutside({ clock, random }: { clock: Clock; random: Random }): Outside {
  const ledger = createLedger(random);
  const faults = createFaults();
  const plans = new Map<string, number>();
  const { tasks } = ledger;
  let isHealed = false;
  let uploads = 0;

  function exchange<T>(signal: AbortSignal, arrive: () => T, unheard: T): T | Promise<T> {
    const { latencyMs } = faults;
    if (latencyMs === 0) return arrive();
    const { promise, resolve } = Promise.withResolvers<T>();
    const patienceMs = patienceOf(signal);
    let answer = unheard;
    clock.after(latencyMs / 2, () => {
      answer = arrive();
    });
    clock.after(Math.min(latencyMs, patienceMs), () => resolve(latencyMs < patienceMs ? answer : unheard));
    return promise;
  }

  function upload(): UploadOutcome {
    const fault = faults.take("upload");
    if (fault === "throttled") return { type: "throttled", retryAt: clock.now() + hintMs, message: "Slow down." };
    if (fault === "unreadable") return { type: "refused", code: "unsupported_image", message: "It is no picture." };
    return { type: "uploaded", upload: `file ${++uploads}` };
  }

  function submit(name: ProviderName, row: Generation): SubmitOutcome {
    const { submitTag: tag } = row;
    const now = clock.now();
    const fault = faults.take("submit");
    if (fault === "throttled") return { type: "throttled", retryAt: now + hintMs, message: "Slow down." };
    if (fault === "throttled_without_hint") return { type: "throttled", retryAt: null, message: "Slow down." };
    if (fault === "no_credits") return { type: "refused", code: "no_credits", message: "No credits." };
    if (fault === "server_error") return { type: "unknown", message: "It answered with status 500." };
    const order = { provider: name, tag, upload: uploadOf(row), takesMs: plans.get(tag) ?? 60_000 };
    const { operationId } = ledger.make(order, now);
    if (fault === "answer_lost") return { type: "unknown", message: "The connection failed (ECONNRESET)." };
    return { type: "accepted", operationId, providerRef: null, observed: { operationId } };
  }

  function lookAt(name: ProviderName, { operationId, providerRef }: Generation): Observation {
    if (faults.isDown || faults.take("look")) return { type: "unanswered", message: "It answered with status 500." };
    const task =
      operationId !== null
        ? tasks.find((each) => each.operationId === operationId && each.forgotten === "nothing")
        : tasks.find((each) => each.workId === providerRef && each.forgotten !== "everything");
    return task ? standingOf(name, task) : { type: "gone", message: "404" };
  }

  function standingOf(name: ProviderName, task: Task): Observation {
    const now = clock.now();
    const observed = { operationId: task.operationId };
    if (hasFailed(task, now) || task.cancelled) {
      const transient = task.end === "fails_for_now" && !task.cancelled;
      return { type: "failed", code: "provider_failed", message: "It failed.", transient, observed };
    }
    const showsWork = name === "marble" && now - task.madeAt > (task.endsAt - task.madeAt) / 2;
    const providerRef = showsWork ? task.workId : null;
    if (now < task.endsAt) return { type: "pending", progress: 50, providerRef, observed };
    return { type: "done", providerRef, observed, output: outputOf(task) };
  }

  /** By its tag, those that live first. A search without one lists whatever there is, as the real ones do. */
  function search(name: ProviderName, row: Generation): SearchOutcome {
    const { submitTag } = row;
    if (faults.isDown || faults.take("search")) return { type: "unanswered", message: "It answered with status 500." };
    if (name === "tripo" && uploadOf(row) === null) return { type: "absent" };
    const now = clock.now();
    const listed = tasks.filter(
      (task) =>
        task.provider === name &&
        (submitTag === "" || (name === "tripo" ? task.upload === uploadOf(row) : task.tag === submitTag)) &&
        task.listedAt <= now &&
        task.forgotten !== "everything",
    );
    const task = listed.find((each) => !hasFailed(each, now)) ?? listed[0];
    if (!task) return { type: "absent" };
    if (name === "marble") return { type: "found", operationId: null, providerRef: task.workId };
    return { type: "found", operationId: task.operationId, providerRef: null };
  }

  return {
    ledger,
    faults,
    plan: (tag, takesMs) => void plans.set(tag, takesMs),
    heal() {
      isHealed = true;
      faults.heal();
    },
    provider(name, caller) {
      const notOften = createSpinGuard(clock, caller);
      return {
        name,
        limits: name === "tripo" ? { ...limits, atOnce: tasksAtOnce } : limits,
        files: { hosts: [], maxBytes: 1 },
        ...(name === "tripo" && {
          uploads: {
            isNeeded: (row) => row.upload === null,
            async send(row: Generation, signal: AbortSignal): Promise<UploadOutcome> {
              await notOften(row);
              const unheard = { type: "not_sent", message: "It did not answer." } as const;
              return faults.isDown || faults.take("connect") ? unheard : exchange(signal, upload, unheard);
            },
          },
        }),
        async submit(row, signal) {
          await notOften(row);
          caller.posting(row);
          if (faults.isDown || faults.take("connect")) return { type: "not_sent", message: "The connection failed." };
          return exchange(signal, () => submit(name, row), { type: "unknown", message: "It did not answer." });
        },
        async look(row, signal) {
          await notOften(row);
          caller.looking(row);
          return exchange(signal, () => lookAt(name, row), { type: "unanswered", message: "It did not answer." });
        },
        async search(row, signal) {
          await notOften(row);
          return exchange(signal, () => search(name, row), { type: "unanswered", message: "It did not answer." });
        },
        ...(name === "replicate" && {
          async cancel(operationId: string, signal: AbortSignal) {
            const isHeard = await exchange(signal, () => !faults.isDown && !faults.take("cancel"), false);
            if (!isHeard) throw new Staged("The cancel was not answered.");
            const task = tasks.find((each) => each.operationId === operationId);
            if (task && clock.now() < task.endsAt) task.cancelled = true;
          },
        }),
      };
    },
    files: {
      async collect({ url, role }, _source, signal) {
        const [, operationId, links] = url.split(" ");
        const isLive = () => {
          const task = tasks.find((each) => each.operationId === operationId);
          const isCurrent = isHealed || task?.links === Number(links);
          return isCurrent && !faults.isDown && !faults.take("collect");
        };
        if (!(await exchange(signal, isLive, false))) throw new Staged("The link is dead.");
        return { hash: `${role} of ${operationId}`, ext: "bin" };
      },
    },
  };
}

const uploadOf = ({ upload }: Generation): string | null => (typeof upload === "string" ? upload : null);

/** One file that must be had, and one that is done without when it cannot be. */
function outputOf({ operationId, links }: Task): Output {
  const file = (role: string, required: boolean) => ({
    role,
    url: `link ${operationId} ${links}`,
    required,
    hash: null,
    ext: null,
  });
  return { facts: { operationId }, files: [file("splats", true), file("pano", false)] };
}

/** A row that is asked about without end while no time passes would stop the simulation: its calls are held for ever. */
function createSpinGuard(clock: Clock, caller: Caller): (row: Generation) => Promise<void> {
  let at = 0;
  let calls = new Map<number, number>();
  return async (row) => {
    if (clock.now() !== at) calls = new Map();
    at = clock.now();
    const count = (calls.get(row.id) ?? 0) + 1;
    calls.set(row.id, count);
    if (count < callsAtOnce) return;
    caller.spinning(row);
    await new Promise<never>(() => {});
  };
}
