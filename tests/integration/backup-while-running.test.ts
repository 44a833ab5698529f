import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WorldAnswer } from "../../contract/routes.ts";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { type Sandbox, startSandbox } from "../../server/sandbox/sandbox.ts";
import { type AskedWorld, askForWorld, worldMs } from "../support/asked-world.ts";
import { backup, restore } from "../support/backup-commands.ts";
import { type EmptyDatabase, emptyDatabase } from "../support/database.ts";
import { lifeOf } from "../support/generation-lives.ts";
import { join, joinAs, type TestPlayer } from "../support/player.ts";
import { steer } from "../support/sandbox-control.ts";
import { runSql } from "../support/sql.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

describe.each(databaseProviders)("a server on %s that is backed up while it runs, lost, and restored", (provider) => {
  let folder: string;
  let provides: Sandbox;
  let sandbox: ReturnType<typeof steer>;
  let place: EmptyDatabase;
  let waygate: Waygate;
  let ada: TestPlayer;
  let settled: AskedWorld;
  let running: AskedWorld;
  let queued: AskedWorld;
  let late: AskedWorld;

  beforeAll(async () => {
    folder = await mkdtemp(path(tmpdir(), "waygate-backup-"));
    const backedUp = path(folder, "backup");
    // The provider is another house: it remembers what was sent after the backup.
    provides = await startSandbox({
      port: 0,
      dataDir: folder,
      worldSeconds: worldMs / 1000,
      modelSeconds: 15,
      imageSeconds: 6,
      videoSeconds: 12,
      splatScale: 0.02,
    });
    sandbox = steer(provides.url);
    const environment = { MARBLE_BASE_URL: provides.marbleBaseUrl, LEASE_MS: "8000" };
    const lost = await emptyDatabase(provider);
    const first = { ...environment, DATABASE_URL: lost.url, MARBLE_STARTS_PER_HOUR: "2" };
    waygate = { ...(await startWaygate(first)), sandboxUrl: provides.url };
    const maker = await join(waygate.url);
    await maker.room.request("set_away", { away: true });
    settled = await askForWorld(waygate, maker);
    await settled.lifeUntil("running");
    await settled.ended();
    running = await askForWorld(waygate, maker);
    await running.lifeUntil("running");
    queued = await askForWorld(waygate, maker);
    await until(() => queued.portal().queuePosition === 1);
    const keeping = { databaseUrl: lost.url, dataDir: waygate.dataDir };
    await backup(backedUp, keeping);
    // Once more into the same folder, as it is done every night.
    await backup(backedUp, keeping);

    late = await askForWorld(waygate, maker);
    await maker.leave();
    await waygate.kill();
    await waygate.startAgain({ MARBLE_STARTS_PER_HOUR: "10000" });
    await queued.lifeUntil("running");
    await late.lifeUntil("running");
    expect(await sandbox.charges()).toHaveLength(4);
    await waygate.close();
    await lost.remove();

    place = await emptyDatabase(provider);
    const dataDir = path(folder, "data");
    await restore(backedUp, { databaseUrl: place.url, dataDir });
    const second = { ...environment, DATABASE_URL: place.url, DATA_DIR: dataDir };
    waygate = { ...(await startWaygate(second)), sandboxUrl: provides.url };
    ada = await joinAs(waygate.url, maker);
    await ada.room.request("set_away", { away: true });
    await sandbox.advance(worldMs);
    for (const world of [running, queued]) await until(() => shown(world)?.status === "ready");
    await until(() => ada.received.filter(({ type }) => type === "job_completed").length >= 2);
  }, 240_000);
  afterAll(async () => {
    await ada.leave();
    await waygate.close();
    await provides.close();
    await place.remove();
    await rm(folder, { recursive: true });
  });

  const shown = ({ portalId }: AskedWorld) => ada.room.state.portals.get(portalId);
  const rowOf = async ({ portalId }: AskedWorld) => {
    const sql = `SELECT submit_tag, job_id FROM generations WHERE subject = 'portal:${portalId}'`;
    return (await runSql(place.url, sql))[0];
  };

  test("looks for what waited, which was sent after the backup, instead of paying for it again", async () => {
    expect(lifeOf(waygate.lines, `portal:${queued.portalId}`)).toEqual(["running", "collecting", "succeeded"]);
    const tags = (await sandbox.charges()).map(({ tag }) => tag);
    expect(tags).toHaveLength(4);
    for (const world of [settled, running, queued]) {
      const tag = (await rowOf(world))?.submit_tag;
      expect(tags.filter((charged) => charged === tag)).toHaveLength(1);
    }
  });

  test("tells of what has ended since, and not again of what had ended before", async () => {
    const told = ada.received.flatMap(({ type, message }) =>
      type === "job_completed" ? [Object(message).job_id] : [],
    );
    const jobs = await Promise.all([running, queued].map(async (world) => (await rowOf(world))?.job_id));
    expect(told.toSorted()).toEqual(jobs.toSorted());
  });

  test("shows the portals that there were, to players whom it still knows, and no others", async () => {
    expect(ada.room.state.portals.size).toBe(3);
    expect(shown(late)).toBeUndefined();
    expect(shown(settled)).toMatchObject({ status: "ready", createdBy: ada.playerId });
    await ada.room.request("remove_portal", { portalId: running.portalId });
  });

  test("lets everybody into the worlds, with every file", async () => {
    for (const world of [settled, queued]) {
      const worldId = shown(world)?.targetWorldId ?? "";
      const answer = await fetch(`${waygate.url}/api/worlds/${worldId}`);
      const { splatUrls, colliderUrl, thumbnailUrl, panoUrl } = WorldAnswer.parse(await answer.json());
      for (const file of [...Object.values(splatUrls), colliderUrl, thumbnailUrl, panoUrl]) {
        expect((await fetch(waygate.url + file)).status).toBe(200);
      }
      const visitor = await join(waygate.url, { worldId });
      await visitor.leave();
    }
  });
});
