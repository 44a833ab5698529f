import { BufferSource, EncodedPacketSink, Input, WEBM } from "mediabunny";
import sharp from "sharp";

export interface FilmFrames {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly codec: string | null;
  /** RGB rows of each frame, one after the other; sharp decodes a VP8 key frame as the WebP picture that it is. */
  readonly frames: readonly Buffer[];
}

/** Takes a WebM file apart with a demuxer and decodes all its frames. */
export async function readFilm(file: Uint8Array): Promise<FilmFrames> {
  const input = new Input({ source: new BufferSource(file), formats: [WEBM] });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error("The file has no video track.");
  const frames: Buffer[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    frames.push(await sharp(webpOf(packet.data)).removeAlpha().raw().toBuffer());
  }
  const [seconds, width, height, codec] = await Promise.all([
    input.computeDuration(),
    track.getCodedWidth(),
    track.getCodedHeight(),
    track.getCodec(),
  ]);
  return { seconds, width, height, codec, frames };
}

/** How far two pictures of the same size are apart, on average over all bytes; 0 to 255. */
export function differenceBetween(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) throw new Error("The pictures are not of the same size.");
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  return sum / one.length;
}

function webpOf(frame: Uint8Array): Buffer {
  const padding = frame.length % 2;
  const head = Buffer.alloc(20);
  head.write("RIFF", 0);
  head.writeUInt32LE(12 + frame.length + padding, 4);
  head.write("WEBPVP8 ", 8);
  head.writeUInt32LE(frame.length, 16);
  return Buffer.concat([head, frame, Buffer.alloc(padding)]);
}
