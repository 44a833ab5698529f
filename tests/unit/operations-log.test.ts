import { describe, expect, test } from "vitest";
import { createLog } from "../../server/operations/log.ts";
import { DatabaseTrouble } from "../../server/persistence/trouble.ts";

const TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzb21lYm9keSJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";
const KEY = 'wl-key-"quoted"-123';

function logged(write: (log: ReturnType<typeof createLog>) => void, level = "info"): string[] {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLog({ level, secrets: [KEY, null, ""], destination }));
  return lines;
}

describe("the log", () => {
  test("writes one line of JSON per event", () => {
    const lines = logged((log) => {
      log.info({ portalId: "p" }, "a portal\nopened");
      log.error({ err: new Error("oh") }, "failed");
    });
    expect(lines).toHaveLength(2);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 30, portalId: "p", msg: "a portal\nopened" },
      { level: 50, err: { message: "oh" }, msg: "failed" },
    ]);
    expect(lines.every((line) => line.indexOf("\n") === line.length - 1)).toBe(true);
  });

  test("writes what is at least as grave as its level, and nothing when silent", () => {
    const all = (log: ReturnType<typeof createLog>) => {
      log.debug("a");
      log.warn("b");
    };
    expect(logged(all, "warn")).toHaveLength(1);
    expect(logged(all, "silent")).toHaveLength(0);
  });
});

test("what a trouble of the database broke is not written again for each: the trouble was told", () => {
  const trouble = new DatabaseTrouble("away", "nothing listens there", null);
  const fail = (log: ReturnType<typeof createLog>) => {
    log.error({ err: trouble, where: "GET /" }, "a request failed");
    log.error({ err: new Error("a fault of ours") }, "a request failed");
  };
  expect(logged(fail).map((line) => JSON.parse(line).err.message)).toEqual(["a fault of ours"]);
  expect(logged(fail, "debug")).toHaveLength(2);
});

describe("a secret is never written", () => {
  const request = { headers: { authorization: `Bearer ${TOKEN}`, cookie: `waygate_session=${TOKEN}`, host: "h" } };
  test.each<[string, object, string]>([
    ["in a request's headers", request, ""],
    ["in cookies that are being set", { "set-cookie": [`a=${TOKEN}; HttpOnly`, "b=hush"] }, ""],
    ["in the websocket's address", { url: "/abc/def?sessionId=s&_authToken=hush&x=1" }, ""],
    ["in the address of an event stream", { url: "/api/generations/j/events?ticket=hush" }, ""],
    ["in an error's message", { err: new Error("could not open ws://h/r?_authToken=hush") }, ""],
    ["in the reason for an error", { err: new Error("failed", { cause: new Error(`with ${TOKEN}`) }) }, ""],
    ["in the message itself", {}, `sent Authorization: Bearer hush-hush.hush_hush and ${TOKEN}`],
    [
      "as a field of any depth",
      { a: { b: { c: { grant: "hush", pollGrant: "hush", apiKey: "hush", ticket: "hush" } } } },
      "",
    ],
    ["as a header's field", { "wlt-api-key": "hush", "x-waygate-grant": "hush", "monitor-password": "hush" }, ""],
    ["in a value with quotes in it", { token: 'hu"sh' }, ""],
    ["in a value that ends with a backslash", { token: "hush\\", level: "kept" }, ""],
    ["in JSON inside a text", { body: JSON.stringify({ token: 'hu"sh', fine: 1 }) }, ""],
    ["in JSON inside JSON inside a text", { body: JSON.stringify({ body: JSON.stringify({ token: "hush" }) }) }, ""],
    ["that was given by the configuration, wherever it stands", { anything: `key ${KEY}!` }, `again ${KEY}`],
  ])("%s", (_where, fields, message) => {
    const [line = ""] = logged((log) => log.info(fields, message));
    expect(line).not.toMatch(/hu\\*"?sh/);
    expect(line).not.toContain(TOKEN);
    expect(line).not.toContain(TOKEN.split(".")[2]);
    expect(line).not.toContain("wl-key");
    expect(line).toContain("[redacted]");
    expect(() => JSON.parse(line)).not.toThrow();
  });

  test("and what only looks alike is", () => {
    const fields = {
      tokens: 3,
      cookies: "eaten",
      grantMs: "4000",
      url: "/api/worlds?world=w",
      text: "eyJ is no token",
    };
    const [line = ""] = logged((log) => log.info(fields, "a basic thing"));
    expect(JSON.parse(line)).toMatchObject({ ...fields, msg: "a basic thing" });
  });
});
