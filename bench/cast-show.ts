import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { CHARACTERS_PER_SHOW } from "../contract/limits.ts";
import type { ShowAnswer } from "../contract/shows.ts";
import { castClient } from "../tests/support/cast-client.ts";
import { newAsker } from "../tests/support/http-orders.ts";
import { startWaygate } from "../tests/support/waygate.ts";
import { startBenchReplicate } from "./bench-replicate.ts";
import { openPostgres } from "./databases.ts";
import type { AtEnd } from "./measure.ts";
import type { Table } from "./table.ts";

const IMAGE_SECONDS = 6;
/** Replicate's limit on creations. */
const CREATES_PER_MINUTE = 600;
const LOOK_AGAIN_MS = 100;

type Character = ShowAnswer["characters"][number];

/**
 * A whole show from one click: until that is answered, until the provider has taken every portrait, and until the first
 * and the last of them hang, without webhooks; beside what the provider alone needs, whose limit lets one start after the
 * other.
 */
export async function measureCastShow(atEnd: AtEnd): Promise<readonly Table[]> {
  const postgres = await openPostgres(atEnd);
  const aloneSeconds = (CHARACTERS_PER_SHOW / CREATES_PER_MINUTE) * 60 + IMAGE_SECONDS;
  const rows = [
    await onDatabase("SQLite", {}, aloneSeconds, atEnd),
    await onDatabase(postgres.name, { DATABASE_URL: await postgres.make() }, aloneSeconds, atEnd),
  ];
  return [
    {
      title:
        `A show of ${CHARACTERS_PER_SHOW} characters, each portrait made in ${IMAGE_SECONDS} s; ` +
        `at ${CREATES_PER_MINUTE} creates a minute the provider alone needs ${aloneSeconds.toFixed(0)} s`,
      columns: ["", "click answered", "all taken", "first portrait", "last portrait", "last / provider alone"],
      rows,
    },
  ];
}

async function onDatabase(
  name: string,
  environment: Readonly<Record<string, string>>,
  aloneSeconds: number,
  atEnd: AtEnd,
): Promise<string[]> {
  const making = { seconds: IMAGE_SECONDS, count: CHARACTERS_PER_SHOW };
  const replicateUrl = await startBenchReplicate(atEnd, making);
  const waygate = await startWaygate({ ...environment, REPLICATE_BASE_URL: replicateUrl });
  atEnd(waygate.close);
  const client = castClient(waygate.url, await newAsker(waygate.url));
  const { showId } = await client.addCast(...Array.from({ length: CHARACTERS_PER_SHOW }, (_, at) => `Guest ${at + 1}`));

  const clickedAt = performance.now();
  const since = (): number => (performance.now() - clickedAt) / 1000;
  const when = async (isSo: (characters: readonly Character[]) => boolean): Promise<number> => {
    while (!isSo((await client.readShow(showId)).characters)) await pause(LOOK_AGAIN_MS);
    return since();
  };
  await client.generateMissing(showId, "portrait");
  const answered = since();
  const taken = await when((all) => all.every(({ jobs, portraitUrl }) => isTaken(jobs) || portraitUrl !== null));
  const first = await when((all) => all.some(({ portraitUrl }) => portraitUrl !== null));
  const last = await when((all) => all.every(({ portraitUrl }) => portraitUrl !== null));
  await waygate.close();
  const inSeconds = [answered, taken, first, last].map((seconds) => `${seconds.toFixed(1)} s`);
  return [name, ...inSeconds, (last / aloneSeconds).toFixed(2)];
}

const isTaken = (jobs: Character["jobs"]): boolean => jobs[0]?.status === "processing";
