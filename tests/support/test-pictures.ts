import sharp from "sharp";

const drawn = (width: number, height: number, content: string) =>
  sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`));

const MUG = `<path d="M600 260 q190 -10 190 150 q0 170 -200 180" fill="none" stroke="#a52d38" stroke-width="52"/>
  <path d="M170 150 L190 680 q200 60 410 0 L620 150z" fill="#d9434f"/><ellipse cx="395" cy="150" rx="225" ry="48" fill="#8f2a35"/>
  <circle cx="395" cy="420" r="95" fill="#fff0c9"/>`;

/** A mug with a pale badge on its front, on white; its handle is round and open. */
export const mugOnWhite = () => drawn(900, 800, `<rect width="900" height="800" fill="#fff"/>${MUG}`).jpeg().toBuffer();

/** The same, cut out. */
export const mugCutOut = () => drawn(900, 800, MUG).png().toBuffer();

/** A tall bottle before a wall that is lighter above than below. */
export const bottle = () =>
  drawn(
    420,
    1100,
    `<defs><linearGradient id="w" x2="0" y2="1"><stop offset="0" stop-color="#dfe6ea"/><stop offset="1" stop-color="#b9c4cb"/></linearGradient></defs>
    <rect width="420" height="1100" fill="url(#w)"/>
    <path d="M175 60 h70 v230 q0 60 60 120 q20 30 20 80 v520 q0 40 -40 40 h-150 q-40 0 -40 -40 v-520 q0 -50 20 -80 q60 -60 60 -120z" fill="#1f5a33"/>`,
  )
    .webp()
    .toBuffer();

/** A person down to the chest, whom the picture's lower edge cuts off. */
export const bust = () =>
  drawn(
    700,
    800,
    `<rect width="700" height="800" fill="#9db8a8"/><path d="M60 800 q20 -210 220 -240 v-60 h140 v60 q200 30 220 240z" fill="#3b4a7a"/>
    <ellipse cx="350" cy="320" rx="150" ry="190" fill="#e3b48f"/>`,
  )
    .png()
    .toBuffer();

/** A star with long thin arms, cut out. */
export const star = () =>
  drawn(
    700,
    700,
    `<path d="M350 30 L434 262 L680 268 L484 416 L556 652 L350 514 L144 652 L216 416 L20 268 L266 262z" fill="#f2a900"/>`,
  )
    .png()
    .toBuffer();

/** Mountains before a sunset: no object, and a backdrop of many colours. */
export const scene = () =>
  drawn(
    1200,
    800,
    `<defs><linearGradient id="k" x2="0" y2="1"><stop offset="0" stop-color="#27508f"/><stop offset="1" stop-color="#f7d9b0"/></linearGradient></defs>
    <rect width="1200" height="800" fill="url(#k)"/><path d="M0 360 L220 300 L420 440 L640 260 L900 460 L1200 340 V800 H0z" fill="#20283a"/>
    <path d="M0 700 q400 -60 1200 20 V800 H0z" fill="#b03a2e"/>`,
  )
    .jpeg()
    .toBuffer();

/** One colour and nothing else. */
export const nothing = () => drawn(300, 300, `<rect width="300" height="300" fill="#5a8f6a"/>`).png().toBuffer();

/** Nothing but air. */
export const air = () => drawn(200, 200, "").png().toBuffer();

/** A hair on white: an object without a body. */
export const hair = () =>
  drawn(
    600,
    600,
    `<rect width="600" height="600" fill="#fff"/><path d="M20 20 L580 580" stroke="#000" stroke-width="2"/>`,
  )
    .png()
    .toBuffer();

/** A hundred times as wide as high. */
export const ribbon = () => drawn(1000, 10, `<rect width="1000" height="10" fill="#c33"/>`).png().toBuffer();

/** The smallest picture there is. */
export const dot = () => drawn(1, 1, `<rect width="1" height="1" fill="#c33"/>`).png().toBuffer();

/** Squares that touch at their corners only, tilted so that they do so everywhere between the lines of a grid. */
export const chessboard = () => {
  const dark = Array.from({ length: 64 }, (_, index) => [index % 8, index >> 3] as const).filter(
    ([x, y]) => (x + y) % 2,
  );
  const squares = dark.map(([x, y]) => `<rect x="${x * 60}" y="${y * 60}" width="60" height="60"/>`).join("");
  return drawn(700, 700, `<g transform="translate(160 60) rotate(12)" fill="#345">${squares}</g>`).png().toBuffer();
};
