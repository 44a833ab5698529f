/** One task that a provider billed. Never stored: derived from the provider's journaled tasks and the clock. */
export interface Charge {
  readonly provider: string;
  /** The provider's own id of the task. */
  readonly operationId: string;
  /** The first tag that the caller put on the task, null without one. */
  readonly tag: string | null;
  /** What the task makes: `world`, `model`, … */
  readonly kind: string;
  /** When it was billed, in ms since 1970 by the sandbox's clock. */
  readonly at: number;
  /** True as soon as the task has ended in failure: providers give failed tasks back. */
  readonly refunded: boolean;
}

/** All charges of all providers, oldest first: what tests read as the truth about what was paid. */
export function readLedger(providers: readonly { charges(): readonly Charge[] }[]): readonly Charge[] {
  return providers.flatMap((provider) => provider.charges()).sort((a, b) => a.at - b.at);
}
