import { z } from "zod";
import { MAX_ADVANCE_MS, type SandboxClock } from "./clock.ts";
import { CONCERNS, type FaultOrder, type Faults, REFUSE_CONNECTION, UnfitFault } from "./faults.ts";
import { json, Refusal, type SandboxRequest } from "./http/exchange.ts";
import { isLoopbackUrl } from "./http/loopback.ts";
import type { Handler, Route } from "./http/routing.ts";
import { type Charge, readLedger } from "./ledger.ts";

/** The longest that `slow` holds an answer back and `refuse_connection` refuses, in ms of real time. */
const MAX_FAULT_MS = 60_000;
const SLOW_MS = 5_000;
const REFUSE_MS = 3_000;

const ClockMove = z.object({ advanceMs: z.number().int().min(0).max(MAX_ADVANCE_MS) });
const Fault = z.object({
  provider: z.string(),
  fault: z.string(),
  times: z.number().int().min(1).max(10_000).default(1),
  on: z.enum(CONCERNS).optional(),
  forMs: z.number().int().min(1).max(MAX_FAULT_MS).optional(),
  status: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
});

export interface Controlled {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly providers: readonly { charges(): readonly Charge[] }[];
  refuseConnections(forMs: number): void;
}

/** The routes under `/_sandbox`, by which tests and developers read the ledger, move the clock and order misbehaviour. */
export function controlRoutes({ clock, faults, providers, refuseConnections }: Controlled): readonly Route[] {
  const clockAnswer = () => json(200, { now: clock.now(), aheadMs: clock.aheadMs() });
  const faultsAnswer = () => json(200, { faults: faults.waiting() });

  const routes: readonly Route[] = [
    { method: "GET", path: "/_sandbox/ledger", handle: () => json(200, { charges: readLedger(providers) }) },
    { method: "GET", path: "/_sandbox/clock", handle: clockAnswer },
    {
      method: "POST",
      path: "/_sandbox/clock",
      async handle(request) {
        await clock.advance(parsed(ClockMove, request).advanceMs);
        return clockAnswer();
      },
    },
    { method: "GET", path: "/_sandbox/faults", handle: faultsAnswer },
    {
      method: "POST",
      path: "/_sandbox/faults",
      handle(request) {
        const { provider, fault, times, on = null, forMs, status = null } = parsed(Fault, request);
        const order = { provider, fault, times, on, forMs: forMs ?? SLOW_MS, status };
        checked(faults, order);
        // Refused attempts never reach us and cannot be counted: each time is a span. All providers share the port.
        if (fault === REFUSE_CONNECTION) refuseConnections(Math.min(times * (forMs ?? REFUSE_MS), MAX_FAULT_MS));
        else faults.order(order);
        return faultsAnswer();
      },
    },
    {
      method: "DELETE",
      path: "/_sandbox/faults",
      handle() {
        faults.clear();
        return faultsAnswer();
      },
    },
  ];
  return routes.map((route) => ({ ...route, handle: fromHereOnly(route.handle) }));
}

/** A web page elsewhere may send a plain POST to any address without asking first; browsers then name it in Origin. */
function fromHereOnly(handle: Handler): Handler {
  return (request) => {
    const origin = request.headers.origin;
    if (origin === undefined || isLoopbackUrl(origin)) return handle(request);
    throw new Refusal(json(403, { detail: "The sandbox is steered only from this machine." }));
  };
}

function parsed<Shape>(shape: z.ZodType<Shape>, request: SandboxRequest): Shape {
  const result = shape.safeParse(parsedJson(request.body));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw unprocessable(`${issue?.path.join(".") || "The body"}: ${issue?.message ?? "not understood"}.`);
}

function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw unprocessable("The body must be JSON.");
    throw error;
  }
}

function checked(faults: Faults, order: FaultOrder): void {
  try {
    faults.check(order);
  } catch (error) {
    if (error instanceof UnfitFault) throw unprocessable(error.message);
    throw error;
  }
}

function unprocessable(sentence: string): Refusal {
  return new Refusal(json(422, { detail: sentence }));
}
