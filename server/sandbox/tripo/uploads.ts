import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxRequest } from "../http/exchange.ts";
import { writeWhole } from "../made-files.ts";
import { readPicture, UnreadablePicture } from "../models/picture.ts";
import { refusal } from "./envelope.ts";
import { wrongParameter } from "./requests.ts";

/** The largest picture that is taken, in bytes. */
const MAX_PICTURE_BYTES = 20 * 1_048_576;
/** Enough to tell a picture that is too large from one that never ends. */
export const MAX_UPLOAD_BYTES = 2 * MAX_PICTURE_BYTES;

/** Uploaded pictures, on disk by their tokens. */
export interface Pictures {
  /** Keeps the bytes and gives their token. */
  keep(bytes: Uint8Array): Promise<string>;
  read(fileToken: string): Promise<Buffer>;
}

export function keepPictures(dir: string): Pictures {
  return {
    async keep(bytes) {
      const fileToken = `file_${randomUUID()}`;
      await mkdir(dir, { recursive: true });
      await writeWhole(join(dir, fileToken), bytes);
      return fileToken;
    },
    read: (fileToken) => readFile(join(dir, fileToken)),
  };
}

/**
 * The picture of a multipart upload, in its field `file`. It is decoded once, so that no task fails for it later.
 *
 * @throws Refusal with 1003 for what is no multipart, 1004 for what is no picture.
 */
export async function uploadedPicture(request: SandboxRequest): Promise<Uint8Array> {
  const file = (await readForm(request)).get("file");
  if (file === null || typeof file === "string") throw wrongParameter("The form has no file in its field `file`.");
  if (file.size > MAX_PICTURE_BYTES) throw wrongParameter(`The file is larger than ${MAX_PICTURE_BYTES} bytes.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    await readPicture(bytes);
  } catch (error) {
    if (error instanceof UnreadablePicture) throw wrongParameter(error.message, "Upload a JPEG, PNG or WebP.");
    throw error;
  }
  return bytes;
}

async function readForm({ headers, body }: SandboxRequest): Promise<FormData> {
  const type = headers["content-type"] ?? "";
  const suggestion = "Send multipart/form-data with the picture in its field `file`.";
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw refusal({ code: 1003, status: 415, message: "The content type is not supported.", suggestion });
  }
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw refusal({ code: 1003, message: "The form cannot be read.", suggestion });
  }
}
