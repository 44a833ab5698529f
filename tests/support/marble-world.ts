import { z } from "zod";
import { WORLD_MS } from "./portals.ts";
import { steer } from "./sandbox-control.ts";

const Created = z.object({ operation_id: z.string() });
const Done = z.object({ done: z.literal(true), response: z.object({ world_id: z.string() }) });

/** A world that somebody else made at Marble: this server knows nothing of it. Resolves with its id. */
export async function makeAtMarble(sandboxUrl: string, displayName: string): Promise<string> {
  const headers = { "wlt-api-key": "somebody-else", "content-type": "application/json" };
  const order = { display_name: displayName, world_prompt: { type: "text", text_prompt: displayName } };
  const created = await fetch(`${sandboxUrl}/marble/v1/worlds:generate`, {
    method: "POST",
    headers,
    body: JSON.stringify(order),
  });
  const { operation_id } = Created.parse(await created.json());
  await steer(sandboxUrl).advance(WORLD_MS);
  const operation = await fetch(`${sandboxUrl}/marble/v1/operations/${operation_id}`, { headers });
  return Done.parse(await operation.json()).response.world_id;
}
