import { z } from "zod";
import type { Json } from "../../generation/generation.ts";
import type { Observation } from "../../generation/provider.ts";
import { failureOf, isOwnFailure } from "./sentences.ts";
import type { Task } from "./wire.ts";

/** Looks in a row that show a status nobody documents, before the task is given up. */
const unclearLooksMax = 3;

const Unclear = z.object({ unclearLooks: z.number() });

/** @param before what the last look saw, in which the looks that made nothing clear are counted */
export function observationOf(task: Task, observed: Json, before: Json): Observation {
  const { status, progress, output } = task;
  switch (status) {
    case "queued":
    case "running":
      return { type: "pending", progress: percent(progress), providerRef: null, observed };
    case "success": {
      const model = output?.model_url ?? output?.pbr_model ?? output?.model ?? output?.base_model;
      if (!model) return { type: "unanswered", message: "The model is done, but its file is not listed yet." };
      const poster = output?.rendered_image_url;
      const files = [toCollect("model", model, true), ...(poster ? [toCollect("poster", poster, false)] : [])];
      return { type: "done", output: { facts: {}, files }, providerRef: null, observed };
    }
    case "failed":
    case "banned":
    case "expired": {
      const transient = isOwnFailure(task.error_code);
      return { type: "failed", ...failureOf(task.error_code, task.error_message), transient, observed };
    }
    case "cancelled":
      return {
        type: "failed",
        code: "cancelled_by_provider",
        message: "The model maker cancelled it. Retry asks for it again.",
        transient: false,
        observed,
      };
    default:
      return unclear(task, observed, before);
  }
}

/** `unknown`, and whatever nobody has heard of: it may pass, so it ends the task only after some looks in a row. */
function unclear({ status, progress }: Task, task: Json, before: Json): Observation {
  const unclearLooks = (Unclear.safeParse(before).data?.unclearLooks ?? 0) + 1;
  const observed = { unclearLooks, task };
  if (unclearLooks < unclearLooksMax) {
    return { type: "pending", progress: percent(progress), providerRef: null, observed };
  }
  const said = `The model maker lost track of it (status "${status.slice(0, 40)}"). Retry asks for it again.`;
  return { type: "failed", code: "provider_failed", message: said, transient: false, observed };
}

const toCollect = (role: string, url: string, required: boolean) => ({ role, url, required, hash: null, ext: null });

const percent = (progress: number | null | undefined): number =>
  progress == null ? -1 : Math.round(Math.min(100, Math.max(0, progress)));
