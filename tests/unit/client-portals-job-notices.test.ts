import { describe, expect, test } from "vitest";
import { noticeOfFailed, noticeOfReady } from "../../client/portals/job-notices.ts";
import { portalSnapshot } from "../../client/session/snapshots.ts";
import { Portal } from "../../contract/state.ts";

const portal = (createdBy: string) =>
  portalSnapshot(Object.assign(new Portal(), { prompt: "A harbour", targetWorldId: "abc", createdBy }));
const completed = (kind = "world", result: Record<string, unknown> = { world_id: "abc", url: "u" }) => ({
  record_id: 1,
  job_id: "j",
  kind,
  result,
});
const failed = (status: string, kind = "world") => ({ record_id: 1, job_id: "j", kind, status, error: "No credits." });

describe("a world that is ready", () => {
  test("is told to its maker as theirs", () => {
    const notice = noticeOfReady(completed(), [portal("bob"), portal("ada")], "ada");
    expect(notice).toMatchObject({ tone: "good", goTo: null });
    expect(notice?.text).toBe("Your world is ready: “A harbour”. Walk in.");
  });

  test("is told to the others as news", () => {
    const notice = noticeOfReady(completed(), [portal("bob")], "ada");
    expect(notice).toMatchObject({ tone: "plain", goTo: null, text: "A world has opened: “A harbour”." });
  });

  test("is told to a maker who is elsewhere, with a way to go there", () => {
    expect(noticeOfReady(completed(), [], "ada")).toMatchObject({ tone: "good", goTo: "abc" });
  });

  test("is nothing this feature speaks of when it is no world", () => {
    expect(noticeOfReady(completed("model"), [], "ada")).toBeNull();
    expect(noticeOfReady(completed("world", {}), [], "ada")).toBeNull();
  });
});

describe("a world that was not made", () => {
  test.each(["failed", "timed_out"])("is told with its reason when it %s", (status) => {
    expect(noticeOfFailed(failed(status))).toMatchObject({ tone: "bad", text: expect.stringContaining("No credits.") });
  });

  test("needs no telling when it was cancelled, or is no world", () => {
    expect(noticeOfFailed(failed("cancelled"))).toBeNull();
    expect(noticeOfFailed(failed("failed", "model"))).toBeNull();
  });
});
