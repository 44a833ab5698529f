import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createGuardedFetch, type GuardedFetch } from "../../server/files/guarded-fetch.ts";
import { noise } from "../support/pictures.ts";
import { PUBLIC, type SmallInternet, startSmallInternet } from "../support/small-internet.ts";
import { redirectTo } from "./files-provider.ts";
import { createSetClock } from "./http-clock.ts";

const INNER = "127.0.0.1";
const PRIVATE = "The picture could not be fetched. Its host leads into a private network.";
const link = (path = "/cat.jpg", host = "pictures.example") => new URL(path, `https://${host}`);
const unsupported = (message: string) => expect.objectContaining({ code: "unsupported_url", message });

describe("the guarded fetch", () => {
  const nobody = new AbortController().signal;
  let at: SmallInternet;
  let fetchLink: GuardedFetch;
  let picture: Buffer;
  beforeAll(async () => {
    at = await startSmallInternet();
    fetchLink = createGuardedFetch({ clock: createSetClock(), network: at.network });
    picture = await noise(60, 40).jpeg().toBuffer();
    for (const host of [at.open, at.inner]) host.put("/cat.jpg", picture);
  });
  afterAll(() => at.close());
  beforeEach(() => {
    at.lead("pictures.example", [PUBLIC]);
    for (const list of [at.open.asked, at.lookedUp]) list.length = 0;
  });
  // Whatever a test is about: not one packet may have gone to the inner host.
  afterEach(() => expect(at.inner.connections()).toBe(0));

  test("fetches a picture from a public address, looking its name up once", async () => {
    at.open.put("/cat.jpg?size=1", picture);
    expect(Buffer.from(await fetchLink(link("/cat.jpg?size=1#top"), nobody))).toEqual(picture);
    expect(at.lookedUp).toEqual(["pictures.example"]);
  });

  test("says nothing of who asks", async () => {
    await fetchLink(link(), nobody);
    const { host, ...headers } = at.open.asked[0]?.headers ?? {};
    expect(host).toBe(`pictures.example:${at.network.port}`);
    expect(headers).toEqual({
      accept: "image/jpeg, image/png, image/webp",
      "accept-encoding": "identity",
      connection: "close",
      "user-agent": "Waygate (fetches a picture that a user named)",
    });
  });

  test("asks only for what may be asked for on its face", async () => {
    await expect(fetchLink(link("/cat.jpg", INNER), nobody)).rejects.toMatchObject({ code: "unsupported_url" });
    await expect(fetchLink(new URL("http://pictures.example/"), nobody)).rejects.toThrow("must begin with https://");
    expect(at.lookedUp).toEqual([]);
  });

  test.each([
    ["this machine", INNER],
    ["this machine, mapped into IPv6", `::ffff:${INNER}`],
    ["this machine, over IPv6", "::1"],
    ["the clouds' metadata", "169.254.169.254"],
    ["a private network", "10.0.0.1"],
    ["a NAT64", "64:ff9b::7f00:1"],
    ["a 6to4", "2002:7f00:1::"],
    ["nothing at all", ""],
  ])("does not follow a name to %s", async (_where, address) => {
    at.lead("pictures.example", address === "" ? [] : [address]);
    await expect(fetchLink(link(), nobody)).rejects.toEqual(unsupported(PRIVATE));
  });

  test("takes the public ones of a name's addresses", async () => {
    at.lead("pictures.example", [INNER, PUBLIC, `::ffff:${INNER}`]);
    expect(Buffer.from(await fetchLink(link(), nobody))).toEqual(picture);
  });

  test("goes to the address that was checked, even if the name leads elsewhere a moment later", async () => {
    at.lead("pictures.example", [PUBLIC], [INNER]);
    expect(Buffer.from(await fetchLink(link(), nobody))).toEqual(picture);
    await expect(fetchLink(link(), nobody)).rejects.toEqual(unsupported(PRIVATE));
  });

  test("checks a name anew for each redirect, also the same one", async () => {
    at.open.put("/again", redirectTo("/cat.jpg"));
    at.lead("pictures.example", [PUBLIC], [INNER]);
    await expect(fetchLink(link("/again"), nobody)).rejects.toEqual(unsupported(PRIVATE));
    expect(at.open.asked.map(({ path }) => path)).toEqual(["/again"]);
  });

  test("follows up to five redirects, to other hosts and relative ones", async () => {
    at.lead("other.pictures.example", [PUBLIC]);
    at.open.put("/1", redirectTo("https://other.pictures.example/2"));
    for (const step of [2, 3, 4]) at.open.put(`/${step}`, redirectTo(String(step + 1)));
    at.open.put("/5", redirectTo("//pictures.example/cat.jpg"));
    expect(Buffer.from(await fetchLink(link("/1"), nobody))).toEqual(picture);
    const others = ["/2", "/3", "/4", "/5"].map((path) => ["other.pictures.example", path]);
    expect(at.open.asked.map(({ host, path }) => [host.replace(/:\d+$/, ""), path])).toEqual([
      ["pictures.example", "/1"],
      ...others,
      ["pictures.example", "/cat.jpg"],
    ]);
  });

  test("and no sixth one", async () => {
    at.open.put("/loop", redirectTo("/loop"));
    await expect(fetchLink(link("/loop"), nobody)).rejects.toEqual(
      unsupported("The picture could not be fetched. It is redirected more than 5 times."),
    );
    expect(at.open.asked).toHaveLength(6);
  });

  test.each([
    ["this machine", `https://${INNER}/cat.jpg`, "private network"],
    ["this machine, in one number", "https://2130706433/cat.jpg", "private network"],
    ["this machine, mapped into IPv6", "https://[::ffff:127.0.0.1]/cat.jpg", "private network"],
    ["the clouds' metadata", "https://169.254.169.254/", "private network"],
    ["an inner name", "https://localhost/cat.jpg", "private network"],
    ["an inner port", "https://pictures.example:2568/", "must not name a port"],
    ["plain http", "http://pictures.example/cat.jpg", "must begin with https://"],
    ["a file", "file:///etc/passwd", "must begin with https://"],
    ["one that shows a password", "https://me:secret@pictures.example/", "must not carry a name or password"],
    ["no address", "https://", "cannot be read"],
  ])("does not follow a redirect to %s", async (_where, location, words) => {
    at.open.put("/away", redirectTo(location));
    const refusal = fetchLink(link("/away"), nobody);
    await expect(refusal).rejects.toMatchObject({ code: "unsupported_url", message: expect.stringContaining(words) });
    await expect(refusal).rejects.toThrow("It is redirected elsewhere.");
    expect(at.open.asked).toHaveLength(1);
  });

  test("does not follow a redirect to a name that leads to this machine", async () => {
    at.lead("inner.pictures.example", [INNER]);
    at.open.put("/away", redirectTo("https://inner.pictures.example/cat.jpg"));
    await expect(fetchLink(link("/away"), nobody)).rejects.toEqual(unsupported(PRIVATE));
  });
});
