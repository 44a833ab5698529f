import { type Atmosphere, createBrush } from "./brush.ts";
import { randomFor } from "./random.ts";
import type { PlacedThing } from "./sow.ts";
import type { SplatCloud } from "./splat-cloud.ts";

/** Shares the splats out: by weight, and fewer to what stands far from the spawn. */
function shareOut(things: readonly PlacedThing[], splats: number): number[] {
  const wants = things.map(({ thing, x, z }) => thing.weight / (1 + (Math.hypot(x, z) / 24) ** 1.8));
  const total = wants.reduce((sum, want) => sum + want, 0);
  return wants.map((want) => Math.floor((splats * want) / total));
}

/** Draws all things with at most `splats` splats; `name` seeds what each of them draws at random. */
export function drawThings(
  cloud: SplatCloud,
  things: readonly PlacedThing[],
  atmosphere: Atmosphere,
  name: string,
  splats: number,
): void {
  const shares = shareOut(things, splats);
  things.forEach(({ thing }, order) => {
    thing.draw(createBrush(cloud, atmosphere, randomFor(name, "draw", order)), shares[order] ?? 0);
  });
}
