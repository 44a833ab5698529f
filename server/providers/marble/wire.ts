import { z } from "zod";

/**
 * World Labs Marble v1 as it answers in practice, which is looser than its OpenAPI: fields that may be null may also
 * be absent, ids come under either name, and a world comes bare or wrapped.
 */

const text = z.string().nullish();
const Assets = z
  .object({
    caption: text,
    thumbnail_url: text,
    imagery: z.object({ pano_url: text }).nullish(),
    mesh: z.object({ collider_mesh_url: text }).nullish(),
    splats: z
      .object({
        spz_urls: z.record(z.string(), z.string().nullish()).nullish(),
        semantics_metadata: z
          .object({ metric_scale_factor: z.number().nullish(), ground_plane_offset: z.number().nullish() })
          .nullish(),
      })
      .nullish(),
  })
  .nullish();

const BareWorld = z
  .object({
    world_id: text,
    id: text,
    display_name: text,
    world_marble_url: text,
    assets: Assets,
    tags: z.array(z.string()).nullish(),
  })
  .transform(({ world_id, id, ...rest }) => ({ ...rest, worldId: world_id ?? id ?? null }));
export type MarbleWorld = z.infer<typeof BareWorld>;

export const World = z.union([z.object({ world: BareWorld }).transform(({ world }) => world), BareWorld]);

export const Operation = z.object({
  operation_id: text,
  id: text,
  done: z.boolean().nullish(),
  error: z.object({ code: z.union([z.number(), z.string()]).nullish(), message: text }).nullish(),
  metadata: z
    .looseObject({
      world_id: text,
      progress: z.unknown(),
    })
    .nullish(),
  response: BareWorld.nullish(),
});
export type Operation = z.infer<typeof Operation>;

export const WorldList = z.object({
  worlds: z.array(z.union([z.object({ world: BareWorld }).transform(({ world }) => world), BareWorld])),
  next_page_token: text,
});

const Detail = z.object({
  detail: z.union([z.string(), z.array(z.looseObject({ msg: text, loc: z.array(z.unknown()).nullish() }))]),
});

/** `detail` is a text or a list of `{ loc, msg }`: either way one sentence, bounded, for a person to read. */
export function sentenceOfDetail(body: unknown, fallback: string): string {
  const parsed = Detail.safeParse(body);
  if (!parsed.success) return fallback;
  const { detail } = parsed.data;
  const sentence =
    typeof detail === "string"
      ? detail
      : detail.map(({ msg, loc }) => [loc?.slice(1).join("."), msg].filter(Boolean).join(": ")).join("; ");
  return sentence.trim().slice(0, 400) || fallback;
}
