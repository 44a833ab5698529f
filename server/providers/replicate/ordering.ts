import { createHash } from "node:crypto";
import { z } from "zod";
import { CastKind } from "../../../contract/shows.ts";
import type { Generation } from "../../generation/generation.ts";
import { fieldsOf, type ModelFields } from "./models.ts";

/** The model of each kind, as `owner/name`. */
export type CastModels = Readonly<Record<CastKind, string>>;

/** What a generation's input holds for Replicate. `images` are pictures that are stored here. */
const CastInput = z.object({ prompt: z.string(), images: z.array(z.string()), seed: z.int().min(0).max(0x7fff_ffff) });

/** A row, read as what Replicate is to be asked for. */
export interface CastOrder {
  readonly kind: CastKind;
  readonly model: string;
  readonly fields: ModelFields;
  readonly prompt: string;
  /** Those that the model can make use of. */
  readonly images: readonly string[];
  readonly seed: number;
}

export function orderOf(generation: Generation, models: CastModels): CastOrder {
  const kind = CastKind.parse(generation.kind);
  const { prompt, images, seed } = CastInput.parse(generation.input);
  const model = models[kind];
  const fields = fieldsOf(model);
  const { max } = picturesField(kind, fields);
  return { kind, model, fields, prompt, images: images.slice(0, max), seed: seedOf(generation.submitTag, seed) };
}

/** @param pictures the order's images, as data URIs. */
export function inputOf({ kind, fields, prompt, seed }: CastOrder, pictures: readonly string[]): object {
  const { field, isList } = picturesField(kind, fields);
  const [first] = pictures;
  return {
    ...fields.fixed,
    prompt,
    ...(fields.hasSeed && { seed }),
    ...(field !== null && first !== undefined && { [field]: isList ? pictures : first }),
  };
}

/** A trailer shows its cast; with a model that knows no references, it begins with the first of them. */
function picturesField(kind: CastKind, { start, references }: ModelFields) {
  if (kind === "trailer" && references !== null) return { ...references, isList: true };
  return { field: start, max: start === null ? 0 : 1, isList: false };
}

/**
 * A seed for this submit alone: where no webhook names our tag, the prediction is found again by it, and neither a retry
 * nor a second submit of the same row may find the one before.
 */
const seedOf = (submitTag: string, seed: number): number =>
  createHash("sha256").update(`${seed} ${submitTag}`).digest().readUInt32BE(0) >>> 1;
