import { parentPort, workerData } from "node:worker_threads";
import createSpz from "@adobe/spz";

const VERSION = 3;
/** Coefficients of view-dependent colour: as many bits as the format's authors use. */
const BITS = { sh1Bits: 5, shRestBits: 4 };

/** Converts the splat file it is given and posts the result: empty when the file holds no splats. */
async function main(): Promise<void> {
  if (!(workerData instanceof Uint8Array)) throw new TypeError("The thread was started without a file.");
  const spz = await createSpz();
  // Unspecified on both sides: the numbers stay in the file's own axes.
  const axes = spz.CoordinateSystem.UNSPECIFIED;
  const cloud = spz.loadSpzFromBuffer(workerData, { to: axes });
  const converted = cloud.numPoints > 0 ? spz.saveSpzToBuffer(cloud, { version: VERSION, from: axes, ...BITS }) : [];
  parentPort?.postMessage(Uint8Array.from(converted));
}

await main();
