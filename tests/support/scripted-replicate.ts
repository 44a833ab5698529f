import type { Picture } from "../../server/providers/picture.ts";
import type { CastModels } from "../../server/providers/replicate/ordering.ts";
import type { Replicate } from "../../server/providers/replicate/replicate.ts";
import { createReplicate } from "../../server/providers/replicate/replicate.ts";
import { castModels } from "./cast-rows.ts";
import { aTime } from "./generations.ts";
import { type Asked, type Scripted, scriptedServer } from "./scripted-server.ts";

export const aReadPicture: Picture = {
  type: "picture",
  name: "abc.png",
  bytes: new TextEncoder().encode("the bytes"),
  contentType: "image/png",
};
export const asDataUri = `data:image/png;base64,${Buffer.from("the bytes").toString("base64")}`;

interface Different {
  readonly models?: Partial<CastModels>;
  readonly readPicture?: (image: string) => Promise<Picture>;
  readonly webhookBaseUrl?: string;
}

/** The adapter at a Replicate that answers as the test says. */
export async function scriptedReplicate(
  answer: (asked: Asked) => Scripted,
  { models, readPicture = async () => aReadPicture, webhookBaseUrl }: Different = {},
): Promise<{ readonly replicate: Replicate; readonly asked: readonly Asked[] }> {
  const server = await scriptedServer(answer);
  return {
    asked: server.asked,
    replicate: createReplicate({
      baseUrl: server.url,
      apiToken: "r8_the-token",
      models: { ...castModels, ...models },
      cancelAfterMs: { portrait: 360_000, video: 660_000, trailer: 660_000 },
      limits: { startsPerMinute: 600, startsPerHour: 36_000 },
      fileHosts: [server.url],
      now: () => aTime,
      readPicture,
      webhookBaseUrl: () => webhookBaseUrl ?? null,
    }),
  };
}
