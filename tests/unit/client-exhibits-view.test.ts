import { describe, expect, test } from "vitest";
import { kindWord } from "../../client/exhibits/exhibit-words.ts";
import { exhibitLabel } from "../../client/exhibits/scene/exhibit-label.ts";
import { type ExhibitSnapshot, exhibitSnapshot } from "../../client/session/snapshots.ts";
import { Exhibit } from "../../contract/state.ts";

// The device is asked when the module is read.
Object.assign(globalThis, { matchMedia: () => ({ matches: false }) });
const { exhibitView } = await import("../../client/exhibits/exhibit-view.ts");

const startedAt = 1_000_000;
const made = { id: "e1", kind: "model", name: "Teapot", createdByName: "Ada", startedAt, typicalSeconds: 90 };

const exhibit = (fields: Partial<ExhibitSnapshot>): ExhibitSnapshot => ({
  ...exhibitSnapshot(Object.assign(new Exhibit(), made)),
  ...fields,
});
const labelOf = (fields: Partial<ExhibitSnapshot>, isOwn = false, trouble = "") =>
  exhibitLabel(exhibitView(exhibit(fields), startedAt + 42_000, isOwn), trouble).map(({ text }) => text);

describe("the label of an exhibit that is being made", () => {
  test("says what is made and how far it is, its name, its maker and the time", () => {
    expect(labelOf({ progress: 42 })).toEqual(["GENERATING MODEL... 42 %", "Teapot", "by Ada · 0:42 of about 1:30"]);
  });

  test("leaves the figure out while nobody knows it", () => {
    expect(labelOf({})[0]).toBe("GENERATING MODEL...");
    expect(labelOf({ progress: 0 })[0]).toBe("GENERATING MODEL... 0 %");
  });

  test("says the place in the queue instead of a progress", () => {
    expect(labelOf({ progress: 0, queuePosition: 2 })).toEqual([
      "GENERATING MODEL...",
      "Teapot",
      "by Ada · 2nd in the queue",
    ]);
  });

  test.each([
    ["portrait", "GENERATING PORTRAIT..."],
    ["video", "GENERATING VIDEO..."],
    ["trailer", "GENERATING TRAILER..."],
    ["hologram", "GENERATING EXHIBIT..."],
    ["constructor", "GENERATING EXHIBIT..."],
  ])("has its kind's word: %s", (kind, headline) => {
    expect(labelOf({ kind })[0]).toBe(headline);
    expect(kindWord(kind)).toBe(headline.slice("GENERATING ".length, -3).toLowerCase());
  });
});

describe("the label of an exhibit that failed", () => {
  test("gives the reason before the name, and tells its maker alone how to try again", () => {
    const fields = { status: "error", errorMessage: "No object was found in the picture." } as const;
    expect(labelOf(fields)).toEqual(["NO MODEL HERE", "No object was found in the picture.", "Teapot"]);
    expect(labelOf(fields, true).at(-1)).toBe("RETRY: press E");
  });

  test("does not leave an unknown reason empty", () => {
    expect(labelOf({ status: "error" })[1]).toMatch(/\.$/);
  });
});

describe("an exhibit that can be seen", () => {
  test("has no label, but one that says so when its file cannot be shown", () => {
    expect(labelOf({ status: "ready" })).toEqual([]);
    expect(labelOf({ status: "ready" }, false, "It is broken.")).toEqual(["NOT SHOWN", "It is broken.", "Teapot"]);
  });

  test("has its place, size and file as they are, and its maker for the plaque", () => {
    const fields = { x: 1, y: 2, z: 3, rotationY: 0.5, scale: 2, status: "ready", url: "/assets/a.glb" } as const;
    expect(exhibitView(exhibit(fields), startedAt, false)).toMatchObject({
      ...fields,
      name: "Teapot",
      maker: "by Ada",
    });
  });
});
