import { describe, expect, test } from "vitest";
import { addressOf, worldInAddress } from "../../client/session/address.ts";

const page = "https://waygate.example/";

describe("the world in the page's address", () => {
  test.each([
    ["", "hub"],
    ["?world=", "hub"],
    ["?world=hub", "hub"],
    ["?other=1#here", "hub"],
    ["?world=3ea4cb35-6eec-4a02-bb15-38e25a95c30b", "3ea4cb35-6eec-4a02-bb15-38e25a95c30b"],
    [`?world=${encodeURIComponent("https://marble.worldlabs.ai/worlds/abc123/")}`, "abc123"],
  ])("%s is %s", (search, worldId) => {
    expect(worldInAddress(page + search)).toBe(worldId);
  });

  test.each(["?world=../etc", "?world=%20", "?world=https://example.com/world/abc"])("%s names no world", (search) => {
    expect(worldInAddress(page + search)).toBeNull();
  });
});

describe("the address of a world", () => {
  test("names the world and keeps what else is in it", () => {
    expect(addressOf("abc123", `${page}place?lang=de#top`)).toBe("/place?lang=de&world=abc123#top");
  });

  test("of the hub names no world", () => {
    expect(addressOf("hub", `${page}?world=abc123&lang=de`)).toBe("/?lang=de");
  });

  test("leads to that world when it is opened", () => {
    expect(worldInAddress(new URL(addressOf("a-b_1", page), page).href)).toBe("a-b_1");
  });
});
