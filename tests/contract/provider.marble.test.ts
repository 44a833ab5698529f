import { createMarble } from "../../server/providers/marble/marble.ts";
import { aGeneration } from "../support/generations.ts";
import { providerContract } from "./provider.ts";

providerContract({
  name: "marble",
  taskMs: 300_000,
  roles: ["splats:100k", "splats:500k", "collider", "pano", "thumbnail"],
  open: ({ baseUrl, apiKey, now }) =>
    createMarble({
      baseUrl,
      apiKey,
      limits: { startsPerMinute: 3, startsPerHour: 60 },
      fileHosts: [new URL(baseUrl).origin],
      now,
    }),
  order: () => aGeneration({ input: { prompt: "a foggy harbour" } }),
  badOrder: () => aGeneration({ input: { prompt: " " } }),
});
