import { signal } from "@preact/signals";
import { describe, expect, test } from "vitest";
import { type GalleryRoom, hangInGallery } from "../../client/exhibits/hang-in-gallery.ts";
import { Refused } from "../../client/session/requests.ts";
import { type ExhibitSnapshot, exhibitSnapshot } from "../../client/session/snapshots.ts";
import { pictureSpots, trailerSpots } from "../../contract/gallery.ts";
import { CHARACTERS_PER_SHOW, HUB } from "../../contract/limits.ts";
import { Exhibit } from "../../contract/state.ts";

const show = { id: "s", characters: [{ id: "a" }, { id: "b" }, { id: "c" }] };
const at = (spot: object, fields: Partial<ExhibitSnapshot> = {}): ExhibitSnapshot => ({
  ...exhibitSnapshot(new Exhibit()),
  ...spot,
  ...fields,
});

/** A room whose state stays as it is, as it does until the server's next patch. */
function aRoom({
  worldId = HUB,
  exhibits = [] as ExhibitSnapshot[],
  refuse = (_nth: number): Error | null => null,
} = {}) {
  const asked: Record<string, unknown>[] = [];
  const waits: number[] = [];
  const room: GalleryRoom = {
    worldId: signal(worldId),
    exhibits: signal(exhibits),
    self: signal({ sessionId: "x", playerId: "ada", name: "Ada", away: false, loading: false }),
    // The room's answers differ by request; here there is one.
    request: (async (_type: string, payload: Record<string, unknown>) => {
      asked.push(payload);
      const refusal = refuse(asked.length);
      if (refusal) throw refusal;
      return { exhibitId: `e${asked.length}` };
    }) as GalleryRoom["request"],
  };
  const hang = (what = show) =>
    hangInGallery(room, what, async () => {
      waits.push(asked.length);
    });
  return { asked, waits, hang };
}

describe("hanging a show in the gallery", () => {
  test("asks for a frame for each of the cast and for the trailer, each at a free spot of its own", async () => {
    const { hang, asked, waits } = aRoom();
    expect(await hang()).toEqual({ hung: 4, already: 0, reason: "" });
    const spots = pictureSpots("south");
    expect(asked).toEqual([
      { characterId: "a", ...spots[0] },
      { characterId: "b", ...spots[1] },
      { characterId: "c", ...spots[2] },
      { showId: "s", ...trailerSpots("south")[0] },
    ]);
    // The room takes only so many requests a second.
    expect(waits).toEqual([1, 2, 3]);
  });

  test("hangs nobody twice, but hangs beside them who came since", async () => {
    const [first, second, third] = pictureSpots("south");
    const mine = { createdBy: "ada" };
    const exhibits = [
      at({ ...first }, { ...mine, subject: "character:a" }),
      at({ ...second }, { createdBy: "bob", subject: "character:b" }),
      at({ ...third }, { ...mine, subject: "show:s" }),
    ];
    const { hang, asked } = aRoom({ exhibits });
    expect(await hang()).toEqual({ hung: 2, already: 2, reason: "" });
    expect(asked).toMatchObject([{ characterId: "b" }, { characterId: "c" }]);
    const taken = new Set(exhibits.map(({ x, y, z }) => `${x} ${y} ${z}`));
    for (const { x, y, z } of asked) expect(taken.has(`${x} ${y} ${z}`)).toBe(false);
  });

  test("takes the next spot where somebody else was faster", async () => {
    const { hang, asked } = aRoom({ refuse: (nth) => (nth === 1 ? new Refused("bad_place", "Taken.") : null) });
    expect(await hang()).toMatchObject({ hung: 4, reason: "" });
    expect(asked.slice(0, 2)).toMatchObject([
      { characterId: "a", ...pictureSpots("south")[0] },
      { characterId: "a", ...pictureSpots("south")[1] },
    ]);
  });

  test("stops at another refusal and tells it", async () => {
    const { hang, asked } = aRoom({ refuse: (nth) => (nth === 2 ? new Refused("over_budget", "You have 60.") : null) });
    expect(await hang()).toEqual({ hung: 1, already: 0, reason: "You have 60." });
    expect(asked).toHaveLength(2);
  });

  test("takes a whole cast, and says when there is no spot left", async () => {
    const many = { id: "s", characters: Array.from({ length: CHARACTERS_PER_SHOW }, (_, i) => ({ id: `c${i}` })) };
    const { hang, asked } = aRoom();
    expect(await hang(many)).toEqual({ hung: CHARACTERS_PER_SHOW + 1, already: 0, reason: "" });
    expect(new Set(asked.map(({ x, y, z }) => `${x} ${y} ${z}`)).size).toBe(CHARACTERS_PER_SHOW + 1);

    const exhibits = [...pictureSpots("south"), ...pictureSpots("west")].map((spot) => at({ ...spot }));
    expect(await aRoom({ exhibits }).hang()).toMatchObject({
      hung: 0,
      reason: expect.stringContaining("no free place"),
    });
  });

  test("asks for nothing outside of the hub", async () => {
    const { hang, asked } = aRoom({ worldId: "w1" });
    expect(await hang()).toMatchObject({ hung: 0, reason: expect.stringContaining("hub") });
    expect(asked).toEqual([]);
  });
});
