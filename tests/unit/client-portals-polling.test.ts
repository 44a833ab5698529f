import { afterEach, describe, expect, test, vi } from "vitest";
import { takeLook } from "../../client/portals/polling.ts";
import { Refused, type SendRequest } from "../../client/session/requests.ts";

const poll = { portalId: "p1", operationId: "op/1", grant: "grant-1", deadlineMs: 4000 };

afterEach(() => void vi.unstubAllGlobals());

async function look(response: Response, request: () => Promise<never> | Promise<{ accepted: true }> = accept) {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => response);
  vi.stubGlobal("fetch", fetched);
  const sent: [string, unknown][] = [];
  const send = (async (type: string, payload: unknown) => {
    sent.push([type, payload]);
    return request();
  }) as SendRequest;
  await takeLook(poll, send);
  return { fetched, sent };
}

const accept = async () => ({ accepted: true as const });
const operation = (body: object) => Response.json({ operation_id: "op/1", ...body });

describe("a look that the room asks for", () => {
  test("is one call with the grant, for the operation asked about", async () => {
    const { fetched } = await look(operation({ done: false }));
    expect(fetched).toHaveBeenCalledTimes(1);
    expect(fetched).toHaveBeenCalledWith(
      "/api/operations/op%2F1",
      expect.objectContaining({ headers: { "x-waygate-grant": "grant-1" } }),
    );
  });

  test("reports a world that is done", async () => {
    const { sent } = await look(
      operation({ done: true, response: { world_marble_url: "https://marble.worldlabs.ai/worlds/abc" } }),
    );
    const report = { portalId: "p1", status: "ready", url: "https://marble.worldlabs.ai/world/abc" };
    expect(sent).toEqual([["update_portal", report]]);
  });

  test("reports nothing of one that still runs", async () => {
    expect((await look(operation({ done: false }))).sent).toEqual([]);
  });

  test.each([
    ["an HTTP error", new Response("no", { status: 502 })],
    ["an answer that is not an operation", Response.json({ hello: "world" })],
    ["an answer that is no JSON", new Response("<html>")],
  ])("with %s is not an error of the operation: nothing is reported", async (_what, response) => {
    expect((await look(response)).sent).toEqual([]);
  });

  test("whose report is refused stays quiet", async () => {
    const refused = () => Promise.reject(new Refused("stale_operation", "Too late."));
    const { sent } = await look(operation({ done: true, error: { message: "moderated" } }), refused);
    expect(sent).toHaveLength(1);
  });
});
