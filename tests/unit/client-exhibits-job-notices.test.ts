import { describe, expect, test } from "vitest";
import { noticeOfFailed, noticeOfReady } from "../../client/exhibits/job-notices.ts";
import { exhibitSnapshot } from "../../client/session/snapshots.ts";
import { Exhibit } from "../../contract/state.ts";

const exhibit = (createdBy: string) =>
  exhibitSnapshot(Object.assign(new Exhibit(), { name: "teapot", jobId: "j", createdBy }));
const completed = (kind = "model") => ({ record_id: 1, job_id: "j", kind, result: { "3d_url": "/assets/a.glb" } });
const failed = (status: string, kind = "model") => ({ record_id: 1, job_id: "j", kind, status, error: "No credits." });

describe("a model that is ready", () => {
  test("is told to its maker as theirs", () => {
    const told = noticeOfReady(completed(), [exhibit("bob"), exhibit("ada")], "ada");
    expect(told).toEqual({ text: "Your teapot is ready.", tone: "good" });
  });

  test("is told to who sees it as news", () => {
    expect(noticeOfReady(completed(), [exhibit("bob")], "ada")).toEqual({ text: "“teapot” is ready.", tone: "plain" });
  });

  test("is told to a maker who does not see it", () => {
    expect(noticeOfReady(completed(), [], "ada")).toEqual({ text: "Your model is ready.", tone: "good" });
  });

  test("is nothing this feature speaks of when it is no model", () => {
    expect(noticeOfReady(completed("world"), [exhibit("ada")], "ada")).toBeNull();
  });
});

describe("a model that was not made", () => {
  test.each(["failed", "timed_out"])("is told with its name and reason when it %s", (status) => {
    expect(noticeOfFailed(failed(status), [exhibit("ada")], "ada")).toEqual({
      text: "“teapot” could not be made. No credits.",
      tone: "bad",
    });
    expect(noticeOfFailed(failed(status), [], "ada")?.text).toContain("No credits.");
  });

  test("needs no telling when it was cancelled, or is no model", () => {
    expect(noticeOfFailed(failed("cancelled"), [exhibit("ada")], "ada")).toBeNull();
    expect(noticeOfFailed(failed("failed", "world"), [exhibit("ada")], "ada")).toBeNull();
  });
});
