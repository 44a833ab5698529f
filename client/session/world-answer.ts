import { WorldAnswer } from "../../contract/routes.ts";
import { ApiRefused, answerIn } from "./api.ts";

/** No world of this server has that id. */
export class UnknownWorld extends Error {
  override readonly name = "UnknownWorld";
  readonly worldId: string;
  constructor(worldId: string) {
    super(`There is no world "${worldId}" here.`);
    this.worldId = worldId;
  }
}

/** What the server knows of a generated world. @throws UnknownWorld, ApiRefused, TypeError without a connection */
export async function fetchWorld(worldId: string, signal: AbortSignal): Promise<WorldAnswer> {
  const response = await fetch(`/api/worlds/${encodeURIComponent(worldId)}`, { signal });
  try {
    return await answerIn(response, WorldAnswer);
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 404) throw new UnknownWorld(worldId);
    throw error;
  }
}
