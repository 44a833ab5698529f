import { describe, expect, test } from "vitest";
import { isKnownHost } from "../../server/files/known-hosts.ts";

const HOSTS = [".worldlabs.ai", "https://cdn.example", "https://cdn.example:8443", "http://127.0.0.1:2568"];
const isKnown = (link: string) => isKnownHost(new URL(link), HOSTS);

describe("a provider's file is fetched", () => {
  test.each([
    "https://cdn.marble.worldlabs.ai/w/file.spz",
    "https://CDN.marble.WorldLabs.ai/file",
    "https://cdn.example/file",
    "https://cdn.example:443/file",
    "https://cdn.example:8443/file",
    "http://127.0.0.1:2568/files/marble/w/100k.spz",
  ])("from %s", (link) => expect(isKnown(link)).toBe(true));
});

describe("a provider's file is not fetched", () => {
  test.each([
    ["over plain http", "http://cdn.marble.worldlabs.ai/file"],
    ["from a name that only ends alike", "https://evilworldlabs.ai/file"],
    ["from a name that only begins alike", "https://cdn.marble.worldlabs.ai.evil.example/file"],
    ["from the bare domain, which is not a subdomain", "https://worldlabs.ai/file"],
    ["from a suffix's host on an odd port", "https://cdn.marble.worldlabs.ai:8443/file"],
    ["from a subdomain of an exact host", "https://a.cdn.example/file"],
    ["from an exact host on another port", "https://cdn.example:9443/file"],
    ["from another port of this machine", "http://127.0.0.1:2569/file"],
    ["from this machine by another name", "http://localhost:2568/file"],
    ["from this machine in other digits", "http://127.1:2569/file"],
    ["with a name and password", "https://me:secret@cdn.example/file"],
    ["with a name that looks like the host", "https://cdn.example@evil.example/file"],
    ["from a file", "file:///etc/passwd"],
    ["from the link itself", "data:image/png;base64,AAAA"],
    ["from inside a page", "blob:https://cdn.example/5b6a"],
  ])("%s", (_how, link) => expect(isKnown(link)).toBe(false));

  test("when no host is known", () => {
    expect(isKnownHost(new URL("https://cdn.example/file"), [])).toBe(false);
    expect(isKnownHost(new URL("data:,"), ["data:,"])).toBe(false);
  });
});
