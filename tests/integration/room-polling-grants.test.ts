import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ApiError, OperationAnswer } from "../../contract/routes.ts";
import { join, joinAs, type TestPlayer } from "../support/player.ts";
import { asked, look, readOperation } from "../support/poller.ts";
import { begin, shown, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const spots = spotsInHub();
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let ada: TestPlayer;
let bob: TestPlayer;
beforeAll(async () => {
  // A window is longer than a test may take, so the server never looks by itself while somebody holds a grant.
  waygate = await startWaygate({ POLL_GRANT_MS: "60000", SANDBOX_SPLAT_SCALE: "0.001" });
  sandbox = steer(waygate.sandboxUrl);
});
afterAll(() => waygate.close());
beforeEach(async () => {
  ada = await join(waygate.url);
  bob = await join(waygate.url, { name: "Bob" });
});
afterEach(async () => {
  await sandbox.clearFaults();
  // What was begun must not meet the next test's faults.
  const begun = [...ada.room.state.portals.keys()];
  const maker = ada.room.connection.isOpen ? ada : await joinAs(waygate.url, ada);
  for (const portalId of begun) await maker.room.request("remove_portal", { portalId });
  await Promise.all([maker.leave(), ada.leave(), bob.leave()]);
});

const everybody = () => [ada, bob];
const beginOne = () => begin(ada, spots.next().value);

describe("the operations route", () => {
  /** Would be met by whoever reached Marble for a look. */
  const trapLooks = () => sandbox.fault("server_error", 1, { on: "look" });
  const untouched = async () => expect(await sandbox.waitingFaults()).toEqual(["server_error"]);

  test("gives the last observation to everybody, and does not reach Marble", async () => {
    const begun = await beginOne();
    const { poll } = await asked(everybody(), begun);
    const seen = await look(waygate.url, poll);
    await asked(everybody(), begun, new Set([poll.grant]));
    await sandbox.advance(WORLD_MS);
    await trapLooks();
    const answer = await readOperation(waygate.url, begun.operationId);
    expect([answer.status, OperationAnswer.parse(await answer.json())]).toEqual([200, seen]);
    await untouched();
  });

  test("takes one look for a grant, however often it is shown", async () => {
    const begun = await beginOne();
    const { poll } = await asked(everybody(), begun);
    const seen = await look(waygate.url, poll);
    await asked(everybody(), begun, new Set([poll.grant]));
    await trapLooks();
    expect(await look(waygate.url, poll)).toEqual(seen);
    await untouched();
  });

  test("does not reach Marble for a forged grant, one for another operation, or one whose holder has left", async () => {
    const [one, two] = [await beginOne(), await beginOne()];
    const [ofOne, ofTwo] = [await asked(everybody(), one), await asked(everybody(), two)];
    await trapLooks();
    const strange = [crypto.randomUUID(), "", "x".repeat(5000), ofTwo.poll.grant, `${ofOne.poll.grant} `.repeat(2)];
    for (const grant of strange) {
      const answer = await readOperation(waygate.url, one.operationId, grant);
      expect(OperationAnswer.parse(await answer.json())).toMatchObject({ operation_id: one.operationId, done: false });
      expect(answer.status).toBe(200);
    }
    await untouched();
    await ofOne.poller.leave();
    await asked([ofOne.poller === ada ? bob : ada], one);
    expect((await readOperation(waygate.url, one.operationId, ofOne.poll.grant)).status).toBe(200);
    await untouched();
  });

  test("says so when the look of a good grant failed, which is no error of the operation", async () => {
    const begun = await beginOne();
    const { poll } = await asked(everybody(), begun);
    await sandbox.fault("server_error", 1, { on: "look" });
    const answer = await readOperation(waygate.url, begun.operationId, poll.grant);
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(ApiError.parse(await answer.json()).error).toMatch(/says nothing about the operation/);
    const next = await asked(everybody(), begun, new Set([poll.grant]));
    expect(await look(waygate.url, next.poll)).toMatchObject({ done: false });
    expect(shown(ada, begun.portalId)?.status).toBe("generating");
  });
});
