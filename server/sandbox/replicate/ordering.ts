import { z } from "zod";
import { readPicture, UnreadablePicture } from "../models/picture.ts";
import { modelNamed, type SandboxModel } from "./models.ts";
import { hashOf } from "./pictures.ts";
import { invalidInput, noSuchVersion } from "./problems.ts";
import type { ReplicateTask } from "./tasks.ts";

/** The part of a prediction that the request's input decides, and the pictures in it. */
interface Ordered extends Pick<ReplicateTask, "model" | "input" | "prompt" | "seed" | "work" | "outputIsList"> {
  readonly pictures: readonly Uint8Array[];
}

const Prompt = z.string().min(1).max(10_000);
const Seed = z.int().min(0).max(0x7fff_ffff);
const Ratio = z.string().regex(/^\d{1,2}:\d{1,2}$/);
const Seconds = z.coerce.number().int().min(2).max(12);
/** What the models take. */
const REFERENCES_MAX = 4;
/** A film that is asked for by these words is cut from scenes, also where there is nobody to show yet. */
const TRAILER = /^\s*trailer\b/i;

/**
 * Works out a prediction from its model and input. Fields that a model does not know are taken along, as Replicate does.
 *
 * @throws Refusal with 422 for what Replicate refuses, and for what the sandbox cannot do honestly.
 */
export async function orderPrediction(name: string, input: Readonly<Record<string, unknown>>): Promise<Ordered> {
  const model = modelNamed(name);
  if (model === undefined) throw noSuchVersion();
  const prompt = field(Prompt, input, "prompt");
  const seed = input.seed === undefined ? Math.floor(Math.random() * 0x7fff_ffff) : field(Seed, input, "seed");
  const start = model.start === null ? [] : await picturesIn(input, model.start, 1);
  const references = model.references === null ? [] : await picturesIn(input, model.references, REFERENCES_MAX);
  if (start.length > 0 && references.length > 0) {
    throw wrong(model.references ?? "", "reference images cannot be used together with a first frame");
  }
  const pictures = [...start, ...references];
  return {
    model: name,
    input: withNames(input),
    prompt,
    seed,
    work: workOf(model, input, { prompt, start: start.map(hashOf), references: references.map(hashOf) }),
    outputIsList: model.output === "list",
    pictures,
  };
}

function workOf(
  { makes, seconds }: SandboxModel,
  input: Readonly<Record<string, unknown>>,
  { prompt, start, references }: { prompt: string; start: readonly string[]; references: readonly string[] },
): ReplicateTask["work"] {
  if (makes === "picture") {
    const ratio = input.aspect_ratio === undefined ? "1:1" : field(Ratio, input, "aspect_ratio");
    const [width = 1, height = 1] = ratio.split(":").map(Number);
    return { make: "portrait", aspectRatio: Math.min(3, Math.max(1 / 3, width / height || 1)) };
  }
  const lasts = input[seconds.field] === undefined ? seconds.usual : field(Seconds, input, seconds.field);
  if (references.length > 0 || TRAILER.test(prompt)) {
    return { make: "trailer", pictures: [...start, ...references], seconds: lasts };
  }
  return { make: "video", picture: start[0] ?? null, seconds: lasts };
}

async function picturesIn(input: Readonly<Record<string, unknown>>, name: string, max: number): Promise<Uint8Array[]> {
  const value = input[name];
  if (value === undefined || value === null) return [];
  const sources = Array.isArray(value) ? value : [value];
  if (sources.length > max) throw wrong(name, `at most ${max} images are taken`);
  return Promise.all(sources.map((source) => pictureOf(source, name)));
}

async function pictureOf(source: unknown, name: string): Promise<Uint8Array> {
  const data = typeof source === "string" ? /^data:image\/[\w.+-]+;base64,(.+)$/s.exec(source)?.[1] : undefined;
  if (data === undefined)
    throw wrong(name, "the sandbox fetches nothing from the network: send a data URI of an image");
  const bytes = Buffer.from(data, "base64");
  try {
    await readPicture(bytes);
  } catch (error) {
    if (error instanceof UnreadablePicture) throw wrong(name, error.message);
    throw error;
  }
  return bytes;
}

/** The input as it is kept and echoed: pictures are named by their hashes, or a list of predictions would weigh 100 MB. */
function withNames(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    const data = typeof value === "string" ? /^data:[^,]*;base64,(.+)$/s.exec(value)?.[1] : undefined;
    return data === undefined ? value : `sha256:${hashOf(Buffer.from(data, "base64"))}`;
  };
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, named(value)]));
}

function field<Value>(shape: z.ZodType<Value>, input: Readonly<Record<string, unknown>>, name: string): Value {
  const result = shape.safeParse(input[name]);
  if (result.success) return result.data;
  throw wrong(name, result.error.issues[0]?.message ?? "not understood");
}

const wrong = (name: string, description: string) => invalidInput([{ field: `input.${name}`, description }]);
