import { Refused } from "../refused.ts";
import { pictureFormatOf, SIGNATURE_BYTES } from "./picture-formats.ts";

/**
 * A picture's whole file from its pieces. What is none is turned away at its first bytes, before the rest has come.
 *
 * The pieces are copied into one growing buffer: a list of them would cost many times its bytes where somebody sends
 * them one by one.
 *
 * @throws Refused `unsupported_image`
 */
export async function gatherPicture(pieces: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const file = new ArrayBuffer(0, { maxByteLength: maxBytes });
  let isJudged = false;
  for await (const piece of pieces) {
    const at = file.byteLength;
    if (at + piece.length > maxBytes) throw tooLarge(maxBytes);
    file.resize(at + piece.length);
    new Uint8Array(file, at).set(piece);
    if (isJudged || file.byteLength < SIGNATURE_BYTES) continue;
    pictureFormatOf(new Uint8Array(file, 0, SIGNATURE_BYTES));
    isJudged = true;
  }
  const whole = new Uint8Array(file.transferToFixedLength());
  if (!isJudged) pictureFormatOf(whole);
  return whole;
}

/** The refusal of a picture of more than `maxBytes`, whoever finds it out. */
export const tooLarge = (maxBytes: number): Refused =>
  new Refused(
    "unsupported_image",
    `The picture is too large: its file may have at most ${maxBytes / (1024 * 1024)} MB. Make it smaller.`,
  );
