import type { ServerResponse } from "node:http";
import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createGuardedFetch, type GuardedFetch } from "../../server/files/guarded-fetch.ts";
import { sendOn } from "../support/endless-picture.ts";
import { noise } from "../support/pictures.ts";
import { PUBLIC, portOf, type SmallInternet, startSmallInternet } from "../support/small-internet.ts";
import { until } from "../support/until.ts";
import { createSetClock, type SetClock } from "./http-clock.ts";

const MB = 1024 * 1024;
const FAILED = "The picture could not be fetched.";
const TOO_LARGE = "The picture is too large: its file may have at most 20 MB. Make it smaller.";
const link = (path: string) => new URL(path, "https://pictures.example");
const refusal = (code: string, message: string) => expect.objectContaining({ code, message });

describe("the guarded fetch", () => {
  const nobody = new AbortController().signal;
  let at: SmallInternet;
  let clock: SetClock;
  let fetchLink: GuardedFetch;
  let picture: Buffer;
  beforeAll(async () => {
    at = await startSmallInternet();
    picture = await noise(300, 300).jpeg().toBuffer();
  });
  afterAll(() => at.close());
  beforeEach(() => {
    at.lead("pictures.example", [PUBLIC]);
    clock = createSetClock();
    fetchLink = createGuardedFetch({ clock, network: at.network });
  });

  /** Puts an answer at the path, and resolves when it has been asked for. */
  const answering = (path: string, serve: (response: ServerResponse) => void) => {
    const asked = Promise.withResolvers<ServerResponse>();
    at.open.put(path, (_request, response) => {
      serve(response);
      asked.resolve(response);
    });
    return asked.promise;
  };
  describe("takes no more than 20 MB", () => {
    test("and not less", async () => {
      const whole = Buffer.concat([picture, Buffer.alloc(20 * MB - picture.length)]);
      at.open.put("/20.jpg", whole);
      expect(whole.equals(await fetchLink(link("/20.jpg"), nobody))).toBe(true);
    });

    test("when more is announced, nothing of it", async () => {
      const asked = answering("/50.jpg", (response) => {
        response.writeHead(200, { "content-length": 50 * MB }).flushHeaders();
      });
      await expect(fetchLink(link("/50.jpg"), nobody)).rejects.toEqual(refusal("unsupported_image", TOO_LARGE));
      await until(async () => (await asked).closed);
    });

    test("of a stream of a gigabyte only the beginning", async () => {
      const sent = Promise.withResolvers<number>();
      answering("/gigabyte.jpg", (response) => void sendOn(response, picture, 1024 * MB).then(sent.resolve));
      await expect(fetchLink(link("/gigabyte.jpg"), nobody)).rejects.toEqual(refusal("unsupported_image", TOO_LARGE));
      expect(await sent.promise).toBeLessThan(100 * MB);
    });
  });

  describe("takes pictures only", () => {
    test.each([
      [
        "an HTML page",
        "<!DOCTYPE html><title>Cat</title>",
        "This is a web page: send the bytes of a PNG, JPEG or WebP picture.",
      ],
      [
        "an SVG drawing",
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "This is an SVG drawing: send the bytes of a PNG, JPEG or WebP picture.",
      ],
      [
        "a text file named .png",
        "just text, as long as you like",
        "This is no picture that is known here: send the bytes of a PNG, JPEG or WebP picture.",
      ],
      ["nothing", "", "There is nothing in it: send the bytes of a PNG, JPEG or WebP picture."],
    ])("%s is refused, whatever it is called", async (_what, text, sentence) => {
      answering("/cat.png", (response) => void response.writeHead(200, { "content-type": "image/png" }).end(text));
      await expect(fetchLink(link("/cat.png"), nobody)).rejects.toEqual(refusal("unsupported_image", sentence));
    });

    test("at its first bytes, before the rest has come", async () => {
      const asked = answering("/page.png", (response) => void response.write("<!doctype html>".padEnd(100)));
      await expect(fetchLink(link("/page.png"), nobody)).rejects.toThrow("a web page");
      expect((await asked).writableEnded).toBe(false);
    });

    test("a picture is one, whatever it is called", async () => {
      answering("/cat.html", (response) => void response.writeHead(200, { "content-type": "text/html" }).end(picture));
      expect(picture.equals(await fetchLink(link("/cat.html"), nobody))).toBe(true);
    });
  });

  describe("gives up", () => {
    test("when a server does not answer for 10 seconds", async () => {
      const asked = answering("/silent.jpg", () => {});
      const fetching = expect(fetchLink(link("/silent.jpg"), nobody)).rejects.toEqual(
        refusal("unsupported_url", `${FAILED} Nothing came for 10 s.`),
      );
      await asked;
      clock.advance(10_000);
      await fetching;
      expect(clock.waiting()).toBe(0);
    });

    test("when a server falls silent in the middle", async () => {
      const asked = answering("/stalled.jpg", (response) => void response.write(picture));
      const fetching = expect(fetchLink(link("/stalled.jpg"), nobody)).rejects.toThrow("Nothing came for 10 s.");
      await asked;
      clock.advance(10_000);
      await fetching;
    });

    test("when a name server does not answer", async () => {
      const lookingUp = Promise.withResolvers<void>();
      const network = {
        ...at.network,
        resolve: (_name: string, signal: AbortSignal) =>
          new Promise<string[]>((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
            lookingUp.resolve();
          }),
      };
      const fetching = expect(createGuardedFetch({ clock, network })(link("/cat.jpg"), nobody)).rejects.toThrow(
        `${FAILED} Nothing came for 10 s.`,
      );
      await lookingUp.promise;
      clock.advance(10_000);
      await fetching;
    });

    test("after a minute, however steadily it comes", async () => {
      const drop = Promise.withResolvers<ServerResponse>();
      at.open.put("/dripping.jpg", (_request, response) => drop.resolve(response));
      // Each drop that arrives moves the time by two seconds and lets the next one fall.
      const renewing = {
        ...clock,
        after(delayMs: number, task: () => void) {
          if (delayMs === 10_000 && fallen > 0) queueMicrotask(fall);
          return clock.after(delayMs, task);
        },
      };
      let fallen = 0;
      const fall = async () => {
        const response = await drop.promise;
        clock.advance(fallen === 0 ? 0 : 2_000);
        response.write(fallen++ === 0 ? picture : Buffer.of(0));
      };
      const fetching = createGuardedFetch({ clock: renewing, network: at.network })(link("/dripping.jpg"), nobody);
      await fall();
      await expect(fetching).rejects.toEqual(refusal("unsupported_url", `${FAILED} It took longer than 60 s.`));
      expect(fallen).toBeGreaterThan(25);
    });

    test("when the caller does, with the caller's reason", async () => {
      const asked = answering("/unwanted.jpg", (response) => void response.write(picture));
      const leaving = new AbortController();
      const fetching = expect(fetchLink(link("/unwanted.jpg"), leaving.signal)).rejects.toBe("no longer wanted");
      await asked;
      leaving.abort("no longer wanted");
      await fetching;
      expect(clock.waiting()).toBe(0);
    });
  });

  describe("says in a sentence what is wrong with", () => {
    const fails = (path: string, sentence: string) =>
      expect(fetchLink(link(path), nobody)).rejects.toEqual(refusal("unsupported_url", `${FAILED} ${sentence}`));

    test("a dead link", () => fails("/gone.jpg", "Its server answered 404."));

    test("a redirect to nowhere", async () => {
      answering("/nowhere.jpg", (response) => void response.writeHead(302).end());
      await fails("/nowhere.jpg", "Its server answered 302.");
    });

    test("an answer that is packed", async () => {
      answering("/packed.jpg", (response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(picture));
      await fails("/packed.jpg", "Its server sent it packed.");
    });

    test("an answer that breaks off", async () => {
      answering("/torn.jpg", (response) => {
        response.writeHead(200, { "content-length": picture.length });
        response.write(picture.subarray(0, 1000), () => response.destroy());
      });
      await fails("/torn.jpg", "The connection was broken off.");
    });

    test("a name that nobody has", async () => {
      at.lead("pictures.example");
      await fails("/cat.jpg", "There is no host of that name: check its spelling.");
    });

    test("a certificate of somebody else", async () => {
      at.lead("stranger.example", [PUBLIC]);
      await expect(fetchLink(new URL("https://stranger.example/cat.jpg"), nobody)).rejects.toThrow(
        `${FAILED} Its certificate cannot be trusted.`,
      );
      expect(at.open.asked.filter(({ host }) => host.startsWith("stranger"))).toEqual([]);
    });

    test("a certificate that nobody vouches for", async () => {
      const { ca: _own, ...network } = at.network;
      await expect(createGuardedFetch({ clock, network })(link("/cat.jpg"), nobody)).rejects.toThrow(
        `${FAILED} Its certificate cannot be trusted.`,
      );
    });

    test("a port where nobody is, and one where nobody speaks https", async () => {
      const other = createServer((socket) => void socket.resume().end("220 mail.example\r\n"));
      await new Promise<void>((resolve) => other.listen(0, PUBLIC, resolve));
      const port = portOf(other);
      const fetchThere = createGuardedFetch({ clock, network: { ...at.network, port } });
      await expect(fetchThere(link("/"), nobody)).rejects.toThrow("does not speak as a web server does");
      await new Promise((resolve) => other.close(resolve));
      await expect(fetchThere(link("/"), nobody)).rejects.toThrow("Nobody answers there.");
    });
  });
});
