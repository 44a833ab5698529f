import { afterAll, beforeAll, expect, test } from "vitest";
import { Generate3dAnswer } from "../../contract/routes.ts";
import { anOrder } from "../support/model-doors.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { aPng, asDataUrl } from "../support/small-pictures.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

let waygate: Waygate;
let ada: TestPlayer;
let jobId: string;
beforeAll(async () => {
  waygate = await startWaygate();
  ada = await join(waygate.url);
  const answer = await fetch(`${waygate.url}/api/generate-3d`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ada.token}` },
    body: JSON.stringify({ ...anOrder, imageUrl: asDataUrl(await aPng()) }),
  });
  jobId = Generate3dAnswer.parse(await answer.json()).job_id;
});
afterAll(async () => {
  await ada.leave();
  await waygate.close();
});

const at = (x: number, z: number) => ({ x, y: 0, z, rotationY: 0 });

test("of many who choose one spot at once one gets it, and nothing is moved onto another", async () => {
  const asked = await Promise.allSettled(
    Array.from({ length: 5 }, () => ada.room.request("place_exhibit", { jobId, ...at(10, 10) })),
  );
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await ada.refusal("place_exhibit", { jobId, ...at(10.4, 10) })).toMatchObject({ code: "bad_place" });
  const { exhibitId } = await ada.room.request("place_exhibit", { jobId, ...at(12, 10) });
  const move = { exhibitId, scale: 1 };
  expect(await ada.refusal("move_exhibit", { ...move, ...at(10.2, 10) })).toMatchObject({ code: "bad_place" });
  await ada.room.request("move_exhibit", { ...move, ...at(12.1, 10) });
  expect(await ada.refusal("place_exhibit", { jobId, ...at(20, 20), y: -5 })).toMatchObject({ code: "bad_place" });
});
