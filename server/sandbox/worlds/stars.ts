import { randomFor } from "./random.ts";

/** Star light per pixel of a panorama, upper half only. */
export function scatterStars(name: string, width: number): Float32Array {
  const height = width / 4;
  const light = new Float32Array(width * height);
  const random = randomFor(name, "stars");
  const count = Math.round(2600 * Math.min(1, width / 1600));
  for (let star = 0; star < count; star++) {
    const azimuth = random();
    const elevation = Math.asin(random());
    const bright = 0.16 + 0.84 * random() ** 7;
    const x = azimuth * width;
    const y = (0.5 - elevation / Math.PI) * height * 2;
    const spread = 0.5 + bright * 0.55;
    // Columns narrow towards the zenith, so a round star is wide there.
    const stretch = 1 / Math.max(0.12, Math.cos(elevation));
    const reach = Math.ceil(spread * 2.2);
    const wide = Math.ceil(reach * stretch);
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -wide; dx <= wide; dx++) {
        const row = Math.floor(y) + dy;
        if (row < 0 || row >= height) continue;
        const column = (Math.floor(x) + dx + width) % width;
        const offX = (Math.floor(x) + dx + 0.5 - x) / stretch;
        const offY = row + 0.5 - y;
        const index = row * width + column;
        light[index] = (light[index] ?? 0) + bright * Math.exp(-(offX * offX + offY * offY) / (spread * spread));
      }
    }
  }
  return light;
}
