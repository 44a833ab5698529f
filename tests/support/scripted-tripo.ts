import type { Generation } from "../../server/generation/generation.ts";
import type { Provider } from "../../server/generation/provider.ts";
import type { Picture } from "../../server/providers/picture.ts";
import { createTripo } from "../../server/providers/tripo/tripo.ts";
import { aTime } from "./generations.ts";
import { aModelRow } from "./model-rows.ts";
import { type Asked, type Scripted, scriptedServer } from "./scripted-server.ts";

const aReadPicture: Picture = {
  type: "picture",
  name: "abc.png",
  bytes: new TextEncoder().encode("the bytes"),
  contentType: "image/png",
};

/** What Tripo wraps every answer in. */
export const enveloped = (data: unknown) => ({ code: 0, status: "success", data });
export const refusedWith = (code: number, message = "No.") => ({ code, status: "error", message });

/** Rows as the adapter gets them: before its picture is handed over, before the POST, and after it. */
export const asked: Generation = aModelRow();
export const handedOver: Generation = { ...asked, upload: { fileToken: "file_ours", picture: "abc.png" } };
export const accepted: Generation = { ...handedOver, status: "running", operationId: "task-1" };

/** The adapter at a Tripo that answers as the test says. */
export async function scriptedTripo(
  answer: (asked: Asked) => Scripted,
  readPicture: (source: string) => Promise<Picture> = async () => aReadPicture,
): Promise<{ readonly tripo: Provider; readonly asked: readonly Asked[] }> {
  const server = await scriptedServer(answer);
  return {
    asked: server.asked,
    tripo: createTripo({
      baseUrl: server.url,
      apiKey: "tsk_the-key",
      limits: { startsPerMinute: 3, startsPerHour: 60, atOnce: 10 },
      fileHosts: [server.url],
      now: () => aTime,
      readPicture,
    }),
  };
}
