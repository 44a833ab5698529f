import type { Generation } from "../generation/generation.ts";
import type { Kind } from "../generation/kind.ts";
import type { Provider } from "../generation/provider.ts";
import type { CastMaking } from "./cast-making.ts";
import type { Keeping } from "./keeping.ts";

/** The stored file that came of it, "hash.ext"; null before it is ours. */
export function fileOf({ output }: Generation, { role }: CastMaking): string | null {
  const file = output?.files.find((each) => each.role === role);
  return file?.hash && file.ext ? `${file.hash}.${file.ext}` : null;
}

/** The core's declaration of a portrait, a video or a trailer: one of a kind goes on for a subject at a time. */
export function createCastKind(parts: {
  readonly making: CastMaking;
  readonly provider: Provider;
  readonly keeping: Keeping;
  readonly onKept: (generation: Generation) => void;
}): Kind {
  const { making, provider, keeping, onKept } = parts;
  return {
    name: making.kind,
    provider,
    times: making.times,
    activeKey: (subject) => `${making.kind}:${subject}`,
    async settle(generation) {
      const file = generation.status === "succeeded" ? fileOf(generation, making) : null;
      if (file === null) return;
      await keeping.keep(making.kind, generation, file);
      onKept(generation);
    },
  };
}
