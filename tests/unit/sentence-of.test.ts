import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { roomRequests } from "../../contract/messages.ts";
import { sentenceOf } from "../../server/sentence-of.ts";

function sentenceFor(schema: z.ZodType, input: unknown): string {
  const parsed = schema.safeParse(input);
  if (parsed.success) throw new Error("the input was expected to be wrong");
  return sentenceOf(parsed.error, input);
}

const at = { x: 1, y: 2, z: 3, rotationY: 0 };

describe("what is wrong with a room request is said in one sentence", () => {
  const { generate_world, update_portal, connect_portal, set_name, set_away, chat } = roomRequests;
  test.each([
    ["nothing at all", set_name, undefined, "The input is missing."],
    ["something else entirely", set_name, [], "The input must be an object."],
    ["a missing field", set_name, {}, "name is missing."],
    ["a field of the wrong type", set_away, { away: "yes" }, "away must be true or false."],
    ["the schema's own words", set_name, { name: " " }, "The name is empty: write something."],
    [
      "the schema's own words, with the field they leave out",
      chat,
      { text: "" },
      "text: The message is empty: write something.",
    ],
    [
      "the branch that was meant: on a portal",
      generate_world,
      { prompt: "", portalId: "p" },
      "The prompt is empty: write something.",
    ],
    [
      "the branch that was meant: at a place",
      generate_world,
      { prompt: "", ...at },
      "The prompt is empty: write something.",
    ],
    ["every way to complete it", generate_world, { prompt: "a sea" }, "portalId is missing, or x, y, z and rotationY."],
    [
      "every way to complete a half-given place",
      generate_world,
      { prompt: "a sea", x: 1, y: 2 },
      "portalId is missing, or z and rotationY.",
    ],
    [
      "a coordinate that is no number",
      generate_world,
      { prompt: "a sea", ...at, x: Number.NaN },
      "x: A coordinate must be a finite number.",
    ],
    ["a coordinate out of range", generate_world, { prompt: "a sea", ...at, y: 61 }, "y must be at most 60."],
    ["an empty id", generate_world, { prompt: "a sea", portalId: "" }, "portalId must not be empty."],
    ["an id of the wrong type", generate_world, { prompt: "a sea", portalId: 5 }, "portalId must be text."],
    [
      "an unknown status",
      update_portal,
      { portalId: "p", status: "done" },
      'status must be "ready", "error" or "generating".',
    ],
    ["a missing status", update_portal, { portalId: "p" }, 'status must be "ready", "error" or "generating".'],
    ["the member that the status picks", update_portal, { portalId: "p", status: "ready" }, "url is missing."],
    [
      "a rule over several fields",
      update_portal,
      { portalId: "p", status: "generating" },
      "Say which generation: pendingOperationId or jobId is missing.",
    ],
    [
      "a nested union",
      update_portal,
      { status: "generating", jobId: "j" },
      "portalId is missing, or x, y, z and rotationY.",
    ],
    [
      "a long text",
      update_portal,
      { portalId: "p", status: "error", message: "x".repeat(501) },
      "message must have at most 500 characters.",
    ],
    [
      "an empty address",
      connect_portal,
      { url: " ", portalId: "p" },
      "url: The address is empty: paste a Marble world's address or id.",
    ],
  ] as const)("%s", (_what, schema, input, sentence) => {
    expect(sentenceFor(schema, input)).toBe(sentence);
  });
});

describe("other shapes", () => {
  const Show = z.strictObject({
    title: z.string().max(5),
    shots: z
      .array(z.object({ seconds: z.int().min(1), kind: z.enum(["wide", "close"]) }))
      .min(1)
      .max(2),
    link: z.url().optional(),
  });
  const shot = { seconds: 1, kind: "wide" };
  test.each([
    [{ title: "A", shots: [] }, "shots must have at least 1 entries."],
    [{ title: "A", shots: [shot, shot, shot] }, "shots must have at most 2 entries."],
    [{ title: "A", shots: [shot, { ...shot, seconds: 0 }] }, "shots[1].seconds must be at least 1."],
    [{ title: "A", shots: [{ ...shot, seconds: 1.5 }] }, "shots[0].seconds must be a whole number."],
    [{ title: "A", shots: [{ ...shot, kind: "far" }] }, 'shots[0].kind must be "wide" or "close".'],
    [{ title: "A", shots: [shot], colour: "red", size: 1 }, "The input takes no colour or size: leave it out."],
    [{ title: "A", shots: [shot], link: "nowhere" }, "link cannot be used: Invalid URL."],
    [{ title: null, shots: [shot] }, "title must be text."],
  ])("%j", (input, sentence) => expect(sentenceFor(Show, input)).toBe(sentence));

  test("a discriminator that fits nothing", () => {
    const Either = z.discriminatedUnion("type", [
      z.object({ type: z.literal("a") }),
      z.object({ type: z.literal("b") }),
    ]);
    expect(sentenceFor(Either, { type: "c" })).toBe('type must be "a" or "b".');
  });

  test("many wrong unions in one list are answered, and soon", () => {
    const Many = z.array(z.union([z.string(), z.number(), z.boolean()]));
    expect(sentenceFor(Many, Array(200).fill(null))).toMatch(/^\[0\] must be text\.$|^0 must be text\.$/);
  });
});

test("whatever is sent, the answer is one sentence", () => {
  const anyRequest = fc.constantFrom(...Object.values(roomRequests));
  const fields = ["prompt", "portalId", "status", "url", "jobId", "x", "y", "z", "rotationY", "name", "text", "away"];
  const likely = fc.dictionary(fc.constantFrom(...fields), fc.oneof(fc.anything(), fc.constant("ready"), fc.double()));
  fc.assert(
    fc.property(anyRequest, fc.oneof(fc.anything(), likely), (schema, input) => {
      const parsed = schema.safeParse(input);
      if (parsed.success) return;
      expect(sentenceOf(parsed.error, input)).toMatch(/^\S.*\S\.$/s);
    }),
  );
});
