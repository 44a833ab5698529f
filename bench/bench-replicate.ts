import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import type { AtEnd } from "./measure.ts";

interface Making {
  /** From the creation; `Infinity` for never. */
  readonly seconds: number;
  /** So many different portraits can be made. */
  readonly count: number;
}

interface Prediction {
  readonly id: string;
  readonly takenAt: number;
}

/**
 * A Replicate that takes whatever it is sent at once, in this process, and has its portraits ready: what the sandbox would
 * draw is another house's work, and not to be measured.
 *
 * @returns its base URL
 */
export async function startBenchReplicate(atEnd: AtEnd, { seconds, count }: Making): Promise<string> {
  const portraits: Buffer[] = [];
  while (portraits.length < count) portraits.push(await aPortrait());
  const taken = new Map<string, Prediction>();

  const server = createServer((request, response) => {
    request.resume();
    const name = request.url?.split("/").at(-1) ?? "";
    if (name.endsWith(".webp")) {
      response.setHeader("content-type", "image/webp").end(portraits[Number.parseInt(name, 10)]);
      return;
    }
    const isNew = request.method === "POST";
    const prediction = isNew ? { id: String(taken.size), takenAt: Date.now() } : taken.get(name);
    if (prediction === undefined) {
      response.writeHead(404).end();
      return;
    }
    taken.set(prediction.id, prediction);
    response.writeHead(isNew ? 201 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(standing(prediction)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const standing = ({ id, takenAt }: Prediction): object =>
    Date.now() - takenAt < seconds * 1000
      ? { id, status: "processing", logs: " 42%|████      | 21/50" }
      : { id, status: "succeeded", output: [`${url}/${id}.webp`] };
  return url;
}

/** Some 100 kB of noise, as a real one has, and no two the same. */
function aPortrait(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 20 } as const;
  return sharp({ create: { width: 384, height: 512, channels: 3, background: "black", noise } })
    .webp({ quality: 80 })
    .toBuffer();
}
