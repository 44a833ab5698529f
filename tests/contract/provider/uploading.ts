import { expect, test } from "vitest";
import type { Generation } from "../../../server/generation/generation.ts";
import type { UploadOutcome, Uploads } from "../../../server/generation/provider.ts";
import { type ProviderGround, unhurried } from "./ground.ts";

/** What holds where files are handed over before the POST. It costs nothing, so every doubt means: not sent. */
export function uploadingRequirements(ground: () => ProviderGround): void {
  function uploadsOf(by: "adapter" | "withoutKey" | "unreachable" = "adapter"): Uploads {
    const { uploads } = ground()[by];
    if (!uploads) throw new Error("This adapter hands nothing over.");
    return uploads;
  }
  const send = (row: Generation, by?: Parameters<typeof uploadsOf>[0]): Promise<UploadOutcome> =>
    uploadsOf(by).send(row, unhurried());

  test("is needed until it was done, bills nothing, and then the order is accepted", async () => {
    const { adapter, order, ready, charges } = ground();
    expect(uploadsOf().isNeeded(order())).toBe(true);
    const before = (await charges()).length;
    const row = await ready();
    expect(uploadsOf().isNeeded(row)).toBe(false);
    expect(await charges()).toHaveLength(before);
    expect(await adapter.submit(row, unhurried())).toMatchObject({ type: "accepted" });
  });

  test.each(["lose_answer", "garbage", "server_error"])(
    "that meets %s was not sent, and may be done again",
    async (fault) => {
      const { order, charges } = ground();
      const before = (await charges()).length;
      await ground().fault(fault, { on: "upload" });
      const row = order();
      expect(await send(row)).toEqual({ type: "not_sent", message: expect.stringMatching(/^[A-Z].*\.$/) });
      expect(await send(row)).toMatchObject({ type: "uploaded" });
      expect(await charges()).toHaveLength(before);
    },
  );

  test("that comes too soon is throttled until the hint says", async () => {
    const { fault, order, now } = ground();
    await fault("throttle", { on: "upload" });
    expect(await send(order())).toMatchObject({ type: "throttled", retryAt: now + 2_000 });
  });

  test("to where nobody listens was not sent", async () => {
    expect(await send(ground().order(), "unreachable")).toMatchObject({ type: "not_sent" });
  });

  test("with a key that is not accepted is refused, with a sentence for the operator", async () => {
    expect(await send(ground().order(), "withoutKey")).toEqual({
      type: "refused",
      code: "provider_key",
      message: expect.stringContaining("operator"),
    });
  });
}
