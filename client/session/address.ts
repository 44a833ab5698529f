import { HUB } from "../../contract/limits.ts";
import { worldIdFrom } from "../../contract/marble-url.ts";

const WORLD = "world";

/** The world that the page's address asks for: the hub without `?world=`, null when what stands there names none. */
export function worldInAddress(href: string): string | null {
  const asked = new URL(href).searchParams.get(WORLD);
  return asked === null || asked === "" ? HUB : worldIdFrom(asked);
}

/** The address of a world on this page, everything else in it kept: what one copies to share the place. */
export function addressOf(worldId: string, href: string): string {
  const url = new URL(href);
  if (worldId === HUB) url.searchParams.delete(WORLD);
  else url.searchParams.set(WORLD, worldId);
  return `${url.pathname}${url.search}${url.hash}`;
}
