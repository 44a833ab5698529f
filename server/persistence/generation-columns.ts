import { DbNull, JsonNull } from "@prisma/client/runtime/client";
import { z } from "zod";
import type { Generation as GenerationRow, Prisma } from "../../generated/sqlite/client.ts";
import { activeStatuses, endedStatuses, type Generation, type Json } from "../generation/generation.ts";
import type { GenerationPatch } from "../generation/store.ts";
import { storableJson, storableText } from "./storable-text.ts";

// One table for both directions: it decodes what the database returned and encodes what the core has.
const text = z.string().overwrite(storableText);
const time = z.codec(z.date(), z.number(), { decode: (date) => date.getTime(), encode: (ms) => new Date(ms) });
const id = z.codec(z.bigint(), z.int(), { decode: Number, encode: BigInt });

const written = {
  jobId: text,
  kind: text,
  provider: text,
  status: z.enum([...activeStatuses, ...endedStatuses]),
  operationId: text.nullable(),
  providerRef: text.nullable(),
  adopted: z.boolean(),
  observedAt: time.nullable(),
  progress: z.int(),
  errorCode: text.nullable(),
  errorMessage: text.nullable(),
  requestedBy: text,
  subject: text,
  activeKey: text.nullable(),
  retryOf: id.nullable(),
  submitTag: text,
  attempts: z.int(),
  tries: z.int(),
  resubmitted: z.boolean(),
  cancelRequested: z.boolean(),
  nextLookAt: time.nullable(),
  leaseOwner: text.nullable(),
  leaseUntil: time.nullable(),
  submittedAt: time.nullable(),
  acceptedAt: time.nullable(),
  deadlineAt: time.nullable(),
  updatedAt: time,
  endedAt: time.nullable(),
  settledAt: time.nullable(),
};
const wholeRow = z.object({ ...written, id, version: z.int(), createdAt: time });
const patch = exactPartial(written);

const json = z.json();
const output = z.object({
  files: z.array(
    z.object({
      role: z.string(),
      url: z.string(),
      required: z.boolean(),
      hash: z.string().nullable(),
      ext: z.string().nullable(),
    }),
  ),
  facts: z.record(z.string(), json),
});

/** A stored row as the core knows it. Throws when somebody else wrote something into it that the core never writes. */
export function generationOf(row: GenerationRow): Generation {
  return {
    ...wholeRow.parse(row),
    input: json.parse(row.input),
    upload: json.parse(row.upload),
    observed: json.parse(row.observed),
    output: output.nullable().parse(row.output),
  };
}

export function columnsOf(row: Generation): Prisma.GenerationCreateInput {
  return {
    ...z.encode(wholeRow, row),
    input: inputColumn(row.input),
    upload: nullableColumn(row.upload),
    observed: nullableColumn(row.observed),
    output: nullableColumn(output.nullable().parse(row.output)),
  };
}

/** The columns that a patch names, and no others: `id`, `version` and `createdAt` are left out even if they are there. */
export function columnsOfPatch(changes: GenerationPatch): Prisma.GenerationUpdateManyMutationInput {
  const { input, upload, observed, output: result } = changes;
  return {
    ...z.encode(patch, changes),
    ...(input !== undefined && { input: inputColumn(input) }),
    ...(upload !== undefined && { upload: nullableColumn(upload) }),
    ...(observed !== undefined && { observed: nullableColumn(observed) }),
    ...(result !== undefined && { output: nullableColumn(output.nullable().parse(result)) }),
  };
}

/** This column is never null: it keeps JSON's own null. */
const inputColumn = (value: Json) => storableJson(value) ?? JsonNull;
const nullableColumn = (value: Json) => storableJson(value) ?? DbNull;

/** Like zod's `partial`, for keys that may be absent but never undefined. */
function exactPartial<S extends z.ZodRawShape>(shape: S) {
  const optional = Object.entries(shape).map(([key, schema]) => [key, z.exactOptional(schema)] as const);
  return z.object(Object.fromEntries(optional) as { [K in keyof S]: z.ZodExactOptional<S[K]> });
}
