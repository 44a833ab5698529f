/** How a provider's answer can go wrong. `connect` is before anything is sent. */
export const callFaults = [
  { call: "connect", fault: "refused" },
  { call: "upload", fault: "unreadable" },
  { call: "upload", fault: "throttled" },
  { call: "submit", fault: "answer_lost" },
  { call: "submit", fault: "throttled" },
  { call: "submit", fault: "throttled_without_hint" },
  { call: "submit", fault: "server_error" },
  { call: "submit", fault: "no_credits" },
  { call: "look", fault: "unanswered" },
  { call: "search", fault: "unanswered" },
  { call: "collect", fault: "link_dead" },
  { call: "cancel", fault: "unanswered" },
] as const;

export type Call = (typeof callFaults)[number]["call"];
export type Fault = (typeof callFaults)[number]["fault"];

export interface Faults {
  /** The provider's whole house: nothing comes about until it is up again. */
  isDown: boolean;
  /** How long every answer takes. A caller whose patience is shorter hears nothing. */
  latencyMs: number;
  /** Puts a fault on the next `times` calls; what comes after them goes well. */
  put(call: Call, fault: Fault, times: number): void;
  take(call: Call): Fault | undefined;
  heal(): void;
}

export function createFaults(): Faults {
  const next = new Map<Call, Fault[]>();
  const faults: Faults = {
    isDown: false,
    latencyMs: 0,
    put: (call, fault, times) =>
      void next.set(call, [...(next.get(call) ?? []), ...Array.from({ length: times }, () => fault)]),
    take: (call) => next.get(call)?.shift(),
    heal() {
      next.clear();
      faults.isDown = false;
      faults.latencyMs = 0;
    },
  };
  return faults;
}
