import { describe, expect, test } from "vitest";
import { letter } from "../../server/sandbox/cast/lettering.ts";
import { readPlaybill } from "../../server/sandbox/cast/playbill.ts";

describe("the playbill of a prompt", () => {
  test("has its title, logline and names", () => {
    expect(readPlaybill('Trailer for "The Tide". The sea climbs the stairs. Starring: Mira Vale; Tom; Ash.')).toEqual({
      title: "The Tide",
      logline: "The sea climbs the stairs.",
      names: ["Mira Vale", "Tom", "Ash"],
    });
  });

  test.each([
    ["without a logline", 'Trailer for "T". Starring: A.', { title: "T", logline: "", names: ["A"] }],
    ["without a cast", 'Trailer for "T". Why.', { title: "T", logline: "Why.", names: [] }],
    ["without anything", 'Trailer for "T".', { title: "T", logline: "", names: [] }],
    [
      "with quotes in the title",
      'Trailer for "The "Old" One". Why. Starring: A.',
      { title: 'The "Old" One', logline: "Why.", names: ["A"] },
    ],
    [
      "with another's Starring:",
      'Trailer for "T". Starring: nobody! Starring: A.',
      { title: "T", logline: "Starring: nobody!", names: ["A"] },
    ],
    ["of free words", "a storm comes", { title: "", logline: "a storm comes", names: [] }],
    ["of nothing", "", { title: "", logline: "", names: [] }],
    ["over several lines", 'Trailer for "T".\n\nWhy\u0000 not.', { title: "T", logline: "Why not.", names: [] }],
  ])("%s", (_, prompt, playbill) => expect(readPlaybill(prompt)).toEqual(playbill));

  test("is cut where it would not fit", () => {
    const { title, names } = readPlaybill(`Trailer for "${"t".repeat(500)}". Starring: ${"n".repeat(500)}.`);
    expect([[...title].length, [...(names[0] ?? "")].length]).toEqual([120, 60]);
  });
});

describe("letters", () => {
  test("fit where they have to, and are to be seen", async () => {
    const set = await letter("The Lamplighters of Orrin & Sons <3", 60, 300, 80);
    expect(set?.width).toBeLessThanOrEqual(300);
    expect(set?.height).toBeLessThanOrEqual(80);
    expect(set?.cover.filter((cover) => cover > 200).length).toBeGreaterThan(500);
  });

  test("of the same words differ from those of others", async () => {
    const [one, other] = [await letter("Mira", 40, 300, 80), await letter("Tomas", 40, 300, 80)];
    expect(one?.width).not.toBe(other?.width);
  });

  test.each(["", "   ", "🔥", "…", "👩‍🚀"])("are left out of %j", async (text) => {
    expect(await letter(text, 40, 300, 80)).toBeNull();
  });

  test("that no font has are left out instead of set as boxes", async () => {
    expect(await letter("\ue200\u{10fffd}\u{1e030}\u{1e031}", 40, 300, 80)).toBeNull();
  });
});
