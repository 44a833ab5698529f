import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Provider } from "../generation/provider.ts";
import { createModelKind, MODEL, modelInputOf } from "./model-kind.ts";
import { modelResult, modelShown } from "./model-status.ts";

/** What other parts of the place want to know of models. */
export interface Models {
  /** For whoever tells of a generation and keeps its list. */
  readonly told: {
    readonly kind: string;
    /** The name of the object. */
    titleOf(generation: Generation): string;
    /** The `result` of `job_completed`. */
    resultOf(generation: Generation): Record<string, unknown>;
    /** @throws Refused `over_budget`, `already_generating`, and `server_error` when the provider cannot be asked */
    retry(ended: Generation): Promise<Generation>;
    /** In seconds. */
    readonly typicalSecondsAtFirst: number;
  };
  /** For whoever stands models into worlds. */
  readonly exhibitable: {
    readonly kind: string;
    nameOf(generation: Generation): string;
    /** Of a success: where the model and its picture are, "" for none. */
    shownAs(generation: Generation): { readonly url: string; readonly posterUrl: string };
    /** What one usually takes. */
    typicalSeconds(): Promise<number>;
  };
}

const nameOf = (generation: Generation): string => modelInputOf(generation).targetObject;

/** Image to 3D: declares the `model` kind. */
export function createModels(parts: {
  readonly generations: Generations;
  readonly tripo: Provider;
  readonly files: { addReference(hash: string): Promise<void> };
  /** What is said before this server has measured its own models. */
  readonly typicalSecondsAtFirst: number;
}): Models {
  const { generations, tripo, files, typicalSecondsAtFirst } = parts;
  generations.declare(createModelKind({ provider: tripo, addReference: files.addReference }));
  return {
    told: {
      kind: MODEL,
      titleOf: nameOf,
      resultOf: modelResult,
      async retry(ended) {
        await generations.checkBudget(ended.requestedBy, MODEL);
        return generations.commit(await generations.draftRetry(ended));
      },
      typicalSecondsAtFirst,
    },
    exhibitable: {
      kind: MODEL,
      nameOf,
      shownAs: modelShown,
      typicalSeconds: async () => (await generations.typicalSeconds(MODEL)) ?? typicalSecondsAtFirst,
    },
  };
}
