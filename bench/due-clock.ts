import { setTimeout as pause } from "node:timers/promises";
import { startClockwork } from "./clockwork.ts";
import type { Databases } from "./databases.ts";
import type { AtEnd } from "./measure.ts";
import { addRows, type Rows } from "./running-rows.ts";
import { type Stretch, watchStretch } from "./stretch.ts";
import type { Table } from "./table.ts";

const SIZES: readonly Rows[] = [
  { running: 100, ended: 0 },
  { running: 1_000, ended: 0 },
  { running: 10_000, ended: 0 },
  { running: 10_000, ended: 90_000 },
  { running: 100_000, ended: 0 },
];
/** From one look at a row to its next: of evenly spread rows, 1 % are due per second. */
const LOOK_MS = 100_000;
const HOUR_MS = 3_600_000;
/** Idle, the clock wakes every few seconds only; it runs faster so that a short while shows enough of it. */
const IDLE = { speed: 30, realMs: 2_500 };
/** So few rows are hurried along, that a short while shows enough looks. */
const BUSY = { realMs: 4_000, leastLooksPerSecond: 25 };
/** Code that has not run often is slow, and a server runs for days. */
const WARM_UP = { realMs: 2_000, leastLooksPerSecond: 60 };

interface Case {
  readonly rows: Rows;
  readonly idle: Stretch;
  readonly busy: Stretch;
}

/**
 * What running rows cost the due clock: while none of them is due, and while 1 % are per second. Per due row it should
 * be the same however many there are.
 */
export async function measureDueClock(databases: Databases, atEnd: AtEnd): Promise<readonly Table[]> {
  const cases: Case[] = [];
  for (const rows of SIZES) cases.push(await measureCase(databases, rows, atEnd));
  return [inWords(databases, cases)];
}

async function measureCase(databases: Databases, rows: Rows, atEnd: AtEnd): Promise<Case> {
  const url = await databases.make();
  const firstDueAt = Date.now();
  await addRows(url, rows, firstDueAt, LOOK_MS);
  const clockwork = startClockwork(url, LOOK_MS);
  atEnd(clockwork.stop);

  await clockwork.set({ at: firstDueAt - HOUR_MS, speed: IDLE.speed });
  await pause(500);
  const idle = await watchStretch(clockwork, databases, IDLE.realMs, IDLE);

  const duePerSecond = duePerSecondOf(rows);
  await clockwork.set({ at: firstDueAt, speed: Math.max(1, WARM_UP.leastLooksPerSecond / duePerSecond) });
  await pause(WARM_UP.realMs);
  const busySpeed = Math.max(1, BUSY.leastLooksPerSecond / duePerSecond);
  const busy = await watchStretch(clockwork, databases, BUSY.realMs, { speed: busySpeed });
  await clockwork.stop();
  return { rows, idle, busy };
}

function inWords({ name }: Databases, cases: readonly Case[]): Table {
  const first = cases[0];
  if (!first) throw new Error("Nothing was measured.");
  const both = ({ server, database }: { server: number; database: number }): number => server + database;
  return {
    title: `The due clock on ${name}: processor time, of the server and of the database beside it`,
    columns: ["running rows", "idle", "due per s", "looks per s", "busy", "per due row", "against the first"],
    rows: cases.map(({ rows, idle, busy }) => [
      nameOf(rows),
      `${shareOf(idle.cpuPerSecond.server)} + ${shareOf(idle.cpuPerSecond.database)}`,
      String(duePerSecondOf(rows)),
      busy.looksPerSecond.toFixed(1),
      `${shareOf(busy.cpuPerSecond.server)} + ${shareOf(busy.cpuPerSecond.database)}`,
      `${busy.cpuPerLook.server.toFixed(2)} + ${busy.cpuPerLook.database.toFixed(2)} ms`,
      (both(busy.cpuPerLook) / both(first.busy.cpuPerLook)).toFixed(2),
    ]),
  };
}

/** Of one core. */
const shareOf = (msPerSecond: number): string => `${(msPerSecond / 10).toFixed(2)} %`;

const duePerSecondOf = ({ running }: Rows): number => (running / LOOK_MS) * 1000;

const nameOf = ({ running, ended }: Rows): string =>
  running.toLocaleString("en") + (ended > 0 ? ` beside ${ended.toLocaleString("en")} ended` : "");
