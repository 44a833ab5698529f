import { describe, expect, test } from "vitest";
import { requestsOf } from "../../client/session/requests.ts";

const answering = (answer: () => unknown) => requestsOf({ request: async () => answer() });
const throwing = (error: Error) =>
  answering(() => {
    throw error;
  });

describe("a request to the room", () => {
  test("is answered in the contract's form", async () => {
    const send = answering(() => ({ portalId: "p1", more: "than agreed" }));
    await expect(send("connect_portal", { url: "abc", portalId: "p1" })).resolves.toEqual({ portalId: "p1" });
  });

  test("carries its name and payload unchanged", async () => {
    const seen: unknown[] = [];
    const send = requestsOf({
      request: async (...asked) => {
        seen.push(asked);
        return { ok: true };
      },
    });
    await send("chat", { text: " hi " });
    expect(seen).toEqual([["chat", { text: " hi " }]]);
  });

  test("that the room turns down carries its code and sentence", async () => {
    const rejection = Object.assign(new Error("request rejected"), {
      reason: { code: "bad_place", message: "Another portal stands there." },
    });
    await expect(throwing(rejection)("remove_portal", { portalId: "p1" })).rejects.toMatchObject({
      name: "Refused",
      code: "bad_place",
      message: "Another portal stands there.",
    });
  });

  test.each([
    ["a closed socket", new Error("connection closed before a response was received.")],
    ["a rejection out of contract", Object.assign(new Error("request rejected"), { reason: { code: "made_up" } })],
  ])("that ends with %s is told as unanswered, in words for people", async (_what, error) => {
    await expect(throwing(error)("chat", { text: "hi" })).rejects.toMatchObject({
      code: "no_answer",
      message: expect.stringMatching(/try again/),
    });
  });

  test("whose answer is out of contract is not taken for a yes", async () => {
    const send = answering(() => ({ ok: "maybe" }));
    await expect(send("cancel_portal", { portalId: "p1" })).rejects.toMatchObject({ code: "no_answer" });
  });
});
