import { describe, expect, test } from "vitest";
import { IMAGE_URL_MAX, UPLOAD_MAX_BYTES } from "../../contract/limits.ts";
import { checkLink } from "../../server/files/link-check.ts";
import { pictureSource } from "../../server/files/picture-source.ts";
import { Refused } from "../../server/refused.ts";

const HASH = "5b".repeat(32);
const MUST_BE_HTTPS = "The picture's address must begin with https://";
const OF_HERE = "For a picture of this server name what POST /api/uploads gave.";
const PRIVATE = "The picture's address leads into a private network: only pictures on the public internet are fetched.";

/** The code and the sentence with which a text is refused. */
function refusalOf(text: string) {
  try {
    pictureSource(text);
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("it was not refused");
}
const sentenceOf = (text: string) => refusalOf(text).message;

describe("a player names a picture", () => {
  test.each([
    ["by an upload's id", `${HASH}.png`],
    ["by its path on this server", `/assets/${HASH}.png`],
  ])("%s", (_how, text) => {
    expect(pictureSource(text)).toEqual({ kind: "stored", name: { hash: HASH, ext: "png" } });
  });

  test.each([
    "data:image/png;base64,AAEC",
    "DATA:;base64,AAEC",
    "data:image/png;name=a.png;base64,AAEC",
    "data:application/octet-stream;base64,AAEC",
  ])("by its bytes: %s", (text) => {
    expect(pictureSource(text)).toEqual({ kind: "inline", bytes: Buffer.of(0, 1, 2) });
  });

  test.each([
    ["https://pictures.example/cat.png", "https://pictures.example/cat.png"],
    ["HTTPS://Pictures.Example:443/cat.png?size=1#top", "https://pictures.example/cat.png?size=1#top"],
    ["https://1.1.1.1/cat.png", "https://1.1.1.1/cat.png"],
    ["https://[2606:4700::1111]/cat.png", "https://[2606:4700::1111]/cat.png"],
    ["https://local.example/cat.png", "https://local.example/cat.png"],
    ["https://pictures.example./cat.png", "https://pictures.example./cat.png"],
  ])("by its link: %s", (text, href) => {
    expect(pictureSource(text)).toEqual({ kind: "link", url: new URL(href) });
  });

  test("by a link as long as a signed one is", () => {
    const link = `https://pictures.example/?${"s".repeat(IMAGE_URL_MAX - 26)}`;
    expect(link).toHaveLength(IMAGE_URL_MAX);
    expect(pictureSource(link).kind).toBe("link");
    expect(refusalOf(`${link}s`)).toEqual({
      code: "unsupported_url",
      message: "The picture's address is too long: at most 4096 characters are taken.",
    });
  });
});

describe("a player is told what is wrong with a link on its face", () => {
  test.each([
    ["", `${MUST_BE_HTTPS}, or be what POST /api/uploads gave, or a data URL.`],
    ["cat.png", `${MUST_BE_HTTPS}, or be what POST /api/uploads gave, or a data URL.`],
    ["pictures.example/cat.png", `${MUST_BE_HTTPS}, or be what POST /api/uploads gave, or a data URL.`],
    ["//pictures.example/cat.png", `${MUST_BE_HTTPS}, or be what POST /api/uploads gave, or a data URL.`],
    ["http://pictures.example/cat.png", `${MUST_BE_HTTPS}, and begins with http: instead. ${OF_HERE}`],
    ["ftp://pictures.example/cat.png", `${MUST_BE_HTTPS}, and begins with ftp: instead. ${OF_HERE}`],
    ["file:///etc/passwd", `${MUST_BE_HTTPS}, and begins with file: instead. ${OF_HERE}`],
    ["blob:https://pictures.example/1", `${MUST_BE_HTTPS}, and begins with blob: instead. ${OF_HERE}`],
    ["javascript:alert(1)", `${MUST_BE_HTTPS}, and begins with javascript: instead. ${OF_HERE}`],
    ["https://", "The picture's address cannot be read: check its host and its spelling."],
    ["https://256.256.256.256/", "The picture's address cannot be read: check its host and its spelling."],
    [
      "https://me@pictures.example/",
      "The picture's address must not carry a name or password: leave out what stands before the @.",
    ],
    [
      "https://:secret@pictures.example/",
      "The picture's address must not carry a name or password: leave out what stands before the @.",
    ],
    [
      "https://pictures.example@10.0.0.1/",
      "The picture's address must not carry a name or password: leave out what stands before the @.",
    ],
    ["https://pictures.example:2567/", "The picture's address must not name a port: leave out :2567."],
    ["https://127.0.0.1:2568/", "The picture's address must not name a port: leave out :2568."],
    ["https://pictures.example:80/", "The picture's address must not name a port: leave out :80."],
  ])("%s", (text, message) => expect(refusalOf(text)).toEqual({ code: "unsupported_url", message }));

  test.each([
    ["in four numbers", "https://127.0.0.1/"],
    ["with a dot at its end", "https://127.0.0.1./"],
    ["in one decimal number", "https://2130706433/"],
    ["in octal", "https://0177.0.0.01/"],
    ["in one octal number", "https://017700000001/"],
    ["in hex", "https://0x7f.0x0.0x0.0x1/"],
    ["in one hex number", "https://0x7f000001/"],
    ["in short", "https://127.1/"],
    ["mixed and in short", "https://0x7f.1/"],
    ["percent-encoded", "https://%31%32%37.0.0.1/"],
    ["in wide digits", "https://１２７.０.０.１/"],
    ["with other dots", "https://127。0。0。1/"],
    ["with backslashes", "https:\\\\127.0.0.1\\"],
    ["with a line break in it", "https://127.0.\n0.1/"],
    ["over IPv6", "https://[::1]/"],
    ["over IPv6, written out", "https://[0:0:0:0:0:0:0:1]/"],
    ["mapped into IPv6", "https://[::ffff:127.0.0.1]/"],
    ["mapped into IPv6, in hex", "https://[::ffff:7f00:1]/"],
    ["by NAT64", "https://[64:ff9b::127.0.0.1]/"],
    ["by 6to4", "https://[2002:7f00:1::]/"],
    ["of all of this machine", "https://0.0.0.0/"],
    ["of all of this machine, in short", "https://0/"],
    ["of the clouds' metadata", "https://169.254.169.254/latest/meta-data/"],
    ["of a private network", "https://10.0.0.1/"],
    ["of a private network, over IPv6", "https://[fd00::1]/"],
  ])("an inner address %s: %s", (_how, text) => expect(sentenceOf(text)).toBe(PRIVATE));

  test.each([
    "https://localhost/",
    "https://LOCALHOST./",
    "https://sub.localhost/",
    "https://intranet/",
    "https://printer.local/",
    "https://printer.local./",
    "https://metadata.google.internal/",
    "https://router.home.arpa/",
  ])("an inner name: %s", (text) => expect(sentenceOf(text)).toBe(PRIVATE));

  test("also where it is relative to another one", () => {
    const base = new URL("https://pictures.example/a/b.png");
    expect(checkLink("../c.png", base).href).toBe("https://pictures.example/c.png");
    expect(() => checkLink("//127.1/c.png", base)).toThrow(PRIVATE);
  });
});

describe("a player is told what is wrong with other sources", () => {
  test.each([
    ["another path of this server", "/api/worlds/1"],
    ["another kind of file", `/assets/${HASH}.glb`],
    ["a name that would climb", `/assets/../${HASH}.png`],
    ["half a hash", `/assets/${HASH.slice(1)}.png`],
  ])("%s", (_what, text) => {
    expect(refusalOf(text)).toEqual({
      code: "unsupported_url",
      message:
        "Of this server only uploaded pictures can be named: /assets/ and the uploadId that POST /api/uploads gave.",
    });
  });

  test.each(["data:image/png,%89PNG", "data:,", "data:", `data:${"a".repeat(300)};base64,AAEC`])(
    "a data URL that is not in base64: %s",
    (text) =>
      expect(refusalOf(text)).toEqual({
        code: "unsupported_image",
        message: "The data URL must be in base64: data:image/png;base64,…",
      }),
  );

  test("a data URL that is damaged", () => {
    expect(sentenceOf("data:image/png;base64,AA!C")).toBe(
      "The data URL is not well-formed base64: encode the picture anew.",
    );
  });

  test("a data URL of more than 10 MB", () => {
    const dataUrl = (bytes: number) => `data:;base64,${Buffer.alloc(bytes).toString("base64")}`;
    expect(pictureSource(dataUrl(UPLOAD_MAX_BYTES)).kind).toBe("inline");
    expect(refusalOf(dataUrl(UPLOAD_MAX_BYTES + 1))).toEqual({
      code: "unsupported_image",
      message: "The picture is too large: its file may have at most 10 MB. Make it smaller.",
    });
  });
});
