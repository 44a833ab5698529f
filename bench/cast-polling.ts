import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { startWaygate } from "../tests/support/waygate.ts";
import { askAll } from "./asking.ts";
import { startBenchReplicate } from "./bench-replicate.ts";
import { addCharacters, portraitsOf } from "./cast-jobs.ts";
import { type Databases, openPostgres } from "./databases.ts";
import type { AtEnd } from "./measure.ts";
import { statOf } from "./process-stat.ts";
import type { Table } from "./table.ts";

const neverDone = { seconds: Number.POSITIVE_INFINITY, count: 0 };
const PAGES = 5_000;
const POLL_SECONDS = 3;
const JOBS = 300;
const READERS = 20;
const READS = 6_000;
const WARM_UP = 1_000;
/** Once round all looks; connections that rest much longer are closed. */
const REST_MS = 3_000;

/**
 * What status reads cost the server: the processor time of many, taken together, less what the server uses in the same
 * time without them, where it looks at the jobs that run. What so many pages would come to is reckoned from that and not
 * tried: they would not fit on the machine beside the server.
 */
export async function measureCastPolling(atEnd: AtEnd): Promise<readonly Table[]> {
  const postgres = await openPostgres(atEnd);
  const replicateUrl = await startBenchReplicate(atEnd, neverDone);
  const perSecond = PAGES / POLL_SECONDS;
  const rows: string[][] = [];
  for (const database of [null, postgres]) {
    const { readsPerSecond, serverMs, databaseMs, atRest } = await onDatabase(database, replicateUrl, atEnd);
    const share = (ms: number) => ((ms * perSecond) / 1000).toFixed(2);
    rows.push([
      database?.name ?? "SQLite",
      readsPerSecond.toFixed(0),
      `${serverMs.toFixed(3)} ms`,
      database === null ? "in the server" : `${databaseMs.toFixed(3)} ms`,
      share(serverMs),
      database === null ? "-" : share(databaseMs),
      atRest.toFixed(2),
    ]);
  }
  return [
    {
      title: `Status reads; ${PAGES} pages that ask every ${POLL_SECONDS} s are ${perSecond.toFixed(0)} reads per s`,
      columns: [
        ...["", "reads per s here", "server per read", "database per read"],
        ...["server: cores for all pages", "database: cores", `cores at rest (${JOBS} jobs run)`],
      ],
      rows,
    },
  ];
}

async function onDatabase(database: Databases | null, replicateUrl: string, atEnd: AtEnd) {
  const waygate = await startWaygate({
    REPLICATE_BASE_URL: replicateUrl,
    ...(database && { DATABASE_URL: await database.make() }),
  });
  atEnd(waygate.close);
  const portraits = portraitsOf(await addCharacters(waygate.url, JOBS));
  await askAll(READERS, JOBS, portraits.submit);
  await askAll(READERS, WARM_UP, portraits.readStatus);

  const used = async () => ({
    atMs: performance.now(),
    serverMs: (await statOf(waygate.pid())).ownMs,
    databaseMs: (await database?.processorTime()) ?? 0,
  });
  const before = await used();
  await pause(REST_MS);
  const rested = await used();
  const { perSecond: readsPerSecond } = await askAll(READERS, READS, portraits.readStatus);
  const after = await used();
  await waygate.close();

  const restMs = rested.atMs - before.atMs;
  const readMs = after.atMs - rested.atMs;
  const perRead = (of: "serverMs" | "databaseMs"): number =>
    (after[of] - rested[of] - (rested[of] - before[of]) * (readMs / restMs)) / READS;
  return {
    readsPerSecond,
    serverMs: perRead("serverMs"),
    databaseMs: perRead("databaseMs"),
    atRest: (rested.serverMs - before.serverMs) / restMs,
  };
}
