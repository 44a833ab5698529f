/** What a request is for. A fault concerns some of these, and an order may narrow it to one. */
export const CONCERNS = ["upload", "storage", "create", "look", "list", "world", "file", "cancel"] as const;
export type Concern = (typeof CONCERNS)[number];

/** The one fault that is not a provider's own: nobody listens for a while. */
export const REFUSE_CONNECTION = "refuse_connection";

/** Which requests a fault concerns: `byDefault` when the order names none, and those it `can` be narrowed to by `on`. */
interface FaultScope {
  readonly byDefault: readonly Concern[];
  readonly can: readonly Concern[];
  /** Whether its order must say what status to answer with, and no other's may. */
  readonly takesStatus?: boolean;
}

/** A provider's faults by name. */
export type FaultTable = Readonly<Record<string, FaultScope>>;

/** The next `times` requests to `provider` that `fault` concerns behave so. */
export interface FaultOrder {
  readonly provider: string;
  readonly fault: string;
  readonly times: number;
  readonly on: Concern | null;
  /** For faults that last: how long, in ms of real time. */
  readonly forMs: number;
  /** For faults that put words into a provider's mouth: a task's status. */
  readonly status: string | null;
}

/** A fault that a request was just given. */
interface TakenFault<Name extends string> extends Pick<FaultOrder, "on" | "forMs" | "status"> {
  readonly fault: Name;
}

/** The faults still to be played out. Kept in memory only: a restart behaves well. */
export interface Faults {
  /** @throws UnfitFault when the provider is unknown, has no such fault, or the fault cannot be as ordered. */
  check(order: FaultOrder): void;
  /** Adds an order that `check` lets pass. */
  order(order: FaultOrder): void;
  /** Uses up one time of the oldest order among `names` that concerns this request, or gives undefined. */
  take<Name extends string>(provider: string, concern: Concern, names: readonly Name[]): TakenFault<Name> | undefined;
  waiting(): readonly FaultOrder[];
  clear(): void;
}

/** Its message is a sentence that says what to ask for instead. */
export class UnfitFault extends Error {}

export function createFaults(tables: ReadonlyMap<string, FaultTable>): Faults {
  let waiting: readonly FaultOrder[] = [];

  function concerns(order: FaultOrder, concern: Concern): boolean {
    if (order.on !== null) return order.on === concern;
    return scopeOf(tables, order).byDefault.includes(concern);
  }

  function check(order: FaultOrder): void {
    const { can, takesStatus = false } = scopeOf(tables, order);
    if (takesStatus && order.status === null) {
      throw new UnfitFault(`The fault ${order.fault} needs a status: the word that is to be said.`);
    }
    if (!takesStatus && order.status !== null) throw new UnfitFault(`The fault ${order.fault} takes no status.`);
    if (order.on === null || can.includes(order.on)) return;
    throw new UnfitFault(`The fault ${order.fault} cannot be narrowed to "${order.on}", only to: ${listed(can)}.`);
  }

  return {
    check,
    order(order) {
      check(order);
      waiting = [...waiting, order];
    },
    take(provider, concern, names) {
      for (const order of waiting) {
        const fault = names.find((name) => name === order.fault);
        if (order.provider !== provider || fault === undefined || !concerns(order, concern)) continue;
        waiting = waiting.flatMap((each) => (each === order ? oneLess(each) : [each]));
        return { fault, on: order.on, forMs: order.forMs, status: order.status };
      }
      return undefined;
    },
    waiting: () => waiting,
    clear() {
      waiting = [];
    },
  };
}

function oneLess(order: FaultOrder): readonly FaultOrder[] {
  return order.times > 1 ? [{ ...order, times: order.times - 1 }] : [];
}

function scopeOf(tables: ReadonlyMap<string, FaultTable>, order: FaultOrder): FaultScope {
  const table = tables.get(order.provider);
  if (table === undefined) {
    throw new UnfitFault(
      `There is no provider "${order.provider}" in the sandbox, only: ${listed([...tables.keys()])}.`,
    );
  }
  const scope = Object.hasOwn(table, order.fault) ? table[order.fault] : undefined;
  if (scope === undefined) {
    throw new UnfitFault(
      `The provider ${order.provider} has no fault "${order.fault}", only: ${listed(Object.keys(table))}.`,
    );
  }
  return scope;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "(none)" : names.join(", ");
}
