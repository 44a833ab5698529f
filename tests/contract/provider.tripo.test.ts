import { createTripo } from "../../server/providers/tripo/tripo.ts";
import { aModelRow } from "../support/model-rows.ts";
import { aPng } from "../support/small-pictures.ts";
import { providerContract } from "./provider.ts";

const picture = { type: "picture", name: "dog.png", bytes: await aPng(), contentType: "image/png" } as const;

providerContract({
  name: "tripo",
  taskMs: 60_000,
  roles: ["model", "poster"],
  facts: [],
  handsOver: true,
  open: ({ baseUrl, apiKey, now }) =>
    createTripo({
      baseUrl: `${baseUrl}/v3`,
      apiKey: apiKey === "" ? "" : `tsk_${apiKey}`,
      limits: { startsPerMinute: 100, startsPerHour: 6_000, atOnce: 10 },
      fileHosts: [new URL(baseUrl).origin],
      now,
      readPicture: async () => picture,
    }),
  order: () => aModelRow(),
  badOrder: () => aModelRow({ upload: { fileToken: "file_nobody-has", picture: "dog.png" } }),
});
