import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from "mediabunny";
import sharp from "sharp";
import { clamp } from "../worlds/curves.ts";

const FRAMES_PER_SECOND = 12;

const USUAL_SECONDS = 5;

/** How many frames last `seconds`, within bounds; what is no number lasts as long as films usually do. */
export function framesFor(seconds: number, least: number, most: number): number {
  const lasting = Number.isFinite(seconds) ? clamp(seconds, least, most) : USUAL_SECONDS;
  return Math.round(lasting * FRAMES_PER_SECOND);
}

/** RGB rows from the top. */
export interface Frame {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * A WebM file of frames that all have the same size. A lossy WebP picture is one VP8 key frame in a wrapper, so sharp
 * is all the encoder that it takes.
 *
 * @param frameAt draws frame `index`; the next one is drawn while the one before is encoded.
 */
export async function makeFilm(
  frameCount: number,
  frameAt: (index: number) => Frame | Promise<Frame>,
): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new EncodedVideoPacketSource("vp8");
  output.addVideoTrack(source, { frameRate: FRAMES_PER_SECOND });
  await output.start();

  let encoding: Promise<void> = Promise.resolve();
  for (let index = 0; index < frameCount; index++) {
    const frame = await frameAt(index);
    await encoding;
    encoding = (async () => {
      const packet = new EncodedPacket(await vp8Of(frame), "key", index / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
      const config = { codec: "vp8", codedWidth: frame.width, codedHeight: frame.height };
      await source.add(packet, index === 0 ? { decoderConfig: config } : undefined);
    })();
    // It is awaited with the next frame; until then a failure must not count as one that nobody handles.
    encoding.catch(() => undefined);
  }
  await encoding;
  await output.finalize();
  if (!target.buffer) throw new Error("The film has no content.");
  return new Uint8Array(target.buffer);
}

async function vp8Of({ data, width, height }: Frame): Promise<Uint8Array> {
  const webp = await sharp(data, { raw: { width, height, channels: 3 } })
    .webp({ quality: 58, effort: 2 })
    .toBuffer();
  // RIFF <size> WEBP, then chunks: a name of 4 bytes, a length of 4, the content, padded to an even length.
  for (let place = 12; place + 8 <= webp.length; ) {
    const length = webp.readUInt32LE(place + 4);
    if (webp.toString("latin1", place, place + 4) === "VP8 ") return webp.subarray(place + 8, place + 8 + length);
    place += 8 + length + (length % 2);
  }
  throw new Error("The picture was not encoded as VP8.");
}
