import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Collecting, startCollecting } from "./files-collecting.ts";
import { redirectTo } from "./files-provider.ts";
import * as samples from "./files-samples.ts";

describe("collecting a provider's files", () => {
  let at: Collecting;
  beforeAll(async () => {
    at = await startCollecting();
  });
  afterAll(() => at.close());
  beforeEach(() => {
    at.provider.asked.length = 0;
    at.stranger.asked.length = 0;
  });

  describe("asks known hosts only", () => {
    test("and nobody else at all", async () => {
      await expect(at.collect(at.stranger.put("/file", samples.png))).rejects.toThrow(
        `leads to ${at.stranger.origin}, which is not one of the provider's hosts`,
      );
      expect(at.stranger.asked).toEqual([]);
    });

    test("also when the known host sends it elsewhere", async () => {
      const link = at.provider.put("/away", redirectTo(at.stranger.put("/file", samples.png)));
      await expect(at.collect(link)).rejects.toThrow("is not one of the provider's hosts");
      expect(at.stranger.asked).toEqual([]);
    });

    test("without telling a signed link's secrets in its error", async () => {
      const collecting = at.collect(`${at.stranger.origin}/file?signature=secret`);
      await expect(collecting).rejects.toThrow(
        expect.objectContaining({ message: expect.not.stringContaining("secret") }),
      );
    });

    test("with credentials in the link not even those", async () => {
      const link = at.provider.put("/file", samples.png).replace("http://", "http://user:pass@");
      await expect(at.collect(link)).rejects.toThrow("is not one of the provider's hosts");
      expect(at.provider.asked).toEqual([]);
    });

    test("following up to three redirects between them, relative ones too", async () => {
      at.provider.put("/3", samples.png);
      at.provider.put("/2", redirectTo("/3"));
      at.provider.put("/1", redirectTo(`${at.provider.origin}/2`));
      expect(await at.collect(at.provider.put("/0", redirectTo("1")))).toMatchObject({ ext: "png" });
      expect(at.provider.asked.map(({ path }) => path)).toEqual(["/0", "/1", "/2", "/3"]);
    });

    test("and no fourth one", async () => {
      await expect(at.collect(at.provider.put("/loop", redirectTo("/loop")))).rejects.toThrow("more than 3 times");
      expect(at.provider.asked).toHaveLength(4);
    });
  });

  describe("gives up", () => {
    /** Sends a first piece of the file and then nothing more, and says when it was asked. */
    const stalling = (path: string) => {
      const asked = Promise.withResolvers<void>();
      const link = at.provider.put(path, (_request, response) => {
        response.write(samples.png, () => asked.resolve());
      });
      return { link, asked: asked.promise };
    };

    test("when nothing comes for 20 seconds", async () => {
      const { link, asked } = stalling("/stalled");
      const collecting = expect(at.collect(link)).rejects.toThrow("Nothing came for 20 s.");
      await asked;
      at.clock.advance(20_000);
      await collecting;
      expect(await at.unfinishedNames()).toEqual([]);
      expect(at.clock.waiting()).toBe(0);
    });

    test("when a server does not answer at all", async () => {
      const asked = Promise.withResolvers<void>();
      const collecting = expect(at.collect(at.provider.put("/silent", () => asked.resolve()))).rejects.toThrow(
        "Nothing came",
      );
      await asked.promise;
      at.clock.advance(20_000);
      await collecting;
    });

    test("when the caller does", async () => {
      const { link, asked } = stalling("/unwanted");
      const leaving = new AbortController();
      const collecting = expect(at.collect(link, "thumbnail", leaving.signal)).rejects.toThrow("no longer wanted");
      await asked;
      leaving.abort(new Error("no longer wanted"));
      await collecting;
      expect(await at.unfinishedNames()).toEqual([]);
      expect(at.clock.waiting()).toBe(0);
    });
  });
});
