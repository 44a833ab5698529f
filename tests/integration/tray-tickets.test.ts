import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ApiError, TicketAnswer } from "../../contract/routes.ts";
import type { Generation } from "../../server/generation/generation.ts";
import { createTokens } from "../../server/players/tokens.ts";
import { askForWorld } from "../support/core-under-test.ts";
import { openTrayHouse, type TrayHouse } from "./tray-house.ts";

let house: TrayHouse;
let row: Generation;
let ticket: string;
beforeEach(async () => {
  house = await openTrayHouse();
  row = await askForWorld(house.core, "");
  await house.core.clock.settle();
  const answer = await house.ask(`/${row.jobId}/ticket`, "ada", { method: "POST" });
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const issued = TicketAnswer.parse(await answer.json());
  expect(issued.expires_in_seconds).toBe(60);
  ({ ticket } = issued);
});
afterEach(() => house.close());

const seconds = (count: number) => house.core.clock.advance(count * 1000);

/** The status of the answer to who shows a ticket, and signs in as somebody else as well. */
async function opens(shown: string, jobId = row.jobId, path = "/events"): Promise<number> {
  const answer = await house.ask(`/${jobId}${path}?ticket=${shown}`, "grace");
  await answer.body?.cancel();
  return answer.status;
}

describe("a ticket", () => {
  test("opens the events of its generation for a minute, whoever else is signed in", async () => {
    expect(await opens(ticket)).toBe(200);
    await seconds(59);
    expect(await opens(ticket)).toBe(200);
    await seconds(2);
    expect(await opens(ticket)).toBe(401);
  });

  test("is good for opening: what is open goes on", async () => {
    const answer = await house.ask(`/${row.jobId}/events?ticket=${ticket}`, "grace");
    await seconds(120);
    await house.core.generations.cancel((await house.core.store.read(row.id)) ?? row);
    expect(await answer.text()).toContain("event: job_failed");
  });

  test("is worth nothing for another generation of the same player", async () => {
    const other = await askForWorld(house.core, "");
    expect(await opens(ticket, other.jobId)).toBe(401);
  });

  test("opens nothing but events", async () => {
    expect(await opens(ticket, row.jobId, "")).toBe(404);
  });

  test.each([
    ["that was changed", () => ticket.slice(0, -4)],
    ["that is a session's token", () => createTokens(house.signing).issue("ada")],
    ["that is empty", () => ""],
  ])("%s is worth nothing, and who shows it is not taken for who else they are", async (_what, forge) => {
    const answer = await house.ask(`/${row.jobId}/events?ticket=${await forge()}`, "ada");
    expect([answer.status, ApiError.parse(await answer.json()).code]).toEqual([401, "signed_out"]);
  });

  test("for somebody else's generation is refused like one for an unknown one", async () => {
    const foreign = await house.ask(`/${row.jobId}/ticket`, "grace", { method: "POST" });
    const unknown = await house.ask("/none/ticket", "grace", { method: "POST" });
    expect([foreign.status, await foreign.json()]).toEqual([404, await unknown.json()]);
  });

  test("stands in no log, even when something breaks", async () => {
    house.core.store.findByJob = () => Promise.reject(new Error(`the disk is full (GET ?ticket=${ticket})`));
    expect(await opens(ticket)).toBe(500);
    expect(house.logged()).toContain("the disk is full");
    expect(house.logged()).not.toContain(ticket);
  });
});
