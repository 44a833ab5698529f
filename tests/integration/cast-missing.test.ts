import { describe, expect, test } from "vitest";
import { openShowDoors, refusalIn } from "../support/show-doors.ts";
import { until } from "../support/until.ts";

describe("generate-missing", () => {
  test("asks for exactly what is not there and not on its way", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice", "Bob", "Carl", "Dora", "Eve", "Finn", "Gus");
    for (const [index, id] of ids.slice(0, 4).entries()) {
      await doors.ask("portrait", `had-${index}`, id);
      await doors.finish(`had-${index}`, `aa${index}`);
    }
    await doors.ask("portrait", "on-its-way", ids[4] ?? "");
    const { started, refused } = await doors.generateMissing(showId, "portrait");
    expect(started.map(({ characterId }) => characterId)).toEqual(ids.slice(5));
    expect(refused).toEqual([]);
    expect(await doors.generateMissing(showId, "portrait")).toEqual({ started: [], refused: [] });
    await until(() => doors.replicate.charged.length >= 7);
    await doors.clock.advance(60_000);
    expect(doors.replicate.charged).toHaveLength(7);
    for (const { jobId, characterId } of started) {
      expect((await doors.store.findByJob("ada", jobId))?.subject).toBe(`character:${characterId}`);
    }
  });

  test("asked for by several at once begins each only once, and tells it to one of them", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice", "Bob", "Carl");
    const answers = await Promise.all([0, 1, 2, 3].map(() => doors.generateMissing(showId, "portrait")));
    const started = answers.flatMap((answer) => answer.started.map(({ characterId }) => characterId));
    expect(started.toSorted()).toEqual([...ids].toSorted());
    expect(await doors.store.list({ limit: 100 })).toHaveLength(3);
  });

  test("tells who cannot have one yet, and keeps nobody else from it", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice", "Bob");
    await doors.ask("portrait", "p", ids[1] ?? "");
    await doors.finish("p", "aa");
    expect(await doors.generateMissing(showId, "video")).toEqual({
      started: [{ jobId: expect.any(String), characterId: ids[1] }],
      refused: [
        {
          characterId: ids[0],
          code: "needs_portrait",
          error: "Alice has no portrait yet: generate that first.",
        },
      ],
    });
  });

  test("goes as far as one's budget does", async () => {
    const doors = await openShowDoors({ limits: { runningCastPerPlayer: 2, startsPerPlayerPerDay: 10 } });
    const { showId, ids } = await doors.addCast("Alice", "Bob", "Carl");
    const { started, refused } = await doors.generateMissing(showId, "portrait");
    expect(started.map(({ characterId }) => characterId)).toEqual(ids.slice(0, 2));
    expect(refused).toMatchObject([{ characterId: ids[2], code: "over_budget" }]);
  });

  test("of the trailer asks for it once, and not when it is there", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice");
    expect(await doors.generateMissing(showId, "trailer")).toMatchObject({
      started: [],
      refused: [{ characterId: null, code: "needs_portrait" }],
    });
    await doors.ask("portrait", "p", ids[0] ?? "");
    await doors.finish("p", "aa");
    const { started } = await doors.generateMissing(showId, "trailer");
    expect(started).toEqual([{ jobId: expect.any(String), characterId: null }]);
    expect(await doors.generateMissing(showId, "trailer")).toEqual({ started: [], refused: [] });
    await doors.finish(started[0]?.jobId ?? "", "bb");
    expect(await doors.generateMissing(showId, "trailer")).toEqual({ started: [], refused: [] });
  });

  test("of what failed asks again", async () => {
    const doors = await openShowDoors();
    const { showId, ids } = await doors.addCast("Alice");
    await doors.ask("portrait", "p", ids[0] ?? "");
    const row = await doors.store.findByJob("ada", "p");
    if (row) await doors.generations.cancel(row);
    expect((await doors.generateMissing(showId, "portrait")).started).toMatchObject([{ characterId: ids[0] }]);
  });

  test("of no kind that there is, is 400", async () => {
    const doors = await openShowDoors();
    const { showId } = await doors.addCast();
    const answer = await doors.call("POST", `/api/shows/${showId}/generate-missing`, { kind: "statue" });
    expect((await refusalIn(answer)).slice(0, 2)).toEqual([400, "bad_message"]);
  });
});
