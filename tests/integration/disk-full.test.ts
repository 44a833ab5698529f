import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WorldAnswer } from "../../contract/routes.ts";
import { type Sandbox, startSandbox } from "../../server/sandbox/sandbox.ts";
import { type AskedWorld, askForWorld, worldMs } from "../support/asked-world.ts";
import { type EmptyDatabase, emptyDatabase } from "../support/database.ts";
import { diskOf } from "../support/disk.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { steer } from "../support/sandbox-control.ts";
import { whenTold } from "../support/troubles.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

describe.each([
  {
    what: "the stored files and the SQLite database",
    provider: "sqlite",
    answered: { code: "server_error", message: expect.stringMatching(/^The server's disk is full or fails/) },
    complaint: /"trouble":"disk"/,
    news: [
      expect.stringMatching(/cannot be written: .* Make room on its disk/),
      expect.stringContaining("works again"),
    ],
  },
  {
    what: "the stored files, the database being elsewhere",
    provider: "postgres",
    answered: { ok: true },
    complaint: /It cannot be kept in .*assets: .*Make room there/,
    news: [],
  },
] as const)("a full disk under $what", ({ provider, answered, complaint, news }) => {
  let place: EmptyDatabase;
  let providerDir: string;
  let provides: Sandbox;
  let waygate: Waygate;
  let ada: TestPlayer;
  let sandbox: ReturnType<typeof steer>;
  beforeAll(async () => {
    place = await emptyDatabase(provider);
    // The provider's disk is another one.
    providerDir = await mkdtemp(path(tmpdir(), "waygate-provider-"));
    provides = await startSandbox({
      port: 0,
      dataDir: providerDir,
      worldSeconds: worldMs / 1000,
      modelSeconds: 15,
      imageSeconds: 6,
      videoSeconds: 12,
      splatScale: 0.02,
    });
    waygate = await startWaygate({
      DATABASE_URL: place.url,
      MARBLE_BASE_URL: provides.marbleBaseUrl,
      LEASE_MS: "8000",
    });
    waygate = { ...waygate, sandboxUrl: provides.url };
    sandbox = steer(provides.url);
    ada = await join(waygate.url);
    await ada.room.request("set_away", { away: true });
  });
  afterAll(async () => {
    await ada.leave();
    await waygate.close();
    await provides.close();
    await place.remove();
    await rm(providerDir, { recursive: true });
  });

  async function opensWhole(world: AskedWorld): Promise<void> {
    await until(() => world.portal().status === "ready");
    const answer = await fetch(`${waygate.url}/api/worlds/${world.portal().targetWorldId}`);
    const { splatUrls, colliderUrl, thumbnailUrl, panoUrl } = WorldAnswer.parse(await answer.json());
    const files = [...Object.values(splatUrls), colliderUrl, thumbnailUrl, panoUrl];
    expect(files).toHaveLength(5);
    for (const file of files) expect((await fetch(waygate.url + file)).status).toBe(200);
    expect(await world.charges()).toBe(1);
  }

  test("is told to the operator and to who asks for what cannot be kept, and stops nothing for good", async () => {
    const world = await askForWorld(waygate, ada);
    await world.lifeUntil("running");
    const disk = diskOf(waygate.pid());
    await disk.fill();
    expect(await rename("Bob")).toEqual(answered);
    expect(await rename("Cem")).toEqual(answered);
    await sandbox.advance(worldMs);
    await until(() => waygate.lines.some((line) => complaint.test(line)));
    expect(await (await fetch(`${waygate.url}/health`)).json()).toEqual({ status: "ok" });
    expect(world.portal()).toMatchObject({ status: "generating", errorMessage: "" });
    await disk.empty();
    await opensWhole(world);
    expect(await readdir(path(waygate.dataDir, "assets", ".unfinished"))).toEqual([]);
    expect(await whenTold(waygate.lines, "disk", news.length)).toEqual(news);
  });

  const rename = (name: string): Promise<unknown> =>
    ada.room.request("set_name", { name }).catch((error: unknown) => Object(error).reason);
});
