import { createMarble, type MarbleProvider } from "../../server/providers/marble/marble.ts";
import type { ReadPicture } from "../../server/providers/picture.ts";
import { aTime } from "./generations.ts";
import { type Asked, type Scripted, scriptedServer } from "./scripted-server.ts";

/** The adapter at a Marble that answers as the test says: for shapes that have been seen and that the sandbox never sends. */
export async function scriptedMarble(
  answer: (asked: Asked) => Scripted,
  readPicture: ReadPicture = async () => ({ type: "refused", code: "unsupported_image", message: "There is none." }),
): Promise<{ readonly marble: MarbleProvider; readonly asked: readonly Asked[] }> {
  const { url, asked } = await scriptedServer(answer, "/marble/v1/");
  const limits = { startsPerMinute: 3, startsPerHour: 60 };
  return {
    asked,
    marble: createMarble({ baseUrl: url, apiKey: "the-key", limits, fileHosts: [url], now: () => aTime, readPicture }),
  };
}
