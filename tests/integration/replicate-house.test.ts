import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { CastKind } from "../../contract/shows.ts";
import { type CastClient, castClient } from "../support/cast-client.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

/** The whole server and the sandbox, over real connections: a cast from words to a trailer. */

const madeMs = 100_000;
let waygate: Waygate;
let client: CastClient;

beforeAll(async () => {
  waygate = await startWaygate();
  const session = await fetch(`${waygate.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  client = castClient(waygate.url, z.object({ token: z.string() }).parse(await session.json()));
}, 60_000);
afterAll(() => waygate.close());

const Listed = z.object({ results: z.array(z.object({ id: z.string(), webhook: z.string() })) });
const atSandbox = (path: string): Promise<Response> =>
  fetch(`${waygate.sandboxUrl}/v1/${path}`, { headers: { authorization: "Bearer r8_sandbox" } });

/** Asks for one, lets the sandbox make it, and gives the file that came of it. */
async function made(kind: CastKind, id: string): Promise<Buffer> {
  const jobId = await client.ask(kind, id);
  await until(async () => (await client.status(kind, jobId)).status === "processing");
  await steer(waygate.sandboxUrl).advance(madeMs);
  await until(async () => ["succeeded", "failed"].includes((await client.status(kind, jobId)).status));
  const { status, outputUrl, detail } = await client.status(kind, jobId);
  expect({ status, detail }).toEqual({ status: "succeeded", detail: null });
  const file = await fetch(new URL(outputUrl ?? "", waygate.url));
  expect(file.status).toBe(200);
  return Buffer.from(await file.arrayBuffer());
}

test("a portrait, its video and a trailer of the cast are made, each paid once", { timeout: 180_000 }, async () => {
  const { showId, ids } = await client.addCast("Alice", "Bob");
  const [alice = "", bob = ""] = ids;
  expect((await made("portrait", alice)).subarray(8, 12).toString()).toBe("WEBP");
  await made("portrait", bob);
  expect((await made("video", alice)).subarray(0, 4)).toEqual(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]));
  expect((await made("trailer", showId)).subarray(0, 4)).toEqual(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]));
  const charges = await steer(waygate.sandboxUrl).charges();
  expect(charges.map(({ kind, refunded }) => [kind, refunded])).toEqual([
    ["portrait", false],
    ["portrait", false],
    ["video", false],
    ["trailer", false],
  ]);
});

test("the sandbox was told where this server listens, and what it signs is let in", { timeout: 60_000 }, async () => {
  const { ids } = await client.addCast("Carol");
  await made("portrait", ids[0] ?? "");
  const { results } = Listed.parse(await (await atSandbox("predictions")).json());
  const webhook = results[0]?.webhook ?? "";
  expect(webhook).toMatch(new RegExp(`^${waygate.url}/api/webhooks/replicate/waygate-\\w+$`));
  const { key } = z.object({ key: z.string() }).parse(await (await atSandbox("webhooks/default/secret")).json());
  const post = (secret: string) => {
    const body = JSON.stringify({ id: results[0]?.id, status: "failed" });
    const at = new Date();
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign("msg_1", at, body),
    };
    return fetch(webhook, { method: "POST", headers, body });
  };
  expect((await post(key)).status).toBe(200);
  expect((await post(`whsec_${Buffer.from("another").toString("base64")}`)).status).toBe(401);
});
