import type { ModelOrder } from "./model-door.ts";

/** What is done between a picture and its model's pedestal. */
export interface OrderSteps {
  /** `share` of the picture that is on its way, from 0 to 1. */
  upload(picture: File, onProgress: (share: number) => void): Promise<{ readonly url: string }>;
  generate(order: ModelOrder, key: string): Promise<{ readonly job_id: string }>;
  place(jobId: string): Promise<unknown>;
  /** Something that nobody else says, for keys and labels. */
  randomLabel(): string;
}

export type OrderStage =
  | { readonly kind: "sending"; readonly share: number }
  | { readonly kind: "ordering" }
  | { readonly kind: "placing" };

export type OrderModel = (picture: File, name: string, onStage: (stage: OrderStage) => void) => Promise<void>;

interface Attempt {
  readonly picture: File;
  readonly name: string;
  readonly key: string;
  readonly iteration: number;
  jobId: string | null;
}

/**
 * Orders models, one after the other. What has been done for the same picture and name is not done again after an error:
 * the picture is not sent twice, and no model is made (and paid for) twice because an answer was lost.
 */
export function startOrdering(steps: OrderSteps): OrderModel {
  const sessionId = steps.randomLabel();
  let iterations = 0;
  let sent: { readonly picture: File; readonly url: string } | null = null;
  let attempt: Attempt | null = null;

  return async (picture, name, onStage) => {
    if (attempt?.picture !== picture || attempt.name !== name) {
      attempt = { picture, name, key: steps.randomLabel(), iteration: ++iterations, jobId: null };
    }
    const current = attempt;
    if (sent?.picture !== picture) {
      onStage({ kind: "sending", share: 0 });
      const { url } = await steps.upload(picture, (share) => onStage({ kind: "sending", share }));
      sent = { picture, url };
    }
    if (current.jobId === null) {
      onStage({ kind: "ordering" });
      const order = { sessionId, iteration: current.iteration, targetObject: name, imageUrl: sent.url };
      current.jobId = (await steps.generate(order, current.key)).job_id;
    }
    onStage({ kind: "placing" });
    await steps.place(current.jobId);
    if (attempt === current) attempt = null;
  };
}
