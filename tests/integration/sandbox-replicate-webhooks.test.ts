import { Webhook } from "standardwebhooks";
import { expect, test, vi } from "vitest";
import { until } from "../support/until.ts";
import { webhookListener } from "../support/webhook-listener.ts";
import { BEGIN, temporaryDataDir } from "./sandbox-marble-client.ts";
import { IMAGE_MS, type ReplicateClient, startedReplicate } from "./sandbox-replicate-client.ts";

const STARTED_MS = IMAGE_MS / 2;

async function asking(replicate: ReplicateClient, webhook: string, events: readonly string[] = ["start", "completed"]) {
  return replicate.accepted({}, { more: { webhook, webhook_events_filter: events } });
}

const secretOf = async (replicate: ReplicateClient): Promise<string> =>
  Object((await replicate.call("GET", "/webhooks/default/secret")).body).key;

test("the start and the end are told, each with the prediction as it is then", async () => {
  const replicate = await startedReplicate();
  const listener = await webhookListener();
  const id = await asking(replicate, listener.url);
  await replicate.advance(STARTED_MS);
  await until(() => listener.received.length === 1);
  await replicate.advance(IMAGE_MS);
  await until(() => listener.received.length === 2);
  expect(listener.statuses()).toEqual(["processing", "succeeded"]);
  expect(listener.received.map(({ path }) => path)).toEqual(["/hooks/tag", "/hooks/tag"]);
  expect(JSON.parse(listener.received[1]?.body ?? "")).toEqual((await replicate.look(id)).body);
  expect(new Set(listener.received.map((each) => each.id)).size).toBe(2);
});

test("they are signed with the account's secret and the real time, however far the sandbox's clock is ahead", async () => {
  // The library judges a signature's age by the real clock; here it is where the sandbox's real time stands.
  vi.useFakeTimers({ now: BEGIN, toFake: ["Date"] });
  const replicate = await startedReplicate();
  const listener = await webhookListener();
  await replicate.advance(86_400_000);
  await asking(replicate, listener.url);
  await replicate.advance(IMAGE_MS);
  await until(() => listener.received.length === 2);
  const verifier = new Webhook(await secretOf(replicate));
  for (const { body, headers } of listener.received) {
    expect(verifier.verify(body, headers)).toMatchObject({ status: "succeeded" });
    expect(() => verifier.verify(`${body} `, headers)).toThrow();
  }
  vi.useRealTimers();
});

test("only what was asked for is told", async () => {
  const replicate = await startedReplicate();
  const [both, end] = [await webhookListener(), await webhookListener()];
  await asking(replicate, end.url, ["completed"]);
  await asking(replicate, both.url);
  await replicate.advance(STARTED_MS);
  await until(() => both.received.length === 1);
  await replicate.advance(IMAGE_MS);
  await until(() => both.received.length === 2 && end.received.length === 1);
  expect(end.statuses()).toEqual(["succeeded"]);
});

test("the end of a prediction that failed is told, too", async () => {
  const replicate = await startedReplicate();
  const listener = await webhookListener();
  await replicate.fault("task_fails");
  await asking(replicate, listener.url, ["completed"]);
  await replicate.advance(IMAGE_MS);
  await until(() => listener.received.length === 1);
  expect(listener.statuses()).toEqual(["failed"]);
});

test("one that is called off before it began has an end and no start", async () => {
  const replicate = await startedReplicate();
  const [listener, next] = [await webhookListener(), await webhookListener()];
  await replicate.cancel(await asking(replicate, listener.url));
  await asking(replicate, next.url);
  await replicate.advance(IMAGE_MS);
  await until(() => next.received.length === 2 && listener.received.length > 0);
  expect(listener.statuses()).toEqual(["aborted"]);
});

test("the end is told again, under the same id, to who did not take it; the start is not", async () => {
  const replicate = await startedReplicate();
  const listener = await webhookListener((nth) => (nth <= 2 ? 500 : 200));
  await asking(replicate, listener.url);
  await replicate.advance(STARTED_MS);
  await until(() => listener.received.length === 1);
  await replicate.advance(IMAGE_MS);
  await until(() => listener.received.length === 3);
  expect(listener.statuses()).toEqual(["processing", "succeeded", "succeeded"]);
  expect(listener.received[2]?.id).toBe(listener.received[1]?.id);
});

test("a redirect is not followed", async () => {
  const replicate = await startedReplicate();
  const listener = await webhookListener((nth) => (nth === 1 ? 302 : 200));
  await asking(replicate, listener.url, ["completed"]);
  await replicate.advance(IMAGE_MS);
  await until(() => listener.received.length === 2);
  expect(listener.received.map(({ path }) => path)).toEqual(["/hooks/tag", "/hooks/tag"]);
});

test("webhook_twice sends each twice, under one id", async () => {
  const replicate = await startedReplicate();
  const listener = await webhookListener();
  await replicate.fault("webhook_twice");
  await asking(replicate, listener.url, ["completed"]);
  await replicate.advance(IMAGE_MS);
  await until(() => listener.received.length === 2);
  expect(listener.received[0]?.id).toBe(listener.received[1]?.id);
});

test("webhook_early delivers the first before the creation is answered", async () => {
  const replicate = await startedReplicate();
  const listener = await webhookListener();
  await replicate.fault("webhook_early");
  const id = await asking(replicate, listener.url);
  expect(listener.statuses()).toEqual(["starting"]);
  expect(JSON.parse(listener.received[0]?.body ?? "")).toMatchObject({ id });
});

test("webhook_lost sends none of them, while another prediction's come", async () => {
  const replicate = await startedReplicate();
  const [lost, other] = [await webhookListener(), await webhookListener()];
  await replicate.fault("webhook_lost");
  await asking(replicate, lost.url);
  await asking(replicate, other.url);
  await replicate.advance(IMAGE_MS);
  await until(() => other.received.length === 2);
  expect(lost.received).toEqual([]);
});

test("after a restart the end is still told, signed with the same secret", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedReplicate(dataDir);
  const listener = await webhookListener();
  await asking(before, listener.url);
  const secret = await secretOf(before);
  await before.close();
  const after = await startedReplicate(dataDir);
  expect(await secretOf(after)).toBe(secret);
  await after.advance(IMAGE_MS);
  await until(() => listener.received.length === 1);
  expect(listener.statuses()).toEqual(["succeeded"]);
});
