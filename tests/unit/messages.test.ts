import { describe, expect, test } from "vitest";
import { PlayerName } from "../../contract/messages.ts";

describe("what a person types", () => {
  test.each([
    ["only spaces", "   "],
    ["only zero-width spaces", "\u200b\u200b"],
    ["only a filler", "\u3164"],
    ["only joiners and selectors", "\u200d\ufe0f"],
    ["only an empty braille cell", "\u2800"],
    ["only control characters", "\u0000\u0007"],
  ])("must show something: %s does not", (_what, text) => {
    expect(PlayerName.safeParse(text).success).toBe(false);
  });
  test("keeps emoji whole, and loses what would reverse its neighbours", () => {
    expect(PlayerName.parse("👩‍🚀 Ada ❤️")).toBe("👩‍🚀 Ada ❤️");
    expect(PlayerName.parse("Ada\u202egnol")).toBe("Ada gnol");
  });
});
