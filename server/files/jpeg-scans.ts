import { jpeg } from "./formats.ts";

/** A marker is an FF and one of these (ITU T.81, B.1). */
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Stands alone: a stuffed FF of the pixels' data, a filling FF, a restart, TEM. Every other marker has a length behind it. */
const standsAlone = (marker: number) => marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd8);

/**
 * Whether a JPEG file is built up in more than `max` passes; false for other files. A pass goes over all the pixels and
 * may have no more than a few bytes: 150 KB can hold hundreds, and neither a decoder's pixel limit nor its time limit
 * sees them. What stands behind the picture's end (a telephone's film, say) is not looked at.
 */
export function hasMoreScansThan(max: number, file: Uint8Array): boolean {
  if (!jpeg.matches(file)) return false;
  let scans = 0;
  for (let at = 2; at < file.length; ) {
    const marker = file[at] === 0xff ? file[at + 1] : undefined;
    if (marker === undefined || marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else if (marker === END_OF_IMAGE) return false;
    else {
      if (marker === START_OF_SCAN && ++scans > max) return true;
      // The length counts its own two bytes.
      at += 2 + Math.max(2, (file[at + 2] ?? 0) * 256 + (file[at + 3] ?? 0));
    }
  }
  return false;
}
