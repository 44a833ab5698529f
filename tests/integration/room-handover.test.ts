import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Place } from "../../contract/messages.ts";
import { WorldsGenerateAnswer } from "../../contract/routes.ts";
import { type Books, openBooks } from "../support/books.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { asked } from "../support/poller.ts";
import { begin, finish, pendingOperation, shown, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { expectRefusalElsewhere } from "../support/refusal.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const HandedOver = z.strictObject({ accepted: z.literal(true), portalId: z.string() });

const spots = spotsInHub();
const spot = () => spots.next().value;
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let books: Books;
let ada: TestPlayer;
let bob: TestPlayer;
beforeAll(async () => {
  waygate = await startWaygate({ POLL_GRANT_MS: "60000", SANDBOX_SPLAT_SCALE: "0.001" });
  sandbox = steer(waygate.sandboxUrl);
  books = await openBooks(waygate);
});
afterAll(async () => {
  await books.close();
  await waygate.close();
});
beforeEach(async () => {
  ada = await join(waygate.url);
  bob = await join(waygate.url, { name: "Bob" });
});
afterEach(async () => {
  await Promise.all([ada.leave(), bob.leave()]);
  await sandbox.advance(WORLD_MS);
  await books.atRest();
});

/** The first of the two steps: a world is ordered over HTTP, and no portal stands anywhere yet. */
async function order(maker: TestPlayer | null, prompt = "a walled garden") {
  const answer = await fetch(`${waygate.url}/api/worlds/generate`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(maker && { authorization: `Bearer ${maker.token}` }),
    },
    body: JSON.stringify({ prompt }),
  });
  expect(answer.status).toBe(202);
  const { job_id: jobId, operation_id } = WorldsGenerateAnswer.parse(await answer.json());
  return { jobId, pendingOperationId: z.string().parse(operation_id) };
}

type Named = { readonly jobId: string } | { readonly pendingOperationId: string };
/** The second: its operation gets a portal. */
const handOver = async (maker: TestPlayer, named: Named, where: Place | { readonly portalId: string }) =>
  HandedOver.parse(await maker.room.request("update_portal", { status: "generating", ...named, ...where }));
const rowsOf = (operationId: string) => books.client.generation.findMany({ where: { operationId } });

describe.each([
  ["its operation", ({ pendingOperationId }: Awaited<ReturnType<typeof order>>): Named => ({ pendingOperationId })],
  ["its job", ({ jobId }: Awaited<ReturnType<typeof order>>): Named => ({ jobId })],
])("a world that was ordered over HTTP, handed over by %s", (_by, named) => {
  test("gets a new portal, which the players poll and report like any other", async () => {
    const ordered = await order(ada);
    const where = spot();
    const { portalId } = await handOver(ada, named(ordered), where);
    const operationId = await pendingOperation(bob, portalId);
    expect(operationId).toBe(ordered.pendingOperationId);
    expect(shown(bob, portalId)?.toJSON()).toMatchObject({
      ...where,
      status: "generating",
      prompt: "a walled garden",
      createdBy: ada.playerId,
      createdByName: "Ada",
    });
    await finish(waygate, [bob, ada], { portalId, operationId });
    expect(shown(bob, portalId)?.status).toBe("ready");
    expect(await rowsOf(operationId)).toHaveLength(1);
  });

  test("goes onto a portal of one's own, which leads where it led until then", async () => {
    const begun = await begin(ada, spot());
    await finish(waygate, [ada, bob], begun);
    const { portalId } = begun;
    const before = shown(ada, portalId)?.url;
    const ordered = await order(ada);
    expect(await handOver(ada, named(ordered), { portalId })).toEqual({ accepted: true, portalId });
    const operationId = await pendingOperation(ada, portalId);
    expect([operationId, shown(ada, portalId)?.url]).toEqual([ordered.pendingOperationId, before]);
    await finish(waygate, [ada, bob], { portalId, operationId });
    expect(shown(ada, portalId)?.url).not.toBe(before);
  });

  test("that is ready already opens its portal at once", async () => {
    const ordered = await order(ada);
    await sandbox.advance(WORLD_MS);
    await books.atRest();
    const { portalId } = await handOver(ada, named(ordered), spot());
    await until(() => shown(bob, portalId)?.status === "ready");
    expect((await books.client.portal.findUniqueOrThrow({ where: { id: portalId } })).status).toBe("ready");
  });

  test("that has failed already gives a portal that says so and can be retried", async () => {
    await sandbox.fault("task_fails");
    const ordered = await order(ada);
    await sandbox.advance(WORLD_MS);
    await books.atRest();
    const { portalId } = await handOver(ada, named(ordered), spot());
    await until(() => shown(bob, portalId)?.status === "error");
    expect(shown(bob, portalId)?.errorMessage).toMatch(/World generation failed/);
    expect(await ada.room.request("retry_portal", { portalId })).toEqual({ ok: true });
    await finish(waygate, [ada, bob], { portalId, operationId: await pendingOperation(ada, portalId) });
    expect(shown(bob, portalId)?.status).toBe("ready");
  });

  test("twice onto the same portal is the same as once", async () => {
    const ordered = await order(ada);
    const { portalId } = await handOver(ada, named(ordered), spot());
    await pendingOperation(ada, portalId);
    const before = await books.read();
    expect(await handOver(ada, named(ordered), { portalId })).toEqual({ accepted: true, portalId });
    expect((await books.read()).portals).toEqual(before.portals);
  });
});

describe("what is not handed over", () => {
  const refuses = (
    who: TestPlayer,
    code: "unknown_job" | "stale_operation" | "not_yours" | "already_generating",
    payload: object,
  ) =>
    expectRefusalElsewhere(waygate.url, who, books, {
      code,
      type: "update_portal",
      payload: { status: "generating", ...payload },
    });
  /** Ended, so that nothing but what is asked changes anything. */
  async function ordered(maker: TestPlayer) {
    const named = await order(maker);
    await sandbox.advance(WORLD_MS);
    await books.atRest();
    return named;
  }

  test("somebody else's world, or one that is nobody's: unknown_job", async () => {
    const { jobId, pendingOperationId } = await ordered(bob);
    const unknown = crypto.randomUUID();
    for (const named of [{ jobId }, { pendingOperationId }, { jobId: unknown }, { pendingOperationId: unknown }]) {
      await refuses(ada, "unknown_job", { ...named, ...spot() });
    }
    await refuses(ada, "unknown_job", { jobId: unknown, pendingOperationId, ...spot() });
  });

  test("a world that has a portal already: stale_operation, on a place and on another portal", async () => {
    const { portalId } = await begin(ada, spot());
    await ada.room.request("cancel_portal", { portalId });
    const { jobId, pendingOperationId } = await ordered(ada);
    await handOver(ada, { jobId }, spot());
    for (const named of [{ jobId }, { pendingOperationId }]) {
      await refuses(ada, "stale_operation", { ...named, ...spot() });
      await refuses(ada, "stale_operation", { ...named, portalId });
    }
  });

  test("onto somebody else's portal: not_yours; onto one that is generating: already_generating", async () => {
    const { jobId } = await ordered(ada);
    const ofBob = await begin(bob, spot());
    await bob.room.request("cancel_portal", { portalId: ofBob.portalId });
    await books.atRest();
    await refuses(ada, "not_yours", { jobId, portalId: ofBob.portalId });
    const generating = await begin(ada, spot());
    await asked([ada, bob], generating);
    await refuses(ada, "already_generating", { jobId, portalId: generating.portalId });
  });

  test("two at once for the same world: one gets it, the other's portal is as it was", async () => {
    const made = [await begin(ada, spot()), await begin(ada, spot())] as const;
    for (const begun of made) await finish(waygate, [ada, bob], begun);
    await books.atRest();
    const before = made.map(({ portalId }) => shown(ada, portalId)?.toJSON());
    const { pendingOperationId } = await order(ada);
    const outcomes = await Promise.allSettled(
      made.map(({ portalId }) => handOver(ada, { pendingOperationId }, { portalId })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const loser = outcomes.findIndex(({ status }) => status === "rejected");
    const { portalId } = made[loser] ?? made[0];
    expect(outcomes[loser]).toMatchObject({ reason: { reason: { code: "stale_operation" } } });
    await until(() => shown(ada, portalId)?.status === "ready");
    expect(shown(ada, portalId)?.toJSON()).toEqual(before[loser]);
    expect(await books.client.portal.count({ where: { id: portalId, status: "ready" } })).toBe(1);
  });
});

test("a world that was ordered without saying who one is can be handed over by whoever knows its operation", async () => {
  const { pendingOperationId, jobId } = await order(null);
  expect(await ada.refusal("update_portal", { status: "generating", jobId, ...spot() })).toMatchObject({
    code: "unknown_job",
  });
  const { portalId } = await handOver(ada, { pendingOperationId }, spot());
  expect(await pendingOperation(bob, portalId)).toBe(pendingOperationId);
});
