import sharp from "sharp";

/** A picture to make a model from: a teapot before a plain background, as a PNG. */
export const teapotPicture = (): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="320">
      <rect width="400" height="320" fill="#f3efe6"/>
      <path d="M125 150 Q55 130 60 100 L45 80 L75 70 Q95 95 100 115 Z" fill="#b5452c"/>
      <path d="M270 125 Q350 100 345 170 Q340 220 265 215" fill="none" stroke="#8e3320" stroke-width="19"/>
      <ellipse cx="195" cy="180" rx="100" ry="85" fill="#c9522f"/>
      <circle cx="195" cy="84" r="16" fill="#f4d9a8"/>
    </svg>`),
  )
    .png()
    .toBuffer();
