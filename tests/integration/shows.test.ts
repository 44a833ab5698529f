import { describe, expect, test } from "vitest";
import { CHARACTERS_PER_SHOW, SHOWS_PER_PLAYER } from "../../contract/limits.ts";
import { openShowDoors, refusalIn } from "../support/show-doors.ts";

describe("a show", () => {
  test("is made, read, changed and removed by its owner", async () => {
    const doors = await openShowDoors();
    const show = await doors.addShow({ title: " The Long Night ", logline: "", autoGenerate: true });
    expect(show).toMatchObject({ title: "The Long Night", logline: "", autoGenerate: true, trailerUrl: null });
    expect(await doors.readShow(show.id)).toEqual(show);
    const changed = await doors.call("PATCH", `/api/shows/${show.id}`, { title: "Dawn" });
    expect(await changed.json()).toMatchObject({ id: show.id, title: "Dawn", autoGenerate: true });
    expect((await doors.call("DELETE", `/api/shows/${show.id}`)).status).toBe(200);
    expect((await doors.call("GET", `/api/shows/${show.id}`)).status).toBe(404);
    expect(await doors.listShows()).toEqual([]);
  });

  test("has characters in the order in which they came, each changed and removed alone", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice", "Bob", "Eve");
    const [alice = "", bob = ""] = ids;
    const patched = await doors.call("PATCH", `/api/characters/${bob}`, { role: "baker" });
    expect(await patched.json()).toMatchObject({
      id: bob,
      name: "Bob",
      role: "baker",
      description: "Grey coat, a scar.",
    });
    expect((await doors.call("DELETE", `/api/characters/${alice}`)).status).toBe(200);
    expect((await doors.readShow(showId)).characters.map(({ name }) => name)).toEqual(["Bob", "Eve"]);
    expect(await doors.listShows()).toMatchObject([
      { id: showId, characterCount: 2, portraitCount: 0, activeCount: 0 },
    ]);
  });

  test("that is somebody else's is answered like one that is not there, whatever is asked of it", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice");
    const words = { name: "Mallory", role: "", description: "" };
    const asked = [
      ["GET", "/api/shows/ID", undefined],
      ["PATCH", "/api/shows/ID", { title: "Mine" }],
      ["DELETE", "/api/shows/ID", undefined],
      ["POST", "/api/shows/ID/characters", words],
      ["POST", "/api/shows/ID/generate-missing", { kind: "portrait" }],
    ] as const;
    for (const [method, path, body] of asked) {
      const [foreign, unknown] = await Promise.all(
        [showId, "nobody"].map(async (id) =>
          refusalIn(await doors.call(method, path.replace("ID", id), body, "mallory")),
        ),
      );
      expect(foreign).toEqual(unknown);
      expect(foreign?.slice(0, 2)).toEqual([404, "unknown_show"]);
    }
    for (const method of ["PATCH", "DELETE"]) {
      const [foreign, unknown] = await Promise.all(
        [ids[0], "nobody"].map(async (id) =>
          refusalIn(
            await doors.call(method, `/api/characters/${id}`, method === "PATCH" ? words : undefined, "mallory"),
          ),
        ),
      );
      expect(foreign).toEqual(unknown);
      expect(foreign?.slice(0, 2)).toEqual([404, "unknown_character"]);
    }
    expect(await doors.readShow(showId)).toMatchObject({ title: "The Long Night", characters: [{ name: "Alice" }] });
  });

  test("needs a session, even where callers without one may ask for models", async () => {
    const doors = await openShowDoors();
    for (const [method, path] of [
      ["GET", "/api/shows"],
      ["POST", "/api/shows"],
      ["POST", "/api/characters/portrait"],
      ["GET", "/api/shows/trailer/status?jobId=a"],
    ] as const) {
      const answer = await doors.call(method, path, method === "POST" ? {} : undefined, null);
      expect(await refusalIn(answer)).toEqual([401, "signed_out", expect.stringContaining("POST /api/session")]);
    }
  });

  test.each([
    ["no title", { logline: "" }, "title is missing."],
    ["a title too long", { title: "x".repeat(81), logline: "" }, "The title is too long: at most 80 characters."],
    ["an empty title", { title: " ", logline: "" }, "The title is empty: write something."],
    [
      "a logline too long",
      { title: "A", logline: "x".repeat(301) },
      "The logline is too long: at most 300 characters.",
    ],
    ["a switch that is none", { title: "A", logline: "", autoGenerate: "yes" }, "autoGenerate must be true or false."],
  ])("with %s is 400 with a sentence, and is not kept", async (_what, words, sentence) => {
    const doors = await openShowDoors();
    expect(await refusalIn(await doors.call("POST", "/api/shows", words))).toEqual([400, "bad_message", sentence]);
    expect(await doors.listShows()).toEqual([]);
  });

  test("has so many characters at most, and a player so many shows, also when they come at once", async () => {
    const doors = await openShowDoors();
    const { showId } = await doors.addCast();
    const words = { name: "Alice", role: "", description: "" };
    const characters = await Promise.all(
      Array.from({ length: CHARACTERS_PER_SHOW + 2 }, () =>
        doors.call("POST", `/api/shows/${showId}/characters`, words),
      ),
    );
    expect(characters.filter(({ status }) => status === 201)).toHaveLength(CHARACTERS_PER_SHOW);
    expect(characters.filter(({ status }) => status === 429)).toHaveLength(2);
    const shows = await Promise.all(
      Array.from({ length: SHOWS_PER_PLAYER + 1 }, () => doors.call("POST", "/api/shows", { title: "A", logline: "" })),
    );
    expect(shows.filter(({ status }) => status === 201)).toHaveLength(SHOWS_PER_PLAYER - 1);
  });
});
