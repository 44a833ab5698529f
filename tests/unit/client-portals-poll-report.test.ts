import { describe, expect, test } from "vitest";
import { reportFor } from "../../client/portals/poll-report.ts";
import { ERROR_MESSAGE_MAX } from "../../contract/limits.ts";

const done = { operation_id: "op", done: true };

describe("what the designated poller reports", () => {
  test("is nothing while the operation runs", () => {
    expect(reportFor("p1", { operation_id: "op", done: false })).toBeNull();
    expect(
      reportFor("p1", { done: false, response: { world_marble_url: "https://marble.worldlabs.ai/world/abc" } }),
    ).toBeNull();
  });

  test("is the world's address, corrected from /worlds/ to /world/", () => {
    const response = { world_marble_url: "https://marble.worldlabs.ai/worlds/abc-1" };
    expect(reportFor("p1", { ...done, error: null, response })).toEqual({
      portalId: "p1",
      status: "ready",
      url: "https://marble.worldlabs.ai/world/abc-1",
    });
  });

  test("leaves an address alone that is right already", () => {
    const response = { world_marble_url: "https://marble.worldlabs.ai/world/abc-1" };
    expect(reportFor("p1", { ...done, response })).toMatchObject({ url: response.world_marble_url });
  });

  test("is the error of an operation that carries one, whatever else it carries", () => {
    const response = { world_marble_url: "https://marble.worldlabs.ai/worlds/abc-1" };
    expect(reportFor("p1", { ...done, error: { code: 3, message: "moderated" }, response })).toEqual({
      portalId: "p1",
      status: "error",
      message: "moderated",
    });
  });

  test("leaves the message out of an error without one, and cuts one that is too long", () => {
    expect(reportFor("p1", { ...done, error: {} })).toEqual({ portalId: "p1", status: "error" });
    const report = reportFor("p1", { ...done, error: { message: "x".repeat(2 * ERROR_MESSAGE_MAX) } });
    expect(report).toMatchObject({ message: "x".repeat(ERROR_MESSAGE_MAX) });
  });

  test("is nothing when a done operation has neither a world nor an error", () => {
    expect(reportFor("p1", { ...done, error: null, response: null })).toBeNull();
    expect(reportFor("p1", { ...done, response: { world_marble_url: null } })).toBeNull();
  });
});
