import { describe, expect, test } from "vitest";
import { destinationOf, portalView } from "../../client/portals/portal-view.ts";
import { WAY_BACK_ID, wayBackView } from "../../client/portals/way-back.ts";
import { type PortalSnapshot, portalSnapshot } from "../../client/session/snapshots.ts";
import { Portal } from "../../contract/state.ts";

const startedAt = 1_000_000;

function portal(fields: Partial<PortalSnapshot>): PortalSnapshot {
  const state = Object.assign(new Portal(), { id: "p1", prompt: "A harbour", createdByName: "Ada", startedAt });
  return { ...portalSnapshot(Object.assign(state, { typicalSeconds: 300 })), ...fields };
}
const detailOf = (fields: Partial<PortalSnapshot>, afterMs = 42_000) =>
  portalView(portal(fields), startedAt + afterMs).detail;

describe("a generating portal's second line", () => {
  test("says who made it, how long it takes already and how long it usually does", () => {
    expect(detailOf({})).toBe("by Ada · 0:42 of about 5:00");
  });

  test("says the progress where it is known, also when it is none yet", () => {
    expect(detailOf({ progress: 35 })).toBe("by Ada · 0:42 of about 5:00 · 35 %");
    expect(detailOf({ progress: 0 })).toBe("by Ada · 0:42 of about 5:00 · 0 %");
  });

  test.each([
    [1, "1st"],
    [2, "2nd"],
    [3, "3rd"],
    [11, "11th"],
    [22, "22nd"],
  ])("says the place in the queue: %i is the %s", (queuePosition, words) => {
    expect(detailOf({ queuePosition })).toBe(`by Ada · ${words} in the queue`);
  });

  test("counts past the typical time and past an hour", () => {
    expect(detailOf({}, 3_723_000)).toBe("by Ada · 1:02:03 of about 5:00");
  });

  test("never counts below zero when the clocks disagree", () => {
    expect(detailOf({}, -5000)).toBe("by Ada · 0:00 of about 5:00");
  });

  test("says only what is known", () => {
    expect(detailOf({ typicalSeconds: 0, createdByName: "" })).toBe("0:42");
    expect(detailOf({ startedAt: 0 })).toBe("by Ada · starting");
  });
});

describe("an open portal's second line", () => {
  test("says how many are inside", () => {
    expect(detailOf({ status: "ready", occupancy: 1 })).toBe("by Ada · 1 person inside");
    expect(detailOf({ status: "ready", occupancy: 3 })).toBe("by Ada · 3 people inside");
    expect(detailOf({ status: "ready" })).toBe("by Ada");
  });
});

describe("a failed portal's second line", () => {
  test("says why", () => {
    expect(detailOf({ status: "error", errorMessage: "The prompt was refused." })).toBe(
      "by Ada · The prompt was refused.",
    );
  });

  test("does not leave an unknown reason empty", () => {
    expect(detailOf({ status: "error" })).toMatch(/^by Ada · .+/);
  });
});

describe("a portal's title", () => {
  test.each([
    [{ prompt: "A harbour" }, "A harbour"],
    [{ prompt: "", targetWorldId: "hub" }, "The hub"],
    [{ prompt: "", targetWorldId: "3ea4cb35-6eec" }, "World 3ea4cb35"],
    [{ prompt: "", targetWorldId: "" }, "Untitled world"],
  ])("of %o is %s", (fields, title) => {
    expect(portalView(portal(fields), startedAt).title).toBe(title);
  });
});

describe("a portal's place and state", () => {
  test("are taken over as they are", () => {
    const fields = { x: 1, y: 2, z: 3, rotationY: 0.5, status: "ready", thumbnailUrl: "/assets/a.webp" } as const;
    expect(portalView(portal(fields), startedAt)).toMatchObject({ id: "p1", ...fields });
  });

  test("a state that this page does not know cannot be walked into", () => {
    expect(portalSnapshot(Object.assign(new Portal(), { status: "haunted" })).status).toBe("generating");
  });
});

describe("where a portal leads", () => {
  test("is its target, or the world its address names, or nowhere", () => {
    expect(destinationOf(portal({ targetWorldId: "abc" }))).toBe("abc");
    expect(destinationOf(portal({ url: "https://marble.worldlabs.ai/worlds/abc" }))).toBe("abc");
    expect(destinationOf(portal({}))).toBeNull();
  });
});

describe("the way back", () => {
  test("stands open 4 m behind the arrival and says where it leads", () => {
    expect(wayBackView("hub")).toMatchObject({ id: WAY_BACK_ID, x: 0, z: -4, status: "ready", detail: "to the hub" });
    expect(wayBackView("forest").detail).toBe("to where you came from");
  });
});
