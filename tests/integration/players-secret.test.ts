import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readSessionSecret } from "../../server/players/session-secret.ts";

describe("the secret that signs sessions", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), "waygate-secret-")), "data");
  });
  afterEach(() => rm(join(dataDir, ".."), { recursive: true }));

  test("is the configured one where there is one, and nothing is written", async () => {
    const secret = await readSessionSecret("x".repeat(32), dataDir);
    expect(new TextDecoder().decode(secret)).toBe("x".repeat(32));
    await expect(readdir(dataDir)).rejects.toThrow("ENOENT");
  });

  test("is made once and kept, readable by its owner only", async () => {
    const first = await readSessionSecret(null, dataDir);
    expect(first.length).toBe(32);
    expect(await readSessionSecret(null, dataDir)).toEqual(first);
    expect((await stat(join(dataDir, "session-secret"))).mode & 0o777).toBe(0o600);
  });

  test("is one and the same for all that start at once", async () => {
    for (let round = 0; round < 50; round++) {
      const folder = join(dataDir, String(round));
      const secrets = await Promise.all(Array.from({ length: 4 }, () => readSessionSecret(null, folder)));
      const kept = await readFile(join(folder, "session-secret"), "utf8");
      expect(new Set(secrets.map((secret) => Buffer.from(secret).toString("base64url")))).toEqual(new Set([kept]));
      expect(await readdir(folder)).toEqual(["session-secret"]);
    }
  });

  test("that is damaged is not replaced behind the operator's back", async () => {
    await readSessionSecret(null, dataDir);
    await writeFile(join(dataDir, "session-secret"), "short");
    await expect(readSessionSecret(null, dataDir)).rejects.toThrow("is damaged: restore it");
    expect(await readFile(join(dataDir, "session-secret"), "utf8")).toBe("short");
  });
});
