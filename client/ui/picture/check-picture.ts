import { UPLOAD_MAX_BYTES } from "../../../contract/limits.ts";
import { texts } from "../texts.ts";

const words = texts.picture;

/** How the files of each kind begin; `null` may be any byte. The name and the type that a browser gives are guesses. */
const BEGINNINGS: readonly (readonly (number | null)[])[] = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
];
const LONGEST = 12;

/** Whether these are the first bytes of a JPEG, PNG or WebP. */
const beginsAsPicture = (bytes: Uint8Array): boolean =>
  BEGINNINGS.some((beginning) => beginning.every((byte, i) => byte === null || byte === bytes[i]));

/** What is wrong with a picture that somebody chose, as a sentence; "" when it can be sent. */
export async function wrongWithPicture(picture: Blob): Promise<string> {
  if (picture.size === 0) return words.empty;
  if (picture.size > UPLOAD_MAX_BYTES) return words.tooLarge(picture.size);
  try {
    const bytes = new Uint8Array(await picture.slice(0, LONGEST).arrayBuffer());
    return beginsAsPicture(bytes) ? "" : words.notPicture;
  } catch (error) {
    // The file was moved or changed since it was chosen, or is a folder.
    console.debug("The chosen file cannot be read.", error);
    return words.unreadable;
  }
}
