import { startWaygate } from "../tests/support/waygate.ts";
import { askAll, CROWDS, type Crowd, inWords, READS, WARM_UP } from "./asking.ts";
import { startBenchReplicate } from "./bench-replicate.ts";
import { addCharacters, portraitsOf } from "./cast-jobs.ts";
import { type Databases, openPostgres } from "./databases.ts";
import type { AtEnd } from "./measure.ts";
import type { Table } from "./table.ts";

const neverDone = { seconds: Number.POSITIVE_INFINITY, count: 0 };
/** What the seed's own test wants of a POST, in ms. */
const WANTED_MS = 100;

/**
 * How soon `POST /api/characters/portrait` is acknowledged, its row committed, each for another character; beside it how
 * soon the same callers are told a status, and what the seed wants. The provider takes every one at once, and what it has
 * taken is looked at every 3 s meanwhile. Callers, provider and server share the machine.
 */
export async function measureCastDoors(atEnd: AtEnd): Promise<readonly Table[]> {
  const postgres = await openPostgres(atEnd);
  const replicateUrl = await startBenchReplicate(atEnd, neverDone);
  const rows: string[][] = [];
  for (const database of [null, postgres]) {
    for (const crowd of CROWDS) rows.push(await onDatabase(database, crowd, replicateUrl, atEnd));
  }
  return [
    {
      title: `A portrait asked for (POST /api/characters/portrait; the seed wants < ${WANTED_MS} ms), and its status read`,
      columns: [
        ...["", "submit p50", "p99", "submits per s", "read p50", "p99", "reads per s"],
        ...["p50 ratio", `p99 / ${WANTED_MS} ms`],
      ],
      rows,
    },
  ];
}

async function onDatabase(
  database: Databases | null,
  { callers, submits }: Crowd,
  replicateUrl: string,
  atEnd: AtEnd,
): Promise<string[]> {
  // A server of its own for each: what runs from the one before would be looked at, too.
  const waygate = await startWaygate({
    REPLICATE_BASE_URL: replicateUrl,
    ...(database && { DATABASE_URL: await database.make() }),
  });
  atEnd(waygate.close);
  const portraits = portraitsOf(await addCharacters(waygate.url, WARM_UP + submits));
  await askAll(callers, WARM_UP, portraits.submit);
  const submitted = await askAll(callers, submits, portraits.submit);
  const read = await askAll(callers, READS, portraits.readStatus);
  await waygate.close();
  return [
    `${database?.name ?? "SQLite"}, ${callers} at once`,
    ...inWords(submitted),
    ...inWords(read),
    (submitted.ms.p50 / read.ms.p50).toFixed(1),
    (submitted.ms.p99 / WANTED_MS).toFixed(2),
  ];
}
