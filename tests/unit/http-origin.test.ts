import { describe, expect, test } from "vitest";
import { isSameOrigin, isWelcomeOrigin } from "../../server/http/origin.ts";

describe("a page is this server's own", () => {
  test.each([
    ["http://localhost:2567", "localhost:2567", null],
    ["https://waygate.example", "waygate.example", null],
    ["https://waygate.example", "WAYGATE.example", null],
    ["https://waygate.example", "internal:2567", "https://waygate.example"],
    ["http://[::1]:2567", "[::1]:2567", null],
  ])("%s at host %s, public address %s", (origin, host, publicUrl) => {
    expect(isSameOrigin(origin, host, publicUrl)).toBe(true);
  });
});

describe("a page is not this server's own", () => {
  test.each([
    ["http://localhost:5173", "localhost:2567", null],
    ["http://localhost", "localhost:2567", null],
    ["https://waygate.example.foe.example", "waygate.example", null],
    ["http://waygate.example", "internal:2567", "https://waygate.example"],
    ["null", "localhost:2567", null],
    ["", "localhost:2567", null],
    ["file://localhost:2567", "localhost:2567", null],
    ["chrome-extension://localhost", "localhost", null],
    ["https://waygate.example", null, null],
  ])("%s at host %s, public address %s", (origin, host, publicUrl) => {
    expect(isSameOrigin(origin, host, publicUrl)).toBe(false);
  });
});

test("a page of a listed origin is welcome, to the letter", () => {
  const rules = { publicUrl: null, allowedOrigins: ["https://friend.example"] };
  expect(isWelcomeOrigin("https://friend.example", "here", rules)).toBe(true);
  expect(isWelcomeOrigin("http://friend.example", "here", rules)).toBe(false);
  expect(isWelcomeOrigin("https://friend.example:8443", "here", rules)).toBe(false);
});
