import sharp from "sharp";

/** A small picture of a red disc on nothing, as a PNG file. */
export const aPng = (width = 64, height = 48): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><circle cx="${width / 2}" cy="${height / 2}" r="${height / 3}" fill="#c33"/></svg>`,
    ),
  )
    .png()
    .toBuffer();

export const asDataUrl = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
