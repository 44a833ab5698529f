import { describe, expect, test } from "vitest";
import { overallProgress } from "../../client/tray/overall-progress.ts";
import { COLUMNS, queueStrips } from "../../client/tray/queue-strips.ts";
import { anEntry, secondsAgo, trayNow } from "../support/tray-entries.ts";

const minutesAgo = (minutes: number) => secondsAgo(minutes * 60);

describe("how far all tasks are together", () => {
  test("is nothing while none runs", () => {
    expect(overallProgress([anEntry({ status: "succeeded", ended_at: secondsAgo(1) })], trayNow)).toBeNull();
  });

  test("counts what ended since the oldest that runs, so that it does not fall back", () => {
    const oldest = anEntry({ progress: 50, created_at: secondsAgo(100) });
    const queued = anEntry({ status: "queued", queue_position: 1, created_at: secondsAgo(90) });
    const ended = anEntry({ status: "succeeded", created_at: secondsAgo(95), ended_at: secondsAgo(10) });
    const before = anEntry({ status: "succeeded", created_at: secondsAgo(300), ended_at: secondsAgo(200) });
    expect(overallProgress([oldest, queued, ended, before], trayNow)).toEqual({ share: 0.5, isEstimate: false });
  });

  test("says where a part of it is an estimate", () => {
    const estimated = anEntry({ created_at: secondsAgo(75), typical_seconds: 300 });
    expect(overallProgress([estimated], trayNow)).toEqual({ share: 0.25, isEstimate: true });
  });
});

describe("the queue's last hour", () => {
  test("is counted by kind, the busiest first", () => {
    const list = [
      anEntry({ kind: "world" }),
      anEntry({ kind: "portrait", status: "queued", queue_position: 1 }),
      anEntry({ kind: "portrait" }),
      anEntry({ kind: "portrait", status: "succeeded", ended_at: minutesAgo(5) }),
      anEntry({ kind: "portrait", status: "timed_out", ended_at: minutesAgo(59) }),
      anEntry({ kind: "portrait", status: "cancelled", ended_at: minutesAgo(1) }),
      anEntry({ kind: "model", status: "failed", ended_at: minutesAgo(61) }),
    ];
    expect(queueStrips(list, trayNow).map(({ kind, counts }) => ({ kind, counts }))).toEqual([
      { kind: "portrait", counts: { running: 1, waiting: 1, done: 1, failed: 1, cancelled: 1 } },
      { kind: "world", counts: { running: 1, waiting: 0, done: 0, failed: 0, cancelled: 0 } },
    ]);
  });

  test("has what was under way in every column of its time, and its end in the one it fell into", () => {
    const created_at = minutesAgo(9);
    const [strip] = queueStrips([anEntry({ status: "succeeded", created_at, ended_at: minutesAgo(3) })], trayNow);
    expect(strip?.columns).toHaveLength(COLUMNS);
    expect(strip?.columns.slice(-6).map(({ running, done }) => [running, done])).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
  });

  test("shows in its last column what runs and waits now, and what has ended just now", () => {
    const list = [
      anEntry({ kind: "video" }),
      anEntry({ kind: "video", status: "queued", queue_position: 1 }),
      anEntry({ kind: "video", status: "failed", ended_at: secondsAgo(0) }),
    ];
    expect(queueStrips(list, trayNow)[0]?.columns.at(-1)).toEqual({
      ...{ running: 1, waiting: 1 },
      ...{ done: 0, failed: 1, cancelled: 0 },
    });
  });
});
