import type { Generation } from "../../server/generation/generation.ts";
import { newGeneration } from "../../server/generation/new-generation.ts";

export const aTime = Date.UTC(2026, 0, 1);

/** A row as the core makes it, with whatever a test wants different. */
export const aGeneration = (different: Partial<Generation> = {}): Generation => ({
  ...newGeneration(
    { kind: "world", provider: "marble", input: { prompt: "a forest" }, requestedBy: "ada", subject: "portal:p1" },
    aTime,
  ),
  ...different,
});
