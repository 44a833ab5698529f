import { describe, expect, test } from "vitest";
import { portalReach } from "../../client/portals/scene/portal-reach.ts";
import { nearThing, type Spot } from "../../client/scene/aim/near.ts";
import { pickBox, type Ray, rayThrough } from "../../client/scene/aim/pick.ts";
import { spotAhead } from "../../client/scene/aim/spot-ahead.ts";

const here = { x: 0, z: 0 };
const ahead = { id: "ahead", x: 0, y: 0, z: 3, rotationY: Math.PI };
const right = { id: "right", x: 2, y: 0, z: 0, rotationY: -Math.PI / 2 };
type Standing = typeof ahead;
const portal = (standing: Standing) =>
  portalReach({ ...standing, status: "ready", title: "", detail: "", thumbnailUrl: "" });
const nearPortal = ({ x, z }: Spot, yaw: number, portals: Standing[]) =>
  nearThing({ x, y: 1.7, z }, { yaw, pitch: 0 }, portals.map(portal));
const pickPortal = (ray: Ray, portals: Standing[]) => pickBox(ray, portals.map(portal));

describe("the near portal", () => {
  test("is within 4 m and roughly looked at", () => {
    expect(nearPortal(here, 0, [ahead])).toBe("ahead");
    expect(nearPortal({ x: 0, z: -1.1 }, 0, [ahead])).toBeNull();
    expect(nearPortal(here, Math.PI, [ahead])).toBeNull();
    expect(nearPortal(here, 0.9, [ahead])).toBe("ahead");
  });

  test("is the closest one that is looked at, yaw growing towards +x", () => {
    expect(nearPortal(here, 0.8, [ahead, right])).toBe("right");
    expect(nearPortal(here, 0, [ahead, right])).toBe("ahead");
  });

  test("is near in every direction for who stands in it", () => {
    expect(nearPortal({ x: 0, z: 2.5 }, Math.PI, [ahead])).toBe("ahead");
  });
});

describe("of two that hang above one another", () => {
  const upper = { id: "upper", x: 0, z: 2, reach: 4, middle: 3.6 };
  const lower = { id: "lower", x: 0, z: 2, reach: 4, middle: 1.6 };
  const nearOf = (pitch: number, things: readonly (typeof upper)[]) =>
    nearThing({ x: 0, y: 1.7, z: 0 }, { yaw: 0, pitch }, things);

  test.each([[[upper, lower]], [[lower, upper]]])("the one is near that one looks at", (both) => {
    expect(nearOf(0, both)).toBe("lower");
    expect(nearOf(0.75, both)).toBe("upper");
  });
});

describe("picking a portal", () => {
  const view = { position: [0, 1.7, 0] as const, yaw: 0, pitch: 0, fieldOfView: 1, aspect: 16 / 9 };

  test("hits what is in the middle of the view, along yaw and pitch", () => {
    expect(pickPortal(rayThrough(view, 0, 0), [ahead, right])).toBe("ahead");
    expect(pickPortal(rayThrough({ ...view, yaw: Math.PI / 2 }, 0, 0), [ahead, right])).toBe("right");
    expect(pickPortal(rayThrough({ ...view, pitch: 1 }, 0, 0), [ahead])).toBeNull();
    expect(pickPortal(rayThrough({ ...view, yaw: Math.PI }, 0, 0), [ahead])).toBeNull();
  });

  test("goes through the point of the screen that was clicked, right and up being positive", () => {
    const offCentre = { ...ahead, x: 2 };
    expect(pickPortal(rayThrough(view, 0.69, 0), [offCentre])).toBe("ahead");
    expect(pickPortal(rayThrough(view, -0.69, 0), [offCentre])).toBeNull();
    const raised = { ...ahead, y: 2.3 };
    expect(pickPortal(rayThrough(view, 0, 0.6), [raised])).toBe("ahead");
    expect(pickPortal(rayThrough(view, 0, -0.6), [raised])).toBeNull();
  });

  test("takes the closer of two in a row, and none that is farther than 40 m", () => {
    const behind = { ...ahead, id: "behind", z: 6 };
    expect(pickPortal(rayThrough(view, 0, 0), [behind, ahead])).toBe("ahead");
    expect(pickPortal(rayThrough(view, 0, 0), [{ ...ahead, z: 41 }])).toBeNull();
  });

  test("a portal seen from its side is only as wide as its frame is deep", () => {
    const fromItsSide = { ...ahead, rotationY: Math.PI / 2 };
    expect(pickPortal(rayThrough({ ...view, yaw: 0.2 }, 0, 0), [fromItsSide])).toBeNull();
    expect(pickPortal(rayThrough({ ...view, yaw: 0.2 }, 0, 0), [ahead])).toBe("ahead");
  });
});

test("what is placed 3 m ahead looks back at the player", () => {
  for (const yaw of [0, 0.7, 2.8, -2.8]) {
    const spot = spotAhead({ x: 5, z: -4 }, yaw, 3);
    expect(Math.hypot(spot.x - 5, spot.z + 4)).toBeCloseTo(3);
    expect(spot.x + Math.sin(spot.rotationY) * 3).toBeCloseTo(5);
    expect(spot.z + Math.cos(spot.rotationY) * 3).toBeCloseTo(-4);
    expect(Math.abs(spot.rotationY)).toBeLessThanOrEqual(Math.PI);
  }
});
