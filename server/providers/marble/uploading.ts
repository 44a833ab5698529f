import type { UploadOutcome } from "../../generation/provider.ts";
import type { Picture, ReadPicture } from "../picture.ts";
import { type Answer, call, sentenceOfError } from "../transport.ts";
import { PreparedUpload } from "./wire.ts";

/** Marble takes names of up to 64 characters, which our own, a hash, exceeds. */
const nameLength = 32;

export interface PictureUploading {
  readonly readPicture: ReadPicture;
  /** The API's own address: where it is not https, only it may be sent to. */
  readonly baseUrl: string;
  /** A POST to the API, with its key. */
  readonly post: (path: string, signal: AbortSignal, body: object) => Promise<Answer>;
  /** What an answer that prepares nothing comes to. Whatever leaves open what arrived may be done again. */
  readonly turnedDown: (answer: Answer) => Exclude<UploadOutcome, { type: "uploaded" }>;
}

/**
 * Hands a picture over as one of Marble's media assets: its upload is prepared at the API, and its bytes go to the storage
 * that the API names, which gets the headers it requires and never the key. Nothing of it is billed.
 */
export async function uploadPicture(
  { readPicture, baseUrl, post, turnedDown }: PictureUploading,
  image: string,
  signal: AbortSignal,
): Promise<UploadOutcome> {
  try {
    const picture = await readPicture(image, signal);
    if (picture.type !== "picture") return picture;
    const answer = await post("media-assets:prepare_upload", signal, assetOf(picture));
    const { data } = PreparedUpload.safeParse(answer.body);
    if (answer.status < 200 || answer.status >= 300 || !data?.mediaAssetId) return turnedDown(answer);
    if (!mayBeSentTo(data.url, baseUrl)) return { type: "not_sent", message: "It named no address to send to." };
    const { method, headers } = data;
    const stored = await call(data.url, { method, headers, body: new Uint8Array(picture.bytes), signal });
    return storedOutcome(stored.status, data.mediaAssetId);
  } catch (error) {
    return { type: "not_sent", message: sentenceOfError(error) };
  }
}

function assetOf({ name }: Picture & { type: "picture" }): object {
  const extension = name.slice(name.lastIndexOf(".") + 1);
  return { file_name: `${name.slice(0, nameLength)}.${extension}`, kind: "image", extension };
}

/** A signed link holds all that is needed to write there, so it must not travel in the clear. */
const mayBeSentTo = (url: string, baseUrl: string): boolean =>
  URL.canParse(url) && (new URL(url).protocol === "https:" || new URL(url).origin === new URL(baseUrl).origin);

/** The link is fresh each time, so what the storage turns down it turns down again. Its being busy says nothing of Marble. */
function storedOutcome(status: number, mediaAssetId: string): UploadOutcome {
  if (status >= 200 && status < 300) return { type: "uploaded", upload: { mediaAssetId } };
  const said = `Its storage answered with status ${status}.`;
  const isFinal = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  return isFinal
    ? { type: "refused", code: "refused", message: `The world maker did not take the picture: ${said}` }
    : { type: "not_sent", message: said };
}
