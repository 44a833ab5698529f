import { readFile } from "node:fs/promises";
import { join as path } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { damageTable, settleFile } from "../support/damage.ts";
import { join } from "../support/player.ts";
import { runSql } from "../support/sql.ts";
import { whenTold } from "../support/troubles.ts";
import { until } from "../support/until.ts";
import { startWaygate } from "../support/waygate.ts";

test("a SQLite file that is damaged under a running server: it says so, and touches the file no more", async () => {
  const waygate = await startWaygate();
  onTestFinished(waygate.close);
  const file = path(waygate.dataDir, "waygate.db");
  const ada = await join(waygate.url);
  await settleFile(file);
  await damageTable(file, "portals");
  // A change by somebody else, after which nobody trusts what they have read before.
  await runSql(`file:${file}`, "UPDATE players SET name = 'Eve'");
  // Whoever is the last to close a database carries its log over into the file, and so must have none to carry.
  await settleFile(file);

  const damaged = /^The server's database is damaged\. Nothing can be done here until the operator has restored it\.$/;
  const spot = { x: 5, y: 0, z: 5, rotationY: 0 };
  expect(await ada.refusal("generate_world", { prompt: "a lake", ...spot })).toEqual({
    code: "server_error",
    message: expect.stringMatching(damaged),
  });
  const before = await readFile(file);
  // Of another table, which could still be read and written.
  expect(await ada.refusal("set_name", { name: "Bob" })).toMatchObject({ message: expect.stringMatching(damaged) });
  const session = await fetch(`${waygate.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect([session.status, await session.json()]).toEqual([
    503,
    { success: false, code: "server_error", error: expect.stringMatching(damaged) },
  ]);
  expect((await fetch(`${waygate.url}/ready`)).status).toBe(503);
  expect((await fetch(`${waygate.url}/health`)).status).toBe(200);
  expect(await whenTold(waygate.lines, "damaged", 1)).toEqual([
    expect.stringMatching(/waygate\.db\) is damaged: .*malformed.* Stop the server and restore a backup/),
  ]);
  expect(await waygate.terminate()).toBe(0);
  expect((await readFile(file)).equals(before)).toBe(true);
  await until(() => waygate.hasEnded());

  await expect(waygate.startAgain()).rejects.toThrow(
    /ended with 1:[\s\S]*The SQLite database .*waygate\.db is damaged: .* It was left as it is\..* restore a backup/,
  );
  expect((await readFile(file)).equals(before)).toBe(true);
});
