import { expect, test } from "vitest";
import { serverAheadMs } from "../../client/session/server-clock.ts";

const noon = Date.parse("2026-01-02T12:00:00Z");
const header = new Date(noon).toUTCString();

test("the server's clock is read from the middle of the call, half a second into the header's second", () => {
  expect(serverAheadMs(header, noon - 10_000, noon - 9_000)).toBe(10_000);
});

test("a server behind this browser is negative", () => {
  expect(serverAheadMs(header, noon + 60_000, noon + 61_000)).toBe(-60_000);
});

test.each([null, "", "soon"])("without a readable header (%s) the clocks count as equal", (unreadable) => {
  expect(serverAheadMs(unreadable, 0, 1000)).toBe(0);
});
