import type { Endpoint } from "colyseus";
import type { Clock } from "../generation/ports.ts";
import type { MakeRoute } from "../http/route.ts";
import type { Database } from "../persistence/database.ts";
import type { Log } from "./log.ts";

/** A part that has not answered by then does not answer. */
const PATIENCE_MS = 2000;

/** Asks one part of the house; rejects when it cannot do its work. */
export type Check = (signal: AbortSignal) => Promise<unknown>;

interface HealthParts {
  /** What must answer for the server to be ready, by name. */
  readonly checks: Readonly<Record<string, Check>>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * `/health`: this process answers. `/ready`: and so does everything it needs; else 503, and which part does not. What is
 * wrong with it is logged, once until it answers again, and not told.
 */
export function healthRoutes(
  route: MakeRoute,
  { checks, clock, log }: HealthParts,
): Readonly<Record<string, Endpoint>> {
  const failing = new Set<string>();

  async function ask(name: string, check: Check): Promise<readonly [string, "ok" | "failing"]> {
    const impatience = new AbortController();
    const calmDown = clock.after(PATIENCE_MS, () => impatience.abort(new Error(`${name} does not answer`)));
    try {
      await Promise.race([check(impatience.signal), rejectionOf(impatience.signal)]);
      if (failing.delete(name)) log.info({ part: name }, "a part of the server is ready again");
      return [name, "ok"];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!failing.has(name)) log.warn({ part: name, why }, "a part of the server is not ready");
      failing.add(name);
      return [name, "failing"];
    } finally {
      calmDown();
    }
  }

  return {
    health: route("/health", { method: "GET" }, async () => ({ status: "ok" })),
    ready: route("/ready", { method: "GET" }, async () => {
      const parts = await Promise.all(Object.entries(checks).map(([name, check]) => ask(name, check)));
      const isReady = parts.every(([, state]) => state === "ok");
      return Response.json(
        { status: isReady ? "ready" : "not_ready", ...Object.fromEntries(parts) },
        { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } },
      );
    }),
  };
}

const rejectionOf = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));

export const checkDatabase =
  ({ client }: Database): Check =>
  () =>
    client.$queryRaw`SELECT 1`;

export const checkSandbox =
  (baseUrl: string): Check =>
  async (signal) => {
    const answer = await fetch(`${baseUrl}/_sandbox/ledger`, { signal });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
  };
