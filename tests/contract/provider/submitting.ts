import { expect, test } from "vitest";
import type { Generation } from "../../../server/generation/generation.ts";
import { type ProviderGround, unhurried } from "./ground.ts";

/** A sentence for people: it begins and ends as one, and shows no object and no undefined. */
const aSentence = expect.stringMatching(/^[A-Z](?!.*(\[object|undefined|null)).*[.)]$/);

export function submittingRequirements(ground: () => ProviderGround): void {
  /** Submits an order, and tells what was billed for it. */
  async function submitted(by: "adapter" | "withoutKey" | "unreachable" = "adapter", given?: Generation) {
    const row = given ?? (await ground().ready());
    const before = (await ground().charges()).length;
    const outcome = await ground()[by].submit(row, unhurried());
    return { outcome, billed: (await ground().charges()).slice(before) };
  }

  test("of a good order is accepted, billed once, and named as the provider names it", async () => {
    const { outcome, billed } = await submitted();
    expect(outcome).toMatchObject({
      type: "accepted",
      operationId: expect.stringMatching(/./),
      observed: expect.anything(),
    });
    expect(billed).toMatchObject([{ operationId: outcome.type === "accepted" && outcome.operationId }]);
  });

  test("without credits is refused, with a sentence for whoever can buy some", async () => {
    await ground().fault("no_credits", { on: "create" });
    const { outcome, billed } = await submitted();
    expect(outcome).toEqual({ type: "refused", code: "no_credits", message: expect.stringContaining("operator") });
    expect(billed).toEqual([]);
  });

  test("with a key that is not accepted is refused, with a sentence for the operator", async () => {
    const { outcome, billed } = await submitted("withoutKey");
    expect(outcome).toEqual({ type: "refused", code: "provider_key", message: expect.stringContaining("operator") });
    expect(billed).toEqual([]);
  });

  test("of a bad order is refused, with the provider's own words in a sentence", async () => {
    const { outcome, billed } = await submitted("adapter", ground().badOrder());
    expect(outcome).toEqual({ type: "refused", code: "refused", message: expect.stringMatching(/\w+ refused: \S/) });
    expect(billed).toEqual([]);
  });

  test("that comes too soon is throttled until the hint says", async () => {
    await ground().fault("throttle", { on: "create" });
    const { outcome, billed } = await submitted();
    expect(outcome).toEqual({ type: "throttled", retryAt: ground().now + 2_000, message: aSentence });
    expect(billed).toEqual([]);
  });

  test("that comes too soon is throttled without a hint, too", async () => {
    await ground().fault("throttle_without_hint", { on: "create" });
    const { outcome, billed } = await submitted();
    expect(outcome).toEqual({ type: "throttled", retryAt: null, message: aSentence });
    expect(billed).toEqual([]);
  });

  test("to where nobody listens was never sent", async () => {
    expect((await submitted("unreachable")).outcome).toEqual({ type: "not_sent", message: aSentence });
  });

  test("whose answer is lost has an unknown outcome, and was billed", async () => {
    await ground().fault("lose_answer", { on: "create" });
    const { outcome, billed } = await submitted();
    expect(outcome).toEqual({ type: "unknown", message: aSentence });
    expect(billed).toHaveLength(1);
  });

  test("whose answer is garbage has an unknown outcome, and was billed", async () => {
    await ground().fault("garbage", { on: "create" });
    const { outcome, billed } = await submitted();
    expect(outcome).toEqual({ type: "unknown", message: aSentence });
    expect(billed).toHaveLength(1);
  });

  test("that ends in the provider's own error has an unknown outcome", async () => {
    await ground().fault("server_error", { on: "create" });
    expect((await submitted()).outcome).toEqual({ type: "unknown", message: aSentence });
  });

  test("that is given up while the answer is awaited has an unknown outcome, and was billed", async () => {
    const { adapter, ready, charges, fault, givenUp } = ground();
    const row = await ready();
    const before = (await charges()).length;
    await fault("slow", { on: "create", forMs: 60_000 });
    const outcome = await givenUp(
      (signal) => adapter.submit(row, signal),
      async () => (await charges()).length > before,
    );
    expect(outcome).toEqual({ type: "unknown", message: aSentence });
  });

  test("is made once, whatever happens to its answer", async () => {
    for (const fault of ["lose_answer", "garbage", "server_error", "throttle"]) {
      await ground().fault(fault, { on: "create" });
      expect((await submitted()).billed.length).toBeLessThanOrEqual(1);
      expect((await submitted()).outcome).toMatchObject({ type: "accepted" });
    }
  });
}
