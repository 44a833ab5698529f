import { z } from "zod";
import type { GenerationAnswer } from "../../contract/routes.ts";

const WorldResult = z.object({ world_id: z.string().min(1) });

/** The world that it made, or null. */
export function worldMadeBy({ kind, result }: GenerationAnswer): string | null {
  if (kind !== "world") return null;
  return WorldResult.safeParse(result).data?.world_id ?? null;
}
