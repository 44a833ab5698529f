import { describe } from "vitest";
import { createMarble } from "../../server/providers/marble/marble.ts";
import { aGeneration } from "../support/generations.ts";
import { aPng } from "../support/small-pictures.ts";
import { type ProviderUnderTest, providerContract } from "./provider.ts";

const picture = {
  type: "picture",
  name: `${"a".repeat(64)}.png`,
  bytes: await aPng(),
  contentType: "image/png",
} as const;
const fromPicture = { prompt: "a foggy harbour", image: `/assets/${picture.name}` };

const marble: Omit<ProviderUnderTest, "handsOver" | "order" | "badOrder"> = {
  name: "marble",
  taskMs: 300_000,
  roles: ["splats:100k", "splats:500k", "collider", "pano", "thumbnail"],
  facts: ["worldId", "displayName", "url", "caption", "metricScaleFactor", "groundPlaneOffset"],
  open: ({ baseUrl, apiKey, now }) =>
    createMarble({
      baseUrl,
      apiKey,
      limits: { startsPerMinute: 3, startsPerHour: 60 },
      fileHosts: [new URL(baseUrl).origin],
      now,
      readPicture: async () => picture,
    }),
};

describe("from words", () =>
  providerContract({
    ...marble,
    handsOver: false,
    order: () => aGeneration({ input: { prompt: "a foggy harbour" } }),
    badOrder: () => aGeneration({ input: { prompt: " " } }),
  }));

describe("from a picture", () =>
  providerContract({
    ...marble,
    handsOver: true,
    order: () => aGeneration({ input: fromPicture }),
    badOrder: () => aGeneration({ input: fromPicture, upload: { mediaAssetId: "nobody-has" } }),
  }));
