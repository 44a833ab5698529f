import { cancelled, ended, failed, timedOut } from "./ends.ts";
import { type Generation, isEnded, type Json } from "./generation.ts";
import type { KindTimes } from "./kind.ts";
import { type Effect, type LifecycleEvent, nothing, released, type Step, to } from "./lifecycle-events.ts";
import { submitTagOf } from "./new-generation.ts";
import { relinked, withFile } from "./output-files.ts";
import type { Observation, SubmitOutcome } from "./provider.ts";
import { backoffMs, nextLook, patienceMs, searchDelaysMs, throttledWithoutHintMs } from "./schedule.ts";
import type { GenerationPatch } from "./store.ts";

/**
 * The life of a generation (design section 3), and all of it: pure, total, and deaf to whatever comes after an end.
 * Who calls it writes `patch` under the row's version and then carries out the effects.
 */
export function step(row: Generation, event: LifecycleEvent, now: number, times: KindTimes): Step {
  if (event.type === "assigned") return onAssigned(row, event.subject, now);
  if (isEnded(row.status)) return onEnded(row, event, now);
  if (event.type === "cancel") return onCancel(row, now);
  if (event.type === "hinted") return onHinted(row, now);
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

/** Whoever holds the row looks or searches already, and what is due is next anyway. */
function onHinted(row: Generation, now: number): Step {
  const isAwaited = row.status === "running" || row.status === "unknown";
  if (!isAwaited || row.leaseOwner !== null || row.nextLookAt === null || row.nextLookAt <= now) return nothing;
  return to({ nextLookAt: now });
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
  if (event.type === "uploaded") return onUploaded(row, event.upload, now);
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

/** Nothing was submitted yet, so a cancel that came meanwhile needs nobody's answer. */
function onUploaded(row: Generation, upload: Json, now: number): Step {
  if (!row.cancelRequested) return to({ upload });
  const { patch, effects } = cancelled(row, now, null);
  return { patch, effects: [{ type: "return_permit", startedAt: row.submittedAt ?? now }, ...effects] };
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
        return to({ ...seen, ...queuedAgain, submitTag: submitTagOf(row.id, 2) });
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

const queuedAgain = {
  status: "queued",
  resubmitted: true,
  upload: null,
  operationId: null,
  providerRef: null,
  acceptedAt: null,
  deadlineAt: null,
  progress: -1,
  tries: 0,
  nextLookAt: null,
  ...released,
} as const;

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

function observedIn(observation: Observation, now: number): GenerationPatch {
  return "observed" in observation ? { observed: observation.observed, observedAt: now } : {};
}
