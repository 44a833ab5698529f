import { z } from "zod";
import type { Generation } from "../generation/generation.ts";
import type { Order } from "../generation/generations.ts";
import type { Kind } from "../generation/kind.ts";
import type { Provider } from "../generation/provider.ts";

export const MODEL = "model";

/** `image` is an https link, or `/assets/<hash>.<ext>` of a picture that is stored here. */
const ModelInput = z.object({
  targetObject: z.string(),
  iteration: z.int(),
  sessionId: z.string(),
  image: z.string(),
});
export type ModelInput = z.infer<typeof ModelInput>;

/** A 3D model, asked for with a picture. A caller's own `jobId` makes the same order the same job. */
export const modelOrder = (input: ModelInput, requestedBy: string, jobId: string | null): Order => ({
  kind: MODEL,
  input,
  requestedBy,
  subject: "",
  ...(jobId !== null && { jobId }),
});

export const modelInputOf = (generation: Generation): ModelInput => ModelInput.parse(generation.input);

/** What a row remembers of the picture that its provider was given: the name of our own file. */
const HandedOver = z.object({ picture: z.string() });

/** The picture that a model was made from, as a name in our store; null before it was handed over. */
export const pictureOf = ({ upload }: Generation): string | null => HandedOver.safeParse(upload).data?.picture ?? null;

/** The file of a role, as a name in our store; null before it is ours, and where there is none. */
export function fileOf({ output }: Generation, role: "model" | "poster"): string | null {
  const file = output?.files.find((each) => each.role === role);
  return file?.hash && file.ext ? `${file.hash}.${file.ext}` : null;
}

/** What a `model` generation is: made by the provider from a picture, and looked at by the server alone. */
export function createModelKind(parts: {
  readonly provider: Provider;
  /** Counts one more row that shows a stored file, so that nobody removes it. */
  readonly addReference: (hash: string) => Promise<void>;
}): Kind {
  return {
    name: MODEL,
    provider: parts.provider,
    times: { lookMs: 3_000, deadlineMs: 10 * 60_000, collectMs: 24 * 3_600_000 },
    /**
     * Whoever shows a model reads its row, so only its files have to be told. A crash halfway leaves a count too many,
     * and never a file that somebody removes.
     */
    async settle(generation) {
      if (generation.status !== "succeeded" || generation.settledAt !== null) return;
      const files = [pictureOf(generation), fileOf(generation, "model"), fileOf(generation, "poster")];
      for (const file of files) if (file !== null) await parts.addReference(file.slice(0, file.indexOf(".")));
    },
  };
}
