import { randomUUID } from "node:crypto";
import type { CastKind } from "../../contract/shows.ts";
import { endedStatuses } from "../../server/generation/generation.ts";
import type { Database } from "../../server/persistence/database.ts";
import { castClient } from "./cast-client.ts";
import { type CrashKind, mayDieUnanswered, unanswered } from "./crash-kind.ts";
import { type CrashPlace, everyPlace } from "./crash-places.ts";
import { drawn } from "./pictures.ts";
import { trayOf } from "./tray.ts";
import { upload } from "./upload.ts";

/** One kind of the cast: what it leaves on its subject, and whether there is a picture to see before. */
interface CastCrash {
  readonly kind: CastKind;
  readonly inEveryRun: CrashKind["inEveryRun"];
  readonly needsPortrait: boolean;
  /** The stored file of every subject that there is. */
  filesIn(database: Database): Promise<readonly (string | null)[]>;
}

const at = (...names: readonly string[]): CrashPlace[] => everyPlace.filter((place) => names.includes(place.at));
/** Where a kind's own part comes in: its pictures are in the POST, its file is collected, its result is written. */
const ownPart = at("before submitted", "after file_collected", "before settled");

/** Of a character or show that stands in the world, as what it is by now. */
const castCrash = ({ kind, inEveryRun, needsPortrait, filesIn }: CastCrash): CrashKind => ({
  kind,
  places: everyPlace,
  inEveryRun,
  async ask(asker, url, database) {
    const cast = castClient(url, asker);
    const { showId, ids } = await cast.addCast("Alice");
    const [alice = ""] = ids;
    if (needsPortrait) {
      const picture = await (await drawn(96, 128)).png().toBuffer();
      await givePortrait(database, await upload(url, picture, asker));
    }
    const named = kind === "trailer" ? { showId } : { characterId: alice };
    await asker.room.request("place_exhibit", { ...named, x: 5, y: 0, z: 5, rotationY: 0 });
    const jobId = randomUUID();
    cast.ask(kind, kind === "trailer" ? showId : alice, jobId).catch(unanswered);
    const tray = trayOf(url, asker);
    return {
      isAccepted: async () => Boolean((await tray.read(jobId).catch(unanswered))?.operation_id),
      async cancel() {
        await tray.cancel(jobId).catch(mayDieUnanswered);
      },
    };
  },
  subjectsIn: async (database) => (await filesIn(database)).map((url) => ({ url })),
  async standing(database) {
    const exhibits = await database.client.exhibit.findMany();
    const isSomethingSeen = needsPortrait || (await filesIn(database)).some((file) => file !== null);
    const [job] = await database.client.generation.findMany();
    const hasEnded = job === undefined || endedStatuses.some((status) => status === job.status);
    const withNothingGoingOn = job === undefined || isSomethingSeen ? "ready" : "error";
    const shown = hasEnded ? withNothingGoingOn : "generating";
    return exhibits.map(() => shown);
  },
  seenBy: ({ room }) => [...room.state.exhibits.values()].map(({ status }) => status),
  expected: {
    made: [{ url: kind === "portrait" ? ".webp" : ".webm" }],
    "never asked": [{ url: null }],
    "searched for": [{ url: null }],
    cancelled: [{ url: null }],
  },
});

/** As if it had been generated: what is tried is the next job. */
async function givePortrait({ client }: Database, uploadId: string): Promise<void> {
  const portrait = { portrait: uploadId, portraitGenerationId: 1n, portraitAskedAt: new Date(0) };
  await client.character.updateMany({ data: portrait });
}

export const castCrashes: readonly CrashKind[] = [
  castCrash({
    kind: "portrait",
    inEveryRun: { sqlite: [], postgres: everyPlace },
    needsPortrait: false,
    filesIn: async ({ client }) => (await client.character.findMany()).map(({ portrait }) => portrait),
  }),
  castCrash({
    kind: "video",
    inEveryRun: { sqlite: ownPart, postgres: [] },
    needsPortrait: true,
    filesIn: async ({ client }) => (await client.character.findMany()).map(({ video }) => video),
  }),
  castCrash({
    kind: "trailer",
    inEveryRun: { sqlite: ownPart, postgres: [] },
    needsPortrait: true,
    filesIn: async ({ client }) => (await client.show.findMany()).map(({ trailer }) => trailer),
  }),
];
