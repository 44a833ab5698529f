import type { ServerResponse } from "node:http";

const MB = 1024 * 1024;

/** Sends a picture and then zeros, as fast as they are taken, and says how many bytes were. */
export async function sendOn(response: ServerResponse, picture: Uint8Array, wholeBytes: number): Promise<number> {
  const zeros = Buffer.alloc(MB);
  let bytes = picture.length;
  response.write(picture);
  while (bytes < wholeBytes && !response.closed) {
    bytes += MB;
    if (!response.write(zeros)) await drainedOrClosed(response);
  }
  return bytes;
}

const drainedOrClosed = (response: ServerResponse) =>
  new Promise<void>((resolve) => {
    const goOn = () => {
      response.off("drain", goOn).off("close", goOn);
      resolve();
    };
    response.on("drain", goOn).on("close", goOn);
  });
