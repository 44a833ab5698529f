import { z } from "zod";

/**
 * World Labs Marble v1 as it answers in practice, which is looser than its OpenAPI: fields that may be null may also
 * be absent, ids come under either name, and a world comes bare or wrapped. A world is paid for, so a detail that
 * cannot be read counts as absent and costs that detail only.
 */

const text = z.string().nullish().catch(null);
const id = text.transform((value) => value || null);
const number = z.number().nullish().catch(null);
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(null);

const Assets = part({
  caption: text,
  thumbnail_url: text,
  imagery: part({ pano_url: text }),
  mesh: part({ collider_mesh_url: text }),
  splats: part({
    spz_urls: z.record(z.string(), text).nullish().catch(null),
    semantics_metadata: part({ metric_scale_factor: number, ground_plane_offset: number }),
  }),
});

const BareWorld = z
  .object({
    world_id: id,
    id,
    display_name: text,
    world_marble_url: text,
    assets: Assets,
    tags: z.array(z.string()).nullish().catch(null),
  })
  .transform(({ world_id, id, ...rest }) => ({ ...rest, worldId: world_id ?? id }));
export type MarbleWorld = z.infer<typeof BareWorld>;

export const World = z.union([z.object({ world: BareWorld }).transform(({ world }) => world), BareWorld]);

const OperationError = z.object({ code: z.union([z.number(), z.string()]).nullish().catch(null), message: text });

/** `done` alone says whether it goes on, so an answer to a look that lacks it says nothing. */
export const Operation = z.object({
  operation_id: id,
  id,
  done: z.boolean().nullish(),
  error: z.union([OperationError, z.string().transform((message) => ({ code: null, message }))]).nullish(),
  metadata: part({ world_id: id }),
  response: BareWorld.nullish().catch(null),
});

export const WorldList = z.object({ worlds: z.array(World.nullable().catch(null)) });

/** Where a picture's bytes go, and what it is called from then on. The address is a signed one of another house. */
export const PreparedUpload = z
  .object({
    media_asset: z.object({ media_asset_id: id, id }),
    upload_info: z.object({
      upload_url: z.string(),
      upload_method: z.enum(["PUT", "POST"]).catch("PUT"),
      required_headers: z.record(z.string(), z.string()).nullish(),
    }),
  })
  .transform(({ media_asset, upload_info: { upload_url, upload_method, required_headers } }) => ({
    mediaAssetId: media_asset.media_asset_id ?? media_asset.id,
    url: upload_url,
    method: upload_method,
    headers: required_headers ?? {},
  }));

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
