import { describe } from "vitest";
import { createReplicate } from "../../server/providers/replicate/replicate.ts";
import { aCastRow, castModels } from "../support/cast-rows.ts";
import { aPng } from "../support/small-pictures.ts";
import { providerContract } from "./provider.ts";

const picture = { type: "picture", name: "face.png", bytes: await aPng(), contentType: "image/png" } as const;

/** The three kinds are one provider's; what differs between them is the model, the pictures sent, and the file's role. */
describe.each([
  ["portrait", "picture"],
  ["video", "film"],
  ["trailer", "film"],
] as const)("a %s", (kind, role) => {
  providerContract({
    name: "replicate",
    taskMs: 60_000,
    roles: [role],
    facts: [],
    handsOver: false,
    open: ({ baseUrl, apiKey, now }) =>
      createReplicate({
        baseUrl: `${baseUrl}/v1`,
        apiToken: apiKey,
        models: castModels,
        cancelAfterMs: { portrait: 300_000, video: 600_000, trailer: 600_000 },
        limits: { startsPerMinute: 600, startsPerHour: 36_000 },
        fileHosts: [new URL(baseUrl).origin],
        now,
        readPicture: async () => picture,
        webhookBaseUrl: () => null,
      }),
    order: () => aCastRow(kind),
    badOrder: () => aCastRow(kind, { input: { prompt: "", images: [], seed: 7 } }),
  });
});
