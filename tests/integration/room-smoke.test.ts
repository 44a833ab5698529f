import { afterAll, beforeAll, expect, test } from "vitest";
import { join } from "../support/player.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate();
});
afterAll(() => waygate.close());

test("a portal that was asked for becomes ready for everybody in the room, and its address is corrected", async () => {
  const [ada, bob] = [await join(waygate.url), await join(waygate.url, { name: "Bob" })];
  const { portalId } = await ada.room.request("generate_world", { prompt: "a forest", x: 5, y: 0, z: 5, rotationY: 0 });
  const portal = () => bob.room.state.portals.get(portalId);
  await until(() => portal()?.status === "generating" && portal()?.pendingOperationId !== "");
  await steer(waygate.sandboxUrl).advance(300_000);
  await until(() => portal()?.status === "ready");
  expect(portal()?.url).toMatch(/^https:\/\/marble\.worldlabs\.ai\/world\//);
  expect(await ada.refusal("generate_world", { prompt: "", x: 1, y: 0, z: 1, rotationY: 0 })).toMatchObject({
    code: "bad_message",
  });
  await Promise.all([ada.leave(), bob.leave()]);
});
