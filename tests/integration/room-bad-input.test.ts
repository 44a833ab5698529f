import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHAT_MAX, HUB_HALF_SIZE, NAME_MAX, PORTAL_SPACING, PROMPT_MAX, URL_MAX } from "../../contract/limits.ts";
import { worldUrl } from "../../contract/marble-url.ts";
import { WorldsGenerateAnswer } from "../../contract/routes.ts";
import { type Books, openBooks } from "../support/books.ts";
import { makeAtMarble } from "../support/marble-world.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { asked } from "../support/poller.ts";
import { begin, shown, spotsInHub } from "../support/portals.ts";
import { expectRefusalElsewhere } from "../support/refusal.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const spots = spotsInHub();
const spot = () => spots.next().value;
const free = { x: 30, y: 0, z: 30, rotationY: 0 };
const order = { prompt: "a lake", ...free };
const id = "11111111-2222-3333-4444-555555555555";

let waygate: Waygate;
let books: Books;
let ada: TestPlayer;
beforeAll(async () => {
  waygate = await startWaygate({ POLL_GRANT_MS: "60000", LIMIT_RUNNING_PER_PLAYER: "2", SANDBOX_SPLAT_SCALE: "0.001" });
  books = await openBooks(waygate);
  ada = await join(waygate.url);
});
afterAll(async () => {
  await books.close();
  await waygate.close();
});

describe("bad_message", () => {
  const refuses = (type: string, payload: unknown) =>
    expectRefusalElsewhere(waygate.url, ada, books, { code: "bad_message", type, payload });
  const types = [
    "generate_world",
    "connect_portal",
    "update_portal",
    "retry_portal",
    "cancel_portal",
    "remove_portal",
    "set_name",
    "set_away",
    "set_loading",
    "chat",
  ];

  test.each(types)("%s without what it needs", async (type) => {
    for (const payload of [undefined, null, "text", 5, true, [], {}, { portalId: "" }, { portalId: 5 }]) {
      await refuses(type, payload);
    }
  });

  test.each([
    ["no words", ""],
    ["blanks", " \n\t "],
    ["nothing that can be seen", "\u0000\u0007\u202e\u2066"],
    ["one character too many", "x".repeat(PROMPT_MAX + 1)],
    ["10,000 characters", "x".repeat(10_000)],
    ["a number", 7],
    ["a list", ["a lake"]],
  ])("a prompt of %s", (_what, prompt) => refuses("generate_world", { ...free, prompt }));

  test.each(["x", "y", "z", "rotationY"])("%s that is no place", async (field) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, "1", null, undefined]) {
      await refuses("generate_world", { ...order, [field]: value });
    }
    await refuses("connect_portal", { url: id, ...free, [field]: Number.NaN });
    await refuses("update_portal", { status: "generating", jobId: id, ...free, [field]: Number.NaN });
  });

  test("up in the sky, or deep below", async () => {
    await refuses("generate_world", { ...order, y: 61 });
    await refuses("generate_world", { ...order, y: -61 });
  });

  test.each([
    ["an address that is empty", "connect_portal", { ...free, url: "  " }],
    ["an address that is too long", "connect_portal", { ...free, url: `https://${"x".repeat(URL_MAX)}` }],
    ["an address that is a number", "connect_portal", { ...free, url: 7 }],
    ["a picture that is a number", "generate_world", { ...order, imageUploadId: 7 }],
    ["a portal's id that is too long", "retry_portal", { portalId: "x".repeat(129) }],
    ["a status that there is not", "update_portal", { portalId: id, status: "done" }],
    ["a report without an address", "update_portal", { portalId: id, status: "ready" }],
    ["a report of a very long error", "update_portal", { portalId: id, status: "error", message: "x".repeat(501) }],
    ["a hand-over of nothing", "update_portal", { portalId: id, status: "generating" }],
    ["a hand-over to nowhere", "update_portal", { status: "generating", jobId: id }],
    ["a name that is too long", "set_name", { name: "x".repeat(NAME_MAX + 1) }],
    ["a name that cannot be seen", "set_name", { name: "\u202e\u0000" }],
    ["away that is not yes or no", "set_away", { away: "yes" }],
    ["loading that is not yes or no", "set_loading", { loading: 1 }],
    ["a chat line that is too long", "chat", { text: "x".repeat(CHAT_MAX + 1) }],
    ["a chat line of blanks", "chat", { text: " \u0000 " }],
  ])("%s", (_what, type, payload) => refuses(type, payload));
});

describe("unsupported_url", () => {
  let known: string;
  beforeAll(async () => {
    known = await makeAtMarble(waygate.sandboxUrl, "somebody's meadow");
  });

  test.each([
    ["another site", "https://example.com/world/KNOWN"],
    ["a site that begins alike", "https://marble.worldlabs.ai.example.com/world/KNOWN"],
    ["Marble without encryption", "http://marble.worldlabs.ai/world/KNOWN"],
    ["a password in it", "https://ada:secret@marble.worldlabs.ai/world/KNOWN"],
    ["another port", "https://marble.worldlabs.ai:8443/world/KNOWN"],
    ["another page", "https://marble.worldlabs.ai/account/KNOWN"],
    ["no world in it", "https://marble.worldlabs.ai/"],
    ["two worlds in it", "https://marble.worldlabs.ai/world/KNOWN/KNOWN"],
    ["a script", "javascript:alert('KNOWN')"],
    ["a file of this machine", "file:///world/KNOWN"],
    ["an address of this network", "http://127.0.0.1/world/KNOWN"],
    ["a way out of its folder", "../worlds/KNOWN"],
    ["a world that Marble does not know", worldUrl(id)],
    ["an id that Marble does not know", id],
    ["the hub", "hub"],
  ])("an address with %s", (_what, url) =>
    expectRefusalElsewhere(waygate.url, ada, books, {
      code: "unsupported_url",
      type: "connect_portal",
      payload: { url: url.replaceAll("KNOWN", known), ...free },
    }),
  );
});

test.each([
  ["no upload's id", id],
  ["a link", "https://example.com/a.png"],
  ["an upload that this server has not", `${"0".repeat(64)}.png`],
])("a picture that is %s: unsupported_image", (_what, imageUploadId) =>
  expectRefusalElsewhere(waygate.url, ada, books, {
    code: "unsupported_image",
    type: "generate_world",
    payload: { ...order, imageUploadId },
  }),
);

test("outside, and too close to another portal: bad_place, whatever should stand there", async () => {
  const there = spot();
  const { portalId } = await begin(ada, there);
  await ada.room.request("cancel_portal", { portalId });
  await books.atRest();
  const order = await fetch(`${waygate.url}/api/worlds/generate`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${ada.token}` },
    body: JSON.stringify({ prompt: "a lake" }),
  });
  const { job_id: jobId } = WorldsGenerateAnswer.parse(await order.json());
  const worldId = await makeAtMarble(waygate.sandboxUrl, "somebody's garden");
  await books.atRest();
  const beyond = HUB_HALF_SIZE + 0.01;
  const places = [{ x: beyond }, { x: -beyond }, { z: beyond }, { z: -beyond }, { x: there.x + PORTAL_SPACING - 0.01 }];
  for (const place of places.map((wrong) => ({ ...there, ...wrong }))) {
    for (const [type, payload] of [
      ["generate_world", { prompt: "a lake" }],
      ["connect_portal", { url: worldId }],
      ["update_portal", { status: "generating", jobId }],
    ] as const) {
      await expectRefusalElsewhere(waygate.url, ada, books, {
        code: "bad_place",
        type,
        payload: { ...place, ...payload },
      });
    }
  }
});

test("more than may be running: over_budget, whatever would begin", async () => {
  const eve = await join(waygate.url, { name: "Eve" });
  const { portalId } = await begin(eve, spot());
  await eve.room.request("cancel_portal", { portalId });
  await until(() => shown(eve, portalId)?.status === "error");
  const worldId = await makeAtMarble(waygate.sandboxUrl, "somebody's orchard");
  for (let running = 0; running < 2; running++) await asked([ada, eve], await begin(eve, spot()));
  for (const [type, payload] of [
    ["generate_world", { prompt: "a lake", ...spot() }],
    ["generate_world", { prompt: "a lake", portalId }],
    ["retry_portal", { portalId }],
    ["connect_portal", { url: worldId, ...spot() }],
    ["connect_portal", { url: worldId, portalId }],
  ] as const) {
    await expectRefusalElsewhere(waygate.url, eve, books, { code: "over_budget", type, payload });
  }
  await eve.leave();
});

test("more requests than fit into a second: too_fast, and what was refused did not happen", async () => {
  const [eve, bob] = [await join(waygate.url, { name: "Eve" }), await join(waygate.url, { name: "Bob" })];
  const texts = Array.from({ length: 100 }, (_, nth) => `line ${nth}`);
  const outcomes = await Promise.allSettled(texts.map((text) => eve.room.request("chat", { text })));
  const said = texts.filter((_, nth) => outcomes[nth]?.status === "fulfilled");
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason.reason).toMatchObject({ code: "too_fast" });
  }
  expect(said.length).toBeLessThan(texts.length);
  await until(() =>
    eve.room.request("chat", { text: "the end" }).then(
      () => true,
      () => false,
    ),
  );
  const heard = () => bob.received.map(({ message }) => (message as { text: string }).text);
  await until(() => heard().includes("the end"));
  expect(heard()).toEqual([...said, "the end"]);
  await Promise.all([eve.leave(), bob.leave()]);
});
