import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correctWorldUrl, worldIdFrom, worldUrl } from "../../contract/marble-url.ts";

const id = "dc2c0000-0000-4000-8000-000000000002";

describe("the address that Marble reports", () => {
  test("is corrected from /worlds/ to /world/", () => {
    expect(correctWorldUrl(`https://marble.worldlabs.ai/worlds/${id}`)).toBe(`https://marble.worldlabs.ai/world/${id}`);
  });
  test.each([
    [`https://marble.worldlabs.ai/world/${id}`],
    [`https://example.com/worlds/${id}`],
    [`http://marble.worldlabs.ai/worlds/${id}`],
    [`https://marble.worldlabs.ai/world/a/worlds/b`],
    [""],
  ])("is left alone where there is nothing to correct: %s", (url) => {
    expect(correctWorldUrl(url)).toBe(url);
  });
  test("is not changed by correcting it again", () => {
    fc.assert(
      fc.property(fc.webUrl(), (url) => {
        expect(correctWorldUrl(correctWorldUrl(url))).toBe(correctWorldUrl(url));
      }),
    );
  });
});

describe("a world named by a player", () => {
  test.each([
    [id],
    [`  ${id} `],
    [worldUrl(id)],
    [`https://marble.worldlabs.ai/worlds/${id}`],
    [`https://marble.worldlabs.ai/world/${id}/?utm=1#top`],
  ])("is found in %j", (text) => {
    expect(worldIdFrom(text)).toBe(id);
  });
  test.each([
    ["https://example.com/world/abc"],
    ["https://marble.worldlabs.ai.example.com/world/abc"],
    ["https://user:pass@marble.worldlabs.ai/world/abc"],
    ["http://marble.worldlabs.ai/world/abc"],
    ["https://marble.worldlabs.ai/world/a/b"],
    ["https://marble.worldlabs.ai/world/"],
    ["../../etc/passwd"],
    ["a world"],
    [""],
    ["javascript:alert(1)"],
  ])("is not found in %j", (text) => {
    expect(worldIdFrom(text)).toBeNull();
  });
});
