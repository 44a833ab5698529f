import { type ImageToModel, type Input, wrongParameter } from "./requests.ts";
import type { TripoTask } from "./tasks.ts";

/** The part of a task that the request decides. */
type OrderedTask = Pick<TripoTask, "model" | "fileToken" | "faceLimit" | "input" | "credits">;

/** Credits for a textured model from a picture. */
const CREDITS = { standard: 30, polygonal: 50 };

/** What P models do not know, and must not even be told `false`. */
const UNKNOWN_TO_P = ["quad", "smart_low_poly", "generate_parts", "geometry_quality"];

/** Whether a model is one of the P series, which has limits and prices of its own. */
export function isPolygonal(model: string): boolean {
  return model.startsWith("P");
}

/**
 * Works out a task from its request.
 *
 * @throws Refusal with 1004 for what Tripo refuses, and for what the sandbox cannot do honestly.
 */
export function orderTask(request: ImageToModel): OrderedTask {
  const { model, input, face_limit: faceLimit = null, ...more } = request;
  const unknown = UNKNOWN_TO_P.find((name) => Object.hasOwn(more, name));
  if (isPolygonal(model) && unknown) throw wrongParameter(`${unknown} is not supported by ${model}.`, "Leave it out.");
  if (request.quad) throw wrongParameter("The sandbox makes no FBX, which quad would give.", "Leave quad out.");
  if (request.generate_parts) throw wrongParameter("The sandbox makes no parts.", "Leave generate_parts out.");
  if (request.texture === false) throw wrongParameter("The sandbox's models have a texture.", "Leave texture out.");
  return {
    model,
    fileToken: tokenOf(input),
    faceLimit,
    input: request,
    credits: isPolygonal(model) ? CREDITS.polygonal : CREDITS.standard,
  };
}

const UPLOAD_FIRST = "Upload the picture to /files and send its file_token.";

function tokenOf(input: Input): string {
  const reference = typeof input === "string" ? input : (input.file_token ?? input.url ?? "");
  if (/^https?:/i.test(reference)) {
    throw wrongParameter("The sandbox fetches nothing from the network, so input cannot be an address.", UPLOAD_FIRST);
  }
  if (/^data:/i.test(reference)) throw wrongParameter("input cannot be a data URI.", UPLOAD_FIRST);
  // A bare id means an earlier task, whose picture would be taken.
  if (!reference.startsWith("file_"))
    throw wrongParameter("The sandbox has no tasks that make pictures.", UPLOAD_FIRST);
  return reference;
}
