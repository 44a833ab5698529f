import { Generate3dAnswer } from "../../contract/routes.ts";
import { castCrashes } from "./crash-cast-kinds.ts";
import { type CrashAsk, type CrashKind, mayDieUnanswered, unanswered } from "./crash-kind.ts";
import { type CrashPlace, everyPlace, placesOf } from "./crash-places.ts";
import { landscape } from "./landscapes.ts";
import { drawn } from "./pictures.ts";
import type { TestPlayer } from "./player.ts";
import { trayOf } from "./tray.ts";
import { upload } from "./upload.ts";

const spot = { x: 5, y: 0, z: 5, rotationY: 0 };

/** A world behind a portal. */
const world: CrashKind = {
  kind: "world",
  places: everyPlace,
  inEveryRun: { sqlite: everyPlace, postgres: everyPlace },
  ask: async (asker) => askedWorld(asker, { prompt: "a forest", ...spot }),
  subjectsIn: ({ client }) => client.portal.findMany(),
  standing: async ({ client }) => (await client.portal.findMany()).map(({ status }) => status),
  seenBy: ({ room }) => [...room.state.portals.values()].map(({ status }) => status),
  expected: {
    made: [{ status: "ready", pendingOperationId: null, url: "/world/", errorCode: null }],
    "never asked": [{ status: "error", errorCode: "interrupted" }],
    "searched for": [{ status: "generating" }],
    cancelled: [{ status: "error", pendingOperationId: null, errorCode: "cancelled" }],
  },
};

function askedWorld({ room }: TestPlayer, order: object): CrashAsk {
  const portal = () => [...room.state.portals.values()][0];
  room.request("generate_world", order).catch(mayDieUnanswered);
  return {
    // Absent while the row is only just committed, and "" until the provider's answer is.
    isAccepted: async () => Boolean(portal()?.pendingOperationId),
    async cancel() {
      await room.request("cancel_portal", { portalId: portal()?.id }).catch(mayDieUnanswered);
    },
  };
}

/** Where a picture goes to the provider ahead of the POST. */
const handingOver: readonly CrashPlace[] = [
  { at: "after gate_opened", what: "before the picture is handed over", outcome: "made" },
  { at: "before uploaded", what: "the picture is handed over, and its row does not know", outcome: "made" },
  { at: "after uploaded", what: "before the POST, with the picture at the provider", outcome: "searched for" },
];

/** The same from a picture, which makes a difference while that is handed over and at no other time. */
const worldFromPicture: CrashKind = {
  ...world,
  kind: "world from a picture",
  places: handingOver,
  inEveryRun: { sqlite: handingOver, postgres: handingOver },
  async ask(asker, url) {
    const imageUploadId = await upload(url, await landscape("redDesert"), asker);
    return askedWorld(asker, { prompt: "a forest", imageUploadId, ...spot });
  },
};

/** A model from a picture, stood into the world as soon as its job is known. Its end is told in the words of `generated_images`. */
const model: CrashKind = {
  kind: "model",
  places: placesOf(handingOver),
  inEveryRun: { sqlite: placesOf(handingOver), postgres: handingOver },
  async ask(asker, url) {
    const tray = trayOf(url, asker);
    const job = order(asker, url).catch(unanswered);
    const told = async () => {
      const jobId = await job;
      return jobId === null ? null : tray.read(jobId).catch(unanswered);
    };
    return {
      isAccepted: async () => Boolean((await told())?.operation_id),
      async cancel() {
        await tray.cancel((await job) ?? "none").catch(mayDieUnanswered);
      },
    };
  },
  subjectsIn: ({ client }) => client.$queryRaw<object[]>`SELECT status, "3d_url" AS url FROM generated_images`,
  async standing({ client }) {
    const exhibits = await client.exhibit.findMany();
    const rows = await client.generation.findMany({
      where: { id: { in: exhibits.flatMap((row) => row.generationId ?? []) } },
    });
    return rows.map(({ status }) => shown[status] ?? "generating");
  },
  seenBy: ({ room }) => [...room.state.exhibits.values()].map(({ status }) => status),
  expected: {
    made: [{ status: "completed", url: "/assets/" }],
    "never asked": [],
    "searched for": [{ status: "running" }],
    cancelled: [{ status: "cancelled" }],
  },
};

const shown: Readonly<Record<string, string>> = { succeeded: "ready", cancelled: "error", failed: "error" };

export const crashKinds: readonly CrashKind[] = [world, worldFromPicture, model, ...castCrashes];

/** @returns the job's id, when the model stands in the world */
async function order({ room, token }: TestPlayer, url: string): Promise<string> {
  const picture = await (await drawn(64, 64)).png().toBuffer();
  const imageUrl = `data:image/png;base64,${picture.toString("base64")}`;
  const answer = await fetch(`${url}/api/generate-3d`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ sessionId: "a trial", iteration: 1, targetObject: "a tile", imageUrl }),
  });
  const { job_id: jobId } = Generate3dAnswer.parse(await answer.json());
  await room.request("place_exhibit", { jobId, ...spot }).catch(mayDieUnanswered);
  return jobId;
}
