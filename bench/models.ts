import { Generate3dAnswer, UploadAnswer } from "../contract/routes.ts";
import { aPng } from "../tests/support/small-pictures.ts";
import { startWaygate } from "../tests/support/waygate.ts";
import { askAll, CROWDS, type Crowd, inWords, READS, WARM_UP } from "./asking.ts";
import { type Databases, openPostgres } from "./databases.ts";
import type { AtEnd } from "./measure.ts";
import type { Table } from "./table.ts";

/**
 * How soon `POST /api/generate-3d` is acknowledged, its row committed, for a picture that was uploaded; beside it how
 * soon the same callers are told a status, which is one row read. The sandbox takes ten, as Tripo would, and ends none
 * of them in the time; all others wait. Its artist models the ten meanwhile, so the picture is a small one. On SQLite, which waits for the disk at every write, and on a scratch Postgres,
 * which does not. Callers and server share the machine.
 */
export async function measureModels(atEnd: AtEnd): Promise<readonly Table[]> {
  const postgres = await openPostgres(atEnd);
  const rows: string[][] = [];
  for (const database of [null, postgres]) {
    for (const crowd of CROWDS) rows.push(await onDatabase(database, crowd, atEnd));
  }
  return [
    {
      title: "A model asked for (POST /api/generate-3d), and its status read",
      columns: ["", "submit p50", "p99", "submits per s", "read p50", "p99", "reads per s", "p50 ratio"],
      rows,
    },
  ];
}

async function onDatabase(database: Databases | null, { callers, submits }: Crowd, atEnd: AtEnd): Promise<string[]> {
  // A server of its own for each: what waits from the one before would be in the way of the next.
  const waygate = await startWaygate({
    SANDBOX_MODEL_SECONDS: "86400",
    ...(database && { DATABASE_URL: await database.make() }),
  });
  atEnd(waygate.close);
  const imageUrl = await upload(waygate.url);
  const ids: number[] = [];
  const submit = async () => {
    const body = JSON.stringify({ sessionId: "bench", iteration: 1, targetObject: "Teapot", imageUrl });
    const answer = await fetch(`${waygate.url}/api/generate-3d`, { method: "POST", headers: json, body });
    ids.push(Generate3dAnswer.parse(await answer.json()).record_id);
  };
  const read = async (turn: number) => {
    const answer = await fetch(`${waygate.url}/api/status/${ids[turn % ids.length]}`);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`A status was answered with ${answer.status}.`);
  };
  await askAll(callers, WARM_UP, submit);
  const submitted = await askAll(callers, submits, submit);
  const readStatus = await askAll(callers, READS, read);
  await waygate.close();
  return [
    `${database?.name ?? "SQLite"}, ${callers} at once`,
    ...inWords(submitted),
    ...inWords(readStatus),
    (submitted.ms.p50 / readStatus.ms.p50).toFixed(1),
  ];
}

const json = { "content-type": "application/json" };

async function upload(url: string): Promise<string> {
  const body = new Uint8Array(await aPng());
  const answer = await fetch(`${url}/api/uploads`, { method: "POST", headers: { "content-type": "image/png" }, body });
  return UploadAnswer.parse(await answer.json()).url;
}
