import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { JobChanged } from "../../contract/messages.ts";
import type { Exhibit } from "../../contract/state.ts";
import { type CastClient, castClient } from "../support/cast-client.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let ada: TestPlayer;
let grace: TestPlayer;
let cast: CastClient;
let spots = 0;
beforeAll(async () => {
  waygate = await startWaygate({ SANDBOX_IMAGE_SECONDS: "100", SANDBOX_VIDEO_SECONDS: "200" });
  sandbox = steer(waygate.sandboxUrl);
  ada = await join(waygate.url, { name: "Ada" });
  grace = await join(waygate.url, { name: "Grace" });
  cast = castClient(waygate.url, ada);
});
afterAll(async () => {
  await Promise.all([ada.leave(), grace.leave()]);
  await waygate.close();
});

const spot = () => ({ x: -30 + 2 * spots++, y: 0, z: 20, rotationY: 0 });
const seenBy = ({ room }: TestPlayer, exhibitId: string): Exhibit | undefined => room.state.exhibits.get(exhibitId);
/** Resolves once both players see the exhibit so. */
const bothSee = (exhibitId: string, isSo: (exhibit: Exhibit) => boolean): Promise<void> =>
  until(() =>
    [ada, grace].every((player) => {
      const exhibit = seenBy(player, exhibitId);
      return exhibit !== undefined && isSo(exhibit);
    }),
  );

describe("an exhibit of a character", () => {
  test("shows whatever the character has by now, to everyone in the room", async () => {
    const { ids } = await cast.addCast("Alice");
    const [alice = ""] = ids;
    const { exhibitId } = await ada.room.request("place_exhibit", { characterId: alice, ...spot() });
    await bothSee(exhibitId, ({ status, kind, url }) => status === "ready" && kind === "portrait" && url === "");

    const portrait = await cast.ask("portrait", alice);
    await bothSee(exhibitId, (exhibit) => exhibit.status === "generating" && exhibit.jobId === portrait);
    expect(seenBy(grace, exhibitId)).toMatchObject({ kind: "portrait", name: "Alice", typicalSeconds: 100, url: "" });
    await until(async () => (await cast.status("portrait", portrait)).status === "processing");
    await sandbox.advance(101_000);
    await bothSee(exhibitId, ({ status, url }) => status === "ready" && url !== "");
    const { url: portraitUrl } = seenBy(grace, exhibitId) ?? {};
    expect(seenBy(grace, exhibitId)).toMatchObject({ kind: "portrait", posterUrl: portraitUrl, jobId: "" });
    expect((await fetch(waygate.url + portraitUrl)).headers.get("content-type")).toMatch(/^image\//);

    const video = await cast.ask("video", alice);
    await bothSee(exhibitId, ({ status, kind }) => status === "generating" && kind === "video");
    await until(async () => (await cast.status("video", video)).status === "processing");
    expect(seenBy(grace, exhibitId)).toMatchObject({ url: portraitUrl, posterUrl: portraitUrl });
    await sandbox.advance(201_000);
    await bothSee(exhibitId, ({ status, url }) => status === "ready" && url !== portraitUrl);
    expect(seenBy(grace, exhibitId)).toMatchObject({ kind: "video", posterUrl: portraitUrl });

    expect((await cast.call("PATCH", `/api/characters/${alice}`, { name: "Alicia" })).status).toBe(200);
    await bothSee(exhibitId, ({ name }) => name === "Alicia");
    expect((await cast.call("DELETE", `/api/characters/${alice}`)).status).toBe(200);
    await until(() => [ada, grace].every((player) => seenBy(player, exhibitId) === undefined));
  });

  test("says that what was to be made failed, where there is nothing to see", async () => {
    const { ids } = await cast.addCast("Bob");
    const { exhibitId } = await ada.room.request("place_exhibit", { characterId: ids[0], ...spot() });
    const jobId = await cast.ask("portrait", ids[0] ?? "");
    await cast.call("POST", `/api/generations/${jobId}/cancel`);
    await bothSee(exhibitId, (exhibit) => exhibit.status === "error" && exhibit.jobId === jobId);
    expect(seenBy(grace, exhibitId)).toMatchObject({ kind: "portrait", errorCode: "cancelled" });
  });

  test("is placed by its owner only, and somebody else's character is like one that is not there", async () => {
    const { showId, ids } = await cast.addCast("Eve");
    const refusals = await Promise.all([
      grace.refusal("place_exhibit", { characterId: ids[0], ...spot() }),
      grace.refusal("place_exhibit", { characterId: "nobody", ...spot() }),
      grace.refusal("place_exhibit", { showId, ...spot() }),
      ada.refusal("place_exhibit", { showId: "nothing", ...spot() }),
      ada.refusal("place_exhibit", spot()),
    ]);
    const codes = ["unknown_character", "unknown_character", "unknown_show", "unknown_show", "bad_message"];
    expect(refusals.map(({ code }) => code)).toEqual(codes);
    expect(refusals[0]).toEqual(refusals[1]);
  });
});

test("an exhibit of a show has its cast's first portrait until there is a trailer, and goes with the show", async () => {
  const { showId, ids } = await cast.addCast("Carl");
  const { exhibitId } = await ada.room.request("place_exhibit", { showId, ...spot() });
  await cast.ask("portrait", ids[0] ?? "");
  await until(async () => (await cast.readShow(showId)).characters[0]?.jobs[0]?.status === "processing");
  await sandbox.advance(101_000);
  await bothSee(exhibitId, ({ kind, posterUrl, url }) => kind === "trailer" && posterUrl !== "" && url === posterUrl);
  await cast.ask("trailer", showId);
  await until(async () => (await cast.readShow(showId)).jobs[0]?.status === "processing");
  await sandbox.advance(201_000);
  await bothSee(exhibitId, ({ status, posterUrl, url }) => status === "ready" && url !== posterUrl);
  await cast.call("DELETE", `/api/shows/${showId}`);
  await until(() => seenBy(grace, exhibitId) === undefined);
});

test("a single portrait stands by its job id, and stays as it was made when the character has another", async () => {
  const { ids } = await cast.addCast("Dora");
  const jobId = await cast.ask("portrait", ids[0] ?? "");
  const { exhibitId } = await ada.room.request("place_exhibit", { jobId, ...spot() });
  await until(async () => (await cast.status("portrait", jobId)).status === "processing");
  await sandbox.advance(101_000);
  await bothSee(exhibitId, ({ status, url, posterUrl }) => status === "ready" && url !== "" && url === posterUrl);
  expect(seenBy(grace, exhibitId)).toMatchObject({ kind: "portrait", name: "Dora", jobId });
});

test("whoever asks is told how it stands while it goes on, and nobody else is", async () => {
  const { ids } = await cast.addCast("Finn");
  const jobId = await cast.ask("portrait", ids[0] ?? "");
  const told = (player: TestPlayer): JobChanged[] =>
    player.received
      .filter(({ type }) => type === "job_changed")
      .map(({ message }) => JobChanged.parse(message))
      .filter(({ job_id }) => job_id === jobId);
  await until(() => told(ada).some(({ status }) => status === "processing"));
  await sandbox.advance(101_000);
  await until(() => told(ada).some(({ status }) => status === "succeeded"));
  const statuses = told(ada).map(({ status }) => status);
  expect(statuses[0]).toBe("starting");
  expect(statuses.at(-1)).toBe("succeeded");
  expect(told(ada)[0]).toMatchObject({ kind: "portrait", subject: `character:${ids[0]}` });
  const texts = told(ada).map((message) => JSON.stringify(message));
  expect(texts.filter((text, index) => text === texts[index - 1])).toEqual([]);
  expect(told(grace)).toEqual([]);
});
