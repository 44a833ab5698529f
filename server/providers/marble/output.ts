import { correctWorldUrl, worldUrl } from "../../../contract/marble-url.ts";
import type { Output, OutputFile } from "../../generation/generation.ts";
import type { MarbleWorld } from "./wire.ts";

/** `full_res` is some 25 MB, five times the next tier: nobody is shown it, so it is not fetched. */
const tiersNotKept = new Set(["full_res"]);

/** A world's files and facts; null while it lists no splats, since there is nothing to stand in yet. */
export function outputOf(world: MarbleWorld | null, worldId: string | null): Output | null {
  const id = world?.worldId ?? worldId;
  if (!world || !id) return null;
  const splats = splatFiles(world.assets?.splats?.spz_urls ?? {});
  if (splats.length === 0) return null;
  const optional = [
    ["collider", world.assets?.mesh?.collider_mesh_url],
    ["pano", world.assets?.imagery?.pano_url],
    ["thumbnail", world.assets?.thumbnail_url],
  ] as const;
  const scale = world.assets?.splats?.semantics_metadata;
  const facts = {
    worldId: id,
    displayName: world.display_name ?? "A world without a name",
    url: correctWorldUrl(world.world_marble_url ?? worldUrl(id)),
    caption: world.assets?.caption ?? null,
    metricScaleFactor: scale?.metric_scale_factor ?? null,
    groundPlaneOffset: scale?.ground_plane_offset ?? null,
  };
  return {
    facts,
    files: [...splats, ...optional.flatMap(([role, url]) => (url ? [toCollect(role, url, false)] : []))],
  };
}

/** The smallest tier must be had: it is what a player sees first. */
function splatFiles(urls: Readonly<Record<string, string | null | undefined>>): OutputFile[] {
  const listed = Object.entries(urls).flatMap(([tier, url]) => (url ? [{ tier, url }] : []));
  const kept = listed.filter(({ tier }) => !tiersNotKept.has(tier));
  const tiers = (kept.length > 0 ? kept : listed).sort((a, b) => sizeOf(a.tier) - sizeOf(b.tier));
  return tiers.map(({ tier, url }, index) => toCollect(`splats:${tier}`, url, index === 0));
}

const sizeOf = (tier: string): number => Number.parseInt(tier, 10) || Number.POSITIVE_INFINITY;

const toCollect = (role: string, url: string, required: boolean): OutputFile => ({
  role,
  url,
  required,
  hash: null,
  ext: null,
});
