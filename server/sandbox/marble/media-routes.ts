import { createHash, randomUUID } from "node:crypto";
import type { SandboxClock } from "../clock.ts";
import { type Answer, json, Refusal } from "../http/exchange.ts";
import type { Route } from "../http/routing.ts";
import { lookOf } from "../worlds/picture-look.ts";
import { found, keyed, withFaults } from "./handling.ts";
import type { MediaAsset, MediaAssets } from "./media-assets.ts";
import type { Misbehaviour } from "./misbehaviour.ts";
import { PrepareUploadRequest } from "./requests.ts";
import { readJson } from "./validation.ts";

/** How long a signed address lives, in ms; and the largest file, in bytes, that it takes. */
const LINK_LIFE_MS = 3_600_000;
const MAX_MEDIA_BYTES = 104_857_600;
/** The one header that the signature of the address covers. */
const RANGE_HEADER = "x-goog-content-length-range";
const RANGE = `0,${MAX_MEDIA_BYTES}`;

export interface MediaParts {
  readonly clock: SandboxClock;
  readonly mediaAssets: MediaAssets;
  readonly misbehaviour: Misbehaviour;
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
}

/** Media assets: prepared at Marble, and sent to a storage of another house by a signed address. */
export function mediaRoutes({ clock, mediaAssets, misbehaviour, baseUrl }: MediaParts): readonly Route[] {
  const faulty = withFaults(misbehaviour);

  const prepareUpload = faulty("upload", ({ body }) => {
    const request = readJson(PrepareUploadRequest, body);
    return async () => {
      const asset: MediaAsset = {
        mediaAssetId: randomUUID(),
        fileName: request.file_name,
        kind: request.kind,
        extension: request.extension ?? null,
        metadata: request.metadata ?? null,
        createdAt: clock.now(),
      };
      await mediaAssets.prepare(asset);
      return json(200, { media_asset: assetJson(asset), upload_info: uploadInfo(asset) });
    };
  });

  function uploadInfo({ mediaAssetId, createdAt }: MediaAsset): object {
    const upload_url = `${baseUrl}/storage/marble/${mediaAssetId}?expires=${createdAt + LINK_LIFE_MS}`;
    return {
      upload_url,
      upload_method: "PUT",
      required_headers: { [RANGE_HEADER]: RANGE },
      curl_example: `curl -X PUT -H "${RANGE_HEADER}: ${RANGE}" --upload-file <FILE> "${upload_url}"`,
    };
  }

  const store = faulty("storage", ({ params, headers, body }) => {
    const asset = mediaAssets.asset(params.mediaAssetId ?? "");
    if (asset === undefined || clock.now() >= asset.createdAt + LINK_LIFE_MS) throw denied("ExpiredToken");
    if (headers[RANGE_HEADER] !== RANGE) throw denied("SignatureDoesNotMatch");
    return async (): Promise<Answer> => {
      const sha256 = createHash("sha256").update(body).digest("hex");
      const look = asset.kind === "image" ? await lookOf(body) : null;
      await mediaAssets.store(asset.mediaAssetId, { sha256, look });
      return { status: 200, headers: {}, body: "" };
    };
  });

  const readAsset = faulty("look", ({ params }) => {
    const asset = found(mediaAssets.asset(params.mediaAssetId ?? ""), "Media asset");
    return () => json(200, assetJson(asset));
  });

  return [
    { method: "POST", path: "/marble/v1/media-assets:prepare_upload", handle: keyed(prepareUpload) },
    { method: "GET", path: "/marble/v1/media-assets/{mediaAssetId}", handle: keyed(readAsset) },
    { method: "PUT", path: "/storage/marble/{mediaAssetId}", maxBodyBytes: MAX_MEDIA_BYTES, handle: store },
  ];
}

const assetJson = ({ mediaAssetId, fileName, kind, extension, metadata, createdAt }: MediaAsset): object => ({
  media_asset_id: mediaAssetId,
  file_name: fileName,
  kind,
  extension,
  created_at: new Date(createdAt).toISOString(),
  updated_at: null,
  metadata,
});

/** As the storage says it, which is not Marble's. */
function denied(code: string): Refusal {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>Access denied.</Message></Error>`;
  return new Refusal({ status: 403, headers: { "content-type": "application/xml" }, body });
}
