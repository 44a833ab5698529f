const VIEWER = "https://marble.worldlabs.ai";
/** World ids seen are UUIDs, but nothing promises it: letters, digits, `_` and `-`, up to 64. */
const WORLD_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{2,63}$/;

/**
 * Corrects a world's address as Marble reports it: `https://marble.worldlabs.ai/worlds/<id>` leads nowhere, the page
 * lives at `/world/<id>`. Everything else is returned as it came.
 */
export const correctWorldUrl = (url: string): string =>
  url.replace(/^https:\/\/marble\.worldlabs\.ai\/worlds\//, `${VIEWER}/world/`);

/** The address at which a world is shown to people. */
export const worldUrl = (worldId: string): string => `${VIEWER}/world/${worldId}`;

/**
 * The world id that a player's text names: a Marble address (`/world/` or `/worlds/`, with or without a trailing
 * slash, query or fragment) or the bare id. Null when it is neither.
 */
export function worldIdFrom(text: string): string | null {
  const trimmed = text.trim();
  if (WORLD_ID.test(trimmed)) return trimmed;
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  if (url.origin !== VIEWER || url.username !== "" || url.password !== "") return null;
  const id = /^\/worlds?\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  return id !== undefined && WORLD_ID.test(id) ? id : null;
}
