import { z } from "zod";
import { type Json, toJson } from "../../generation/generation.ts";
import type { Observation } from "../../generation/provider.ts";
import type { ModelFields } from "./models.ts";
import { linkIn } from "./output.ts";
import { progressIn } from "./progress.ts";
import { failureOf, isPassing } from "./sentences.ts";
import type { Prediction } from "./wire.ts";

/** Looks in a row that show a status nobody documents, before the prediction is given up. */
const unclearLooksMax = 3;
/** Of its logs, in characters: their end says how far it is, and why it failed. */
const logsMax = 2_000;

const Unclear = z.object({ unclearLooks: z.number() });

/** @param before what the last look saw, in which the looks that made nothing clear are counted */
export function observationOf(prediction: Prediction, makes: ModelFields["makes"], before: Json): Observation {
  const { status, logs, error } = prediction;
  const observed = observedOf(prediction);
  switch (status) {
    case "starting":
    case "processing":
      return { type: "pending", progress: progressIn(logs), providerRef: null, observed };
    case "succeeded":
      return succeeded(prediction, makes, observed);
    case "failed":
      return { type: "failed", ...failureOf(error), transient: isPassing(error), observed };
    case "canceled":
    case "aborted":
      return { type: "failed", ...calledOff[status], transient: false, observed };
    default:
      return unclear(prediction, observed, before);
  }
}

/** As it was sent, without what we sent: its input holds whole pictures. */
export function observedOf(prediction: Readonly<Record<string, unknown>>): Json {
  const { logs } = prediction;
  return toJson({ ...prediction, input: undefined, logs: typeof logs === "string" ? logs.slice(-logsMax) : null });
}

function succeeded(prediction: Prediction, makes: ModelFields["makes"], observed: Json): Observation {
  const url = linkIn(prediction.output, makes);
  if (url !== null) {
    const file = { role: makes, url, required: true, hash: null, ext: null };
    return { type: "done", output: { facts: {}, files: [file] }, providerRef: null, observed };
  }
  if (!prediction.data_removed) {
    return { type: "unanswered", message: "Replicate is done, but its file is not listed yet." };
  }
  const message = "Replicate made it, and removed it an hour later, before it was fetched. Retry asks for it again.";
  return { type: "failed", code: "files_lost", message, transient: false, observed };
}

const calledOff = {
  canceled: {
    code: "cancelled_by_provider",
    message: "It was called off at Replicate, or took longer than it may. Retry asks for it again.",
  },
  aborted: {
    code: "cancelled_by_provider",
    message: "Replicate did not begin it in time. Retry asks for it again.",
  },
} as const;

/** Whatever nobody has heard of: it may pass, so it ends the prediction only after some looks in a row. */
function unclear({ status, logs }: Prediction, prediction: Json, before: Json): Observation {
  const unclearLooks = (Unclear.safeParse(before).data?.unclearLooks ?? 0) + 1;
  const observed = { unclearLooks, prediction };
  if (unclearLooks < unclearLooksMax) {
    return { type: "pending", progress: progressIn(logs), providerRef: null, observed };
  }
  const said = `Replicate lost track of it (status "${status.slice(0, 40)}"). Retry asks for it again.`;
  return { type: "failed", code: "provider_failed", message: said, transient: false, observed };
}
