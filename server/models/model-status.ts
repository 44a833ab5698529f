import type { ModelStatusAnswer } from "../../contract/routes.ts";
import type { Generation } from "../generation/generation.ts";
import { fileOf, modelInputOf, pictureOf } from "./model-kind.ts";

type ModelStatus = ModelStatusAnswer["status"];

/** The core's words in those of the 3D doors. The `generated_images` view says the same in SQL. */
export function modelStatusOf({ status, errorCode }: Pick<Generation, "status" | "errorCode">): ModelStatus {
  switch (status) {
    case "succeeded":
      return "completed";
    case "failed":
      return errorCode === "cancelled_by_provider" ? "cancelled" : "failed";
    case "cancelled":
      return "cancelled";
    case "timed_out":
      return "timeout";
    default:
      return "running";
  }
}

/** The status object of `001` of the seeds. */
export function modelAnswer(row: Generation): ModelStatusAnswer {
  const { targetObject, iteration } = modelInputOf(row);
  const status = modelStatusOf(row);
  return {
    record_id: row.id,
    status,
    task_id: row.operationId,
    created_at: new Date(row.createdAt).toISOString(),
    updated_at: new Date(row.updatedAt).toISOString(),
    target_object: targetObject,
    iteration,
    ...(status === "completed" && modelResult(row)),
    ...(status !== "completed" && status !== "running" && { error_message: whyNot(row) }),
  };
}

/** Of a success: the model and the picture it was made from, as addresses on this server. */
export function modelResult(row: Generation): { readonly "3d_url": string; readonly image_url: string } {
  const picture = pictureOf(row);
  return {
    "3d_url": addressOf(fileOf(row, "model")),
    image_url: picture === null ? modelInputOf(row).image : addressOf(picture),
  };
}

/** Of a success: the model and a picture of it, "" for none. */
export const modelShown = (row: Generation): { readonly url: string; readonly posterUrl: string } => ({
  url: addressOf(fileOf(row, "model")),
  posterUrl: addressOf(fileOf(row, "poster")),
});

const addressOf = (file: string | null): string => (file === null ? "" : `/assets/${file}`);

const whyNot = ({ errorMessage }: Generation): string => errorMessage ?? "It failed without saying why.";
