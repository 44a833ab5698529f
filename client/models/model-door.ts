import type { z } from "zod";
import { Generate3dAnswer, type Generate3dBody } from "../../contract/routes.ts";
import { answerIn } from "../session/api.ts";

export type ModelOrder = z.input<typeof Generate3dBody>;

/** Orders a model. The same key is the same order, however often it is sent. @throws ApiRefused, or what `fetch` throws */
export async function generateModel(order: ModelOrder, key: string): Promise<Generate3dAnswer> {
  const answer = await fetch("/api/generate-3d", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(order),
  });
  return await answerIn(answer, Generate3dAnswer);
}
