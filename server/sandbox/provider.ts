import type { SandboxClock } from "./clock.ts";
import type { Faults, FaultTable } from "./faults.ts";
import type { Route } from "./http/routing.ts";
import type { Journal } from "./journal.ts";
import type { Charge } from "./ledger.ts";

/** What every provider shares of the sandbox. */
interface House {
  readonly clock: SandboxClock;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Folder for made files; each provider keeps a subfolder of its own. */
  readonly filesDir: string;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
}

/** One stand-in: a folder with its wire protocol, plus a line in `sandbox.ts`. */
interface SandboxProvider {
  readonly routes: readonly Route[];
  /** What was billed, with what was refunded by now. */
  charges(): readonly Charge[];
  close(): Promise<void>;
}

/** The line in `sandbox.ts`: the provider's name in faults and ledger, its faults, and how it is opened. */
export interface ProviderEntry {
  readonly name: string;
  readonly faults: FaultTable;
  open(house: House): SandboxProvider;
}
