import { z } from "zod";

const Ledger = z.object({
  charges: z.array(
    z.object({
      provider: z.string(),
      operationId: z.string(),
      tag: z.string().nullable(),
      kind: z.string(),
      at: z.number(),
      refunded: z.boolean(),
    }),
  ),
});

const Faults = z.object({ faults: z.array(z.object({ fault: z.string() })) });

/** Steers the sandbox as a test may: its clock, its faults, and what it billed. */
export function steer(sandboxUrl: string) {
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${sandboxUrl}/_sandbox/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);
  };
  return {
    /** Every task ages by so much. */
    advance: (advanceMs: number) => post("clock", { advanceMs }),
    fault: (fault: string, times = 1, more: object = {}) =>
      post("faults", { provider: "marble", fault, times, ...more }),
    /** The faults that no request has met yet. */
    async waitingFaults() {
      const { faults } = Faults.parse(await (await fetch(`${sandboxUrl}/_sandbox/faults`)).json());
      return faults.map(({ fault }) => fault);
    },
    async clearFaults() {
      await fetch(`${sandboxUrl}/_sandbox/faults`, { method: "DELETE" });
    },
    async charges() {
      return Ledger.parse(await (await fetch(`${sandboxUrl}/_sandbox/ledger`)).json()).charges;
    },
  };
}
