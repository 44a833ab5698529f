import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "../server/persistence/database.ts";
import { createGenerationStore } from "../server/persistence/generation-store.ts";
import { startClockwork } from "./clockwork.ts";
import { type Databases, openPostgres, openSqlite } from "./databases.ts";
import type { AtEnd } from "./measure.ts";
import { addRows } from "./running-rows.ts";
import { watchStretch } from "./stretch.ts";
import type { Table } from "./table.ts";

/** More than can be looked at in the time. */
const ROWS = 20_000;
const LOOK_MS = 3_600_000;
/** How long they have been due for, as after an outage. */
const OVERDUE_MS = 60_000;
const WARM_UP_MS = 2_000;
const TAKEN_MS = 5_000;
const WRITES = 500;

/**
 * How many rows the due clock claims and advances per second when there is always another one due; beside it how many
 * rows the same database writes when it is asked for nothing else, one after the other.
 */
export async function measureClaims(atEnd: AtEnd): Promise<readonly Table[]> {
  const onSqlite = await onDatabase(await openSqlite(atEnd), atEnd);
  const onPostgres = await onDatabase(await openPostgres(atEnd), atEnd);
  return [
    {
      title: "Rows claimed, looked at and written, by one server",
      columns: ["", "rows per s", "processor time per row", "single writes per s", "ratio"],
      rows: [onSqlite, onPostgres],
    },
  ];
}

async function onDatabase(databases: Databases, atEnd: AtEnd): Promise<string[]> {
  const url = await databases.make();
  const now = Date.now();
  await addRows(url, { running: ROWS, ended: 0 }, now - OVERDUE_MS, OVERDUE_MS);
  const writesPerSecond = await measureWrites(url, now);

  const clockwork = startClockwork(url, LOOK_MS);
  atEnd(clockwork.stop);
  await clockwork.set({ at: now, speed: 1 });
  await pause(WARM_UP_MS);
  const { looksPerSecond, cpuPerLook } = await watchStretch(clockwork, databases, TAKEN_MS, { speed: 1 });
  await clockwork.stop();
  return [
    databases.name,
    looksPerSecond.toFixed(0),
    `${cpuPerLook.server.toFixed(2)} + ${cpuPerLook.database.toFixed(2)} ms`,
    writesPerSecond.toFixed(0),
    (looksPerSecond / writesPerSecond).toFixed(2),
  ];
}

async function measureWrites(url: string, now: number): Promise<number> {
  const database = await openDatabase(url);
  const store = createGenerationStore(database);
  let [row] = await store.due(now, 1);
  let from = performance.now();
  for (let index = -WRITES / 10; index < WRITES; index++) {
    if (index === 0) from = performance.now();
    row = (row && (await store.write(row.id, row.version, { nextLookAt: now }))) ?? undefined;
  }
  const ms = performance.now() - from;
  await database.close();
  return (WRITES / ms) * 1000;
}
