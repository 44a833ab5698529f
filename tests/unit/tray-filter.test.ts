import { describe, expect, test } from "vitest";
import { filterFrom } from "../../server/tray/filter.ts";

const filter = (query: string) => filterFrom(new URLSearchParams(query), ["world", "model"]);

describe("the filter of a list of generations", () => {
  test.each([
    ["", { kinds: ["world", "model"], limit: 50 }],
    ["mine", { kinds: ["world", "model"], limit: 50 }],
    ["status=&kind=&limit=", { kinds: ["world", "model"], limit: 50 }],
    ["status=failed", { kinds: ["world", "model"], statuses: ["failed"], limit: 50 }],
    ["status=failed,%20timed_out,", { kinds: ["world", "model"], statuses: ["failed", "timed_out"], limit: 50 }],
    ["status=queued&status=running", { kinds: ["world", "model"], statuses: ["queued", "running"], limit: 50 }],
    ["kind=model", { kinds: ["model"], limit: 50 }],
    ["kind=model,world,model&limit=200", { kinds: ["world", "model"], limit: 200 }],
    ["limit=1", { kinds: ["world", "model"], limit: 1 }],
  ])("?%s", (query, expected) => expect(filter(query)).toEqual(expected));

  test.each([
    ["status=done", 'There is no status "done": use queued, submitting, unknown, running,'],
    ["status=failed,Failed", 'There is no status "Failed"'],
    ["kind=portrait", 'There is no kind "portrait": use world, model.'],
    ["kind=__proto__", 'There is no kind "__proto__"'],
    ["limit=0", "limit must be a whole number from 1 to 200."],
    ["limit=201", "limit must be"],
    ["limit=-1", "limit must be"],
    ["limit=1e1", "limit must be"],
    ["limit=ten", "limit must be"],
  ])("?%s is refused with a sentence that says what would do", (query, sentence) => {
    expect(() => filter(query)).toThrow(expect.objectContaining({ code: "bad_message" }));
    expect(() => filter(query)).toThrow(sentence);
  });
});
