import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { createWebhookSecret } from "../../server/providers/replicate/webhook-secret.ts";
import { until } from "../support/until.ts";
import { openWebhookHouse } from "../support/webhook-house.ts";

/** What a webhook may say; nothing of it is taken over. */
const lie = JSON.stringify({ id: "pred-1", status: "succeeded", output: ["https://evil.example/x.webp"] });

/** The headers of a webhook, as Replicate signs one. */
function signed(secret: string, body: string, { id = "msg_1", at = new Date() } = {}): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
}

/** A house with a portrait that Replicate is making, whose first webhook has come. */
async function running() {
  const house = await openWebhookHouse();
  const { id } = await house.order();
  const row = await house.becomes(id, "running");
  await house.advance(house.portraitMs / 2);
  await until(async () => {
    await house.clock.advance(1);
    return house.looks.length === 1;
  });
  return { house, row: await house.rowOf(row.id) };
}

test("valid: a portrait ends by its webhook, long before its next look is due", async () => {
  const { house, row } = await running();
  await house.advance(house.portraitMs);
  const ended = await house.becomes(row.id, "succeeded");
  expect(ended.output?.files).toMatchObject([{ role: "picture", hash: "hash-of-picture" }]);
  expect(house.clock.now() - row.createdAt).toBeLessThan(house.lookMs);
  expect(await house.charges()).toMatchObject([{ provider: "replicate", tag: row.submitTag, refunded: false }]);
});

test("valid: what they are signed with is asked for when the first one comes, and once", async () => {
  const { house, row } = await running();
  await house.advance(house.portraitMs);
  await house.becomes(row.id, "succeeded");
  expect(house.asked.secret).toBe(1);
});

test("forged: what Replicate did not sign is turned away, and nobody looks", async () => {
  const { house, row } = await running();
  const foreign = `whsec_${Buffer.from("another secret").toString("base64")}`;
  const secret = await house.readSecret();
  const right = signed(secret, lie);
  const { "webhook-signature": _signature, ...withoutSignature } = right;
  for (const [body, headers] of [
    [lie, signed(foreign, lie)],
    [`${lie} `, right],
    [lie, { ...right, "webhook-id": "msg_2" }],
    [lie, { ...right, "webhook-signature": "v1," }],
    [lie, { ...right, "webhook-signature": "nonsense" }],
    [lie, { ...right, "webhook-timestamp": "soon" }],
    [lie, withoutSignature],
    [lie, {}],
    ["", {}],
  ] as const) {
    const answer = await house.send(row.submitTag, body, headers);
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: "bad_signature" }]);
  }
  await house.clock.advance(1_000);
  expect(house.looks).toHaveLength(1);
  expect(await house.rowOf(row.id)).toMatchObject({ status: "running" });
});

test("forged: what carries no signature has nobody asked for the secret", async () => {
  const house = await openWebhookHouse();
  const { submitTag } = await house.order();
  expect((await house.send(submitTag, lie, {})).status).toBe(401);
  expect(house.asked.secret).toBe(0);
});

test("forged: one of several signatures is enough, as when a secret is changed", async () => {
  const { house, row } = await running();
  const right = signed(await house.readSecret(), lie);
  const several = `v1,bm90aGluZw== v2,x ${right["webhook-signature"]}`;
  expect((await house.send(row.submitTag, lie, { ...right, "webhook-signature": several })).status).toBe(200);
});

test("replayed: one that is sent again, to its own or to another's address, only has somebody look", async () => {
  const { house, row } = await running();
  const other = await house.order();
  await house.becomes(other.id, "running");
  const headers = signed(await house.readSecret(), lie);
  for (const tag of [row.submitTag, row.submitTag, other.submitTag]) {
    expect((await house.send(tag, lie, headers)).status).toBe(200);
    await house.clock.advance(1);
  }
  await until(async () => {
    await house.clock.advance(1);
    return house.looks.includes(other.id);
  });
  expect(await house.rowOf(row.id)).toMatchObject({ status: "running", output: null });
  expect(await house.rowOf(other.id)).toMatchObject({ status: "running", output: null });
  expect(await house.charges()).toHaveLength(2);
});

test("replayed: after the end it changes nothing", async () => {
  const { house, row } = await running();
  await house.advance(house.portraitMs);
  await house.becomes(row.id, "succeeded");
  await until(async () => {
    await house.clock.advance(1);
    return (await house.rowOf(row.id)).settledAt !== null;
  });
  const ended = await house.rowOf(row.id);
  const failed = JSON.stringify({ id: ended.operationId, status: "failed", error: "No." });
  expect((await house.send(row.submitTag, failed, signed(await house.readSecret(), failed))).status).toBe(200);
  await house.clock.advance(1_000);
  expect(await house.rowOf(row.id)).toEqual(ended);
  expect(house.settled).toEqual([row.id]);
});

test("stale: one that was signed more than five minutes ago, or as much ahead, is turned away", async () => {
  const { house, row } = await running();
  const secret = await house.readSecret();
  for (const minutes of [-6, 6]) {
    const at = new Date(Date.now() + minutes * 60_000);
    expect((await house.send(row.submitTag, lie, signed(secret, lie, { at }))).status).toBe(401);
  }
  await house.clock.advance(1_000);
  expect(house.looks).toHaveLength(1);
});

test("duplicated: each comes twice, and the portrait is made, paid and settled once", async () => {
  const house = await openWebhookHouse();
  await house.fault("webhook_twice");
  const { id } = await house.order();
  await house.becomes(id, "running");
  await house.advance(house.portraitMs);
  await house.becomes(id, "succeeded");
  await until(async () => {
    await house.clock.advance(1);
    return house.settled.length > 0;
  });
  await house.clock.advance(1_000);
  expect(house.settled).toEqual([id]);
  expect(await house.charges()).toHaveLength(1);
});

test("out of order: the end before the beginning, and the beginning after the end", async () => {
  const { house, row } = await running();
  const secret = await house.readSecret();
  const completed = JSON.stringify({ id: row.operationId, status: "succeeded", output: ["https://x.example/x.webp"] });
  expect((await house.send(row.submitTag, completed, signed(secret, completed))).status).toBe(200);
  await until(async () => {
    await house.clock.advance(1);
    return house.looks.length === 2;
  });
  expect(await house.rowOf(row.id)).toMatchObject({ status: "running", output: null });
  await house.advance(house.portraitMs);
  await house.becomes(row.id, "succeeded");
  const start = JSON.stringify({ id: row.operationId, status: "processing" });
  expect((await house.send(row.submitTag, start, signed(secret, start))).status).toBe(200);
  await house.clock.advance(1_000);
  expect(await house.rowOf(row.id)).toMatchObject({ status: "succeeded" });
});

test("early: one that comes before the creation is answered disturbs nothing", async () => {
  const house = await openWebhookHouse();
  await house.fault("webhook_early");
  const { id } = await house.order();
  expect(await house.becomes(id, "running")).toMatchObject({ attempts: 1, adopted: false });
  await house.advance(house.portraitMs);
  await house.becomes(id, "succeeded");
  expect(await house.charges()).toHaveLength(1);
});

test("lost: the slow look ends what no webhook told of", async () => {
  const house = await openWebhookHouse();
  await house.fault("webhook_lost");
  const { id } = await house.order();
  await house.becomes(id, "running");
  await house.advance(house.portraitMs);
  await house.clock.advance(house.lookMs);
  await house.becomes(id, "succeeded");
  expect(house.looks).toEqual([id]);
  expect(house.asked.secret).toBe(0);
});

test("one of a portrait whose creation was not answered has it searched for, and adopted", async () => {
  const house = await openWebhookHouse();
  await house.fault("lose_answer");
  const { id } = await house.order();
  await house.becomes(id, "running");
  await house.advance(house.portraitMs);
  expect(await house.becomes(id, "succeeded")).toMatchObject({ attempts: 1, adopted: true });
  expect(await house.charges()).toHaveLength(1);
});

test("one for a tag that is none, or of nothing here, does nothing", async () => {
  const { house } = await running();
  const headers = signed(await house.readSecret(), lie);
  for (const tag of ["nonsense", "waygate-", "waygate-zzzzzzzzzzzzzzz", "waygate-1-twice", "%2e%2e"]) {
    expect((await house.send(tag, lie, headers)).status).toBe(404);
  }
  expect((await house.send("waygate-1", lie, headers)).status).toBe(200);
  await house.clock.advance(1_000);
  expect(house.looks).toHaveLength(1);
});

test("a secret that cannot be had is asked for again with the next webhook, and one that was set never", async () => {
  let asked = 0;
  const read = createWebhookSecret(null, async () => {
    if (asked++ === 0) throw new Error("away");
    return "whsec_abc";
  });
  await expect(read()).rejects.toThrow("away");
  expect(await Promise.all([read(), read()])).toEqual(["whsec_abc", "whsec_abc"]);
  expect(asked).toBe(2);
  const set = createWebhookSecret("whsec_set", () => Promise.reject(new Error("asked")));
  expect(await set()).toBe("whsec_set");
});
