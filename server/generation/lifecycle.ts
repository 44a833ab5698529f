import { type EndedStatus, type Generation, isEnded, type Output } from "./generation.ts";
import type { KindTimes } from "./kind.ts";
import { submitTagOf } from "./new-generation.ts";
import type { Observation, SearchOutcome, SubmitOutcome } from "./provider.ts";
import type { GenerationPatch } from "./store.ts";

/** Everything that can happen to a generation. Outcomes of calls to a provider are events as they come. */
export type LifecycleEvent =
  | { readonly type: "gate_opened" }
  | { readonly type: "waited_too_long" }
  | { readonly type: "submitted"; readonly outcome: SubmitOutcome }
  | { readonly type: "lease_lapsed" }
  | { readonly type: "searched"; readonly outcome: SearchOutcome }
  /** `lookedAt` is when the look was asked for: the next one is due from there, however long the answer took. */
  | { readonly type: "looked"; readonly observation: Observation; readonly lookedAt: number }
  | { readonly type: "file_collected"; readonly role: string; readonly hash: string; readonly ext: string }
  | { readonly type: "files_collected" }
  | { readonly type: "collect_failed"; readonly message: string }
  | { readonly type: "cancel" }
  | { readonly type: "assigned"; readonly subject: string }
  /** `subject` is what it was settled onto: another one, assigned meanwhile, is still to be written. */
  | { readonly type: "settled"; readonly subject: string };

/** What the world outside has to be told after the row is committed. */
export type Effect =
  | { readonly type: "post" }
  | { readonly type: "close_gate"; readonly until: number }
  /** Nothing left for the provider, so the start that the gate counted was none. */
  | { readonly type: "return_permit"; readonly startedAt: number }
  | { readonly type: "cancel_at_provider"; readonly operationId: string }
  | { readonly type: "settle" };

export interface Step {
  /** Null when the event changes nothing. */
  readonly patch: GenerationPatch | null;
  readonly effects: readonly Effect[];
}

/** When a lost answer is searched for, counted from the previous search, in ms. */
export const searchDelaysMs = [0, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
/** How long a row waits for its gate, or for a provider that cannot be searched, before it is given up. */
export const patienceMs = 24 * 60 * 60 * 1000;
const throttledWithoutHintMs = 20_000;
const backoffMs = (tries: number): number => Math.min(60_000, 1_000 * 2 ** Math.min(tries, 6));

const nothing: Step = { patch: null, effects: [] };

/**
 * The life of a generation (design section 3), and all of it: pure, total, and deaf to whatever comes after an end.
 * Who calls it writes `patch` under the row's version and then carries out the effects.
 */
export function step(row: Generation, event: LifecycleEvent, now: number, times: KindTimes): Step {
  if (event.type === "assigned") return onAssigned(row, event.subject, now);
  if (isEnded(row.status)) return onEnded(row, event, now);
  if (event.type === "cancel") return onCancel(row, now);
  switch (row.status) {
    case "queued":
      return onQueued(row, event, now);
    case "submitting":
      return onSubmitting(row, event, now, times);
    case "unknown":
      return onUnknown(row, event, now, times);
    case "running":
      return onRunning(row, event, now, times);
    case "collecting":
      return onCollecting(row, event, now, times);
    default:
      return nothing;
  }
}

/** What it is for is said once: a second portal must not take it from the first. */
function onAssigned(row: Generation, subject: string, now: number): Step {
  if (row.subject !== "") return nothing;
  // It was settled onto nothing: it is due until it is settled onto this, whoever dies meanwhile.
  return row.settledAt === null ? to({ subject }) : to({ subject, nextLookAt: now });
}

function onEnded(row: Generation, event: LifecycleEvent, now: number): Step {
  if (event.type !== "settled" || row.nextLookAt === null) return nothing;
  if (event.subject !== row.subject) return to({ nextLookAt: now, ...released });
  return to({ settledAt: row.settledAt ?? now, nextLookAt: null, ...released });
}

function onCancel(row: Generation, now: number): Step {
  if (row.status === "submitting" || row.status === "unknown") {
    return row.cancelRequested ? nothing : to({ cancelRequested: true });
  }
  return cancelled(row, now, row.operationId);
}

function onQueued(row: Generation, event: LifecycleEvent, now: number): Step {
  if (event.type === "waited_too_long") {
    return failed(now, "never_started", "It waited a day without being started. Try again later.");
  }
  if (event.type !== "gate_opened") return nothing;
  return to({ status: "submitting", attempts: row.attempts + 1, submittedAt: now }, { type: "post" });
}

function onSubmitting(row: Generation, event: LifecycleEvent, now: number, times: KindTimes): Step {
  if (event.type === "lease_lapsed") return lost(now);
  if (event.type !== "submitted") return nothing;
  const { outcome } = event;
  const atGate = gateEffects(row, outcome, now);
  // A cancel that came meanwhile is carried out as soon as it is known whether there is anything to cancel.
  if (row.cancelRequested && outcome.type !== "unknown") {
    const { patch, effects } = cancelled(row, now, outcome.type === "accepted" ? outcome.operationId : null);
    return { patch, effects: [...atGate, ...effects] };
  }
  switch (outcome.type) {
    case "accepted":
      return accepted(row, outcome, now, times, { adopted: false, observed: outcome.observed });
    case "throttled":
      return to({ status: "queued", nextLookAt: throttledUntil(outcome, now), ...released }, ...atGate);
    case "not_sent": {
      const nextLookAt = now + backoffMs(row.tries);
      return to({ status: "queued", tries: row.tries + 1, nextLookAt, ...released }, ...atGate);
    }
    case "refused":
      return failed(now, outcome.code, outcome.message);
    case "unknown":
      return lost(now);
  }
}

/** What a submit says of the gate holds for every row, whatever becomes of its own. */
function gateEffects(row: Generation, outcome: SubmitOutcome, now: number): Effect[] {
  if (outcome.type === "throttled") return [{ type: "close_gate", until: throttledUntil(outcome, now) }];
  if (outcome.type === "not_sent") return [{ type: "return_permit", startedAt: row.submittedAt ?? now }];
  return [];
}

const throttledUntil = ({ retryAt }: SubmitOutcome & { type: "throttled" }, now: number): number =>
  retryAt ?? now + throttledWithoutHintMs;

function onUnknown(row: Generation, event: LifecycleEvent, now: number, times: KindTimes): Step {
  if (event.type !== "searched") return nothing;
  const { outcome } = event;
  if (outcome.type === "found") {
    if (row.cancelRequested) return cancelled(row, now, outcome.operationId);
    return accepted(row, outcome, now, times, { adopted: true });
  }
  if (outcome.type === "unanswered") {
    // A search that was not answered says nothing; only patience ends it.
    const since = row.submittedAt ?? row.createdAt;
    if (now - since < patienceMs) return to({ nextLookAt: now + (searchDelaysMs[row.tries] || 5_000), ...released });
  } else {
    const delayMs = searchDelaysMs[row.tries + 1];
    if (delayMs !== undefined) return to({ tries: row.tries + 1, nextLookAt: now + delayMs, ...released });
  }
  if (row.cancelRequested) return cancelled(row, now, null);
  return row.acceptedAt === null
    ? failed(now, "submit_unknown", "The provider's answer was lost, and the task was not found there. Try again.")
    : failed(now, "operation_lost", "The provider does not know this task any more. Try again.");
}

function onRunning(row: Generation, event: LifecycleEvent, now: number, times: KindTimes): Step {
  if (event.type !== "looked") return nothing;
  const { observation, lookedAt } = event;
  const seen = observedIn(observation, now);
  const isLast = row.deadlineAt !== null && lookedAt >= row.deadlineAt;
  switch (observation.type) {
    case "done":
      return to({
        ...seen,
        status: "collecting",
        providerRef: observation.providerRef ?? row.providerRef,
        output: observation.output,
        tries: 0,
        nextLookAt: now,
        deadlineAt: now + times.collectMs,
        ...released,
      });
    case "failed":
      // What somebody else had made is not paid for by us: no POST of ours, none again.
      if (observation.transient && !row.resubmitted && row.attempts > 0) {
        return to({ ...seen, ...queuedAgain, submitTag: submitTagOf(row.id, 2), nextLookAt: now });
      }
      return failed(now, observation.code, observation.message, seen);
    case "pending":
      if (isLast) return timedOut(now, seen);
      return to({
        ...seen,
        providerRef: observation.providerRef ?? row.providerRef,
        progress: observation.progress,
        tries: 0,
        nextLookAt: nextLook(lookedAt, row, now, times),
        ...released,
      });
    case "gone":
      if (isLast) return timedOut(now, seen);
      if (row.providerRef === null) return lost(now);
      return to({ operationId: null, nextLookAt: nextLook(lookedAt, row, now, times), ...released });
    case "unanswered":
      if (isLast) return timedOut(now, seen);
      return to({ tries: row.tries + 1, nextLookAt: nextLook(lookedAt, row, now, times), ...released });
  }
}

function onCollecting(row: Generation, event: LifecycleEvent, now: number, times: KindTimes): Step {
  switch (event.type) {
    case "file_collected":
      return row.output === null ? nothing : to({ output: withFile(row.output, event) });
    case "files_collected":
      return ended("succeeded", now, { progress: 100 });
    case "collect_failed":
      if (row.deadlineAt !== null && now >= row.deadlineAt) {
        return failed(now, "files_lost", `Its files could not be fetched in time: ${event.message}`);
      }
      return to({ tries: row.tries + 1, nextLookAt: now + backoffMs(row.tries), ...released });
    case "looked":
      // Operations are forgotten before what they made is: from then on what they made is looked at.
      if (event.observation.type === "gone" && row.providerRef !== null && row.operationId !== null) {
        return to({ operationId: null });
      }
      // A fresh look for fresh links; files that are ours already stay ours.
      if (event.observation.type !== "done" || row.output === null) return nothing;
      return to({
        ...observedIn(event.observation, now),
        output: relinked(row.output, event.observation.output),
        deadlineAt: row.deadlineAt ?? now + times.collectMs,
      });
    default:
      return nothing;
  }
}

const released = { leaseOwner: null, leaseUntil: null } as const;
const queuedAgain = {
  status: "queued",
  resubmitted: true,
  operationId: null,
  providerRef: null,
  acceptedAt: null,
  deadlineAt: null,
  progress: -1,
  tries: 0,
  ...released,
} as const;

const to = (patch: GenerationPatch, ...effects: Effect[]): Step => ({ patch, effects });

/**
 * What is found again after it was accepted once keeps its deadline and waits for its next look: a provider may list a
 * task that it otherwise does not know, and losing and finding that one must come to an end.
 */
function accepted(
  row: Generation,
  { operationId, providerRef }: Pick<Generation, "operationId" | "providerRef">,
  now: number,
  times: KindTimes,
  seen: GenerationPatch & { adopted: boolean },
): Step {
  const deadlineAt = row.deadlineAt ?? now + times.deadlineMs;
  const isNews = seen.adopted && row.acceptedAt === null;
  return to({
    ...seen,
    status: "running",
    operationId,
    providerRef,
    acceptedAt: row.acceptedAt ?? now,
    deadlineAt,
    tries: 0,
    nextLookAt: isNews ? now : nextLook(now, { deadlineAt }, now, times),
    ...released,
  });
}

const lost = (now: number): Step =>
  to({ status: "unknown", operationId: null, tries: 0, nextLookAt: now + searchDelaysMs[0], ...released });

function ended(status: EndedStatus, now: number, patch: GenerationPatch): Step {
  return to({ ...patch, status, activeKey: null, endedAt: now, nextLookAt: now, ...released }, { type: "settle" });
}

const failed = (now: number, errorCode: string, errorMessage: string, seen: GenerationPatch = {}): Step =>
  ended("failed", now, { ...seen, errorCode, errorMessage });

const timedOut = (now: number, seen: GenerationPatch): Step =>
  ended("timed_out", now, {
    ...seen,
    errorCode: "timed_out",
    errorMessage: "It took longer than it may. Retry looks once more before anything is paid again.",
  });

function cancelled(row: Generation, now: number, operationId: string | null): Step {
  const { patch, effects } = ended("cancelled", now, {
    operationId: operationId ?? row.operationId,
    errorCode: "cancelled",
    errorMessage: "It was cancelled.",
  });
  if (operationId === null) return { patch, effects };
  return { patch, effects: [{ type: "cancel_at_provider", operationId }, ...effects] };
}

function observedIn(observation: Observation, now: number): GenerationPatch {
  return "observed" in observation ? { observed: observation.observed, observedAt: now } : {};
}

/** From the moment of asking, never beyond the deadline's last look, never in the past. */
function nextLook(lookedAt: number, row: Pick<Generation, "deadlineAt">, now: number, times: KindTimes): number {
  return Math.max(now, Math.min(lookedAt + times.lookMs, row.deadlineAt ?? Number.POSITIVE_INFINITY));
}

function withFile(output: Output, ours: { role: string; hash: string; ext: string }): Output {
  return {
    ...output,
    files: output.files.map((file) => (file.role === ours.role ? { ...file, hash: ours.hash, ext: ours.ext } : file)),
  };
}

function relinked(kept: Output, fresh: Output): Output {
  const ours = new Map(kept.files.filter((file) => file.hash !== null).map((file) => [file.role, file]));
  return { facts: fresh.facts, files: fresh.files.map((file) => ours.get(file.role) ?? file) };
}
