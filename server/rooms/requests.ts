import type { MessageContext } from "colyseus";
import { REQUESTS_PER_SECOND } from "../../contract/limits.ts";
import { type RoomRequest, roomRequests } from "../../contract/messages.ts";
import type { Refusal } from "../../contract/refusals.ts";
import { failureSentence } from "../failure-sentence.ts";
import type { Clock } from "../generation/ports.ts";
import { Refused } from "../refused.ts";
import { sentenceOf } from "../sentence-of.ts";
import type { Asker, RequestHandlers, RoomFeature } from "./feature.ts";

export interface RequestDoor {
  readonly names: readonly RoomRequest[];
  /** Answers one request; a refusal is `ctx.reject({ code, message })` and leaves the connection alone. */
  answer(name: RoomRequest, asker: Asker, payload: unknown, ctx: MessageContext): Promise<object | undefined>;
  forget(sessionId: string): void;
}

/** The one door of a room's requests: counts them, parses them with the contract's schemas, and turns errors into refusals. */
export function createRequestDoor(parts: {
  readonly features: readonly RoomFeature[];
  readonly clock: Clock;
  readonly onTrouble: (name: string, error: unknown) => void;
}): RequestDoor {
  const { clock, onTrouble } = parts;
  const handlers: RequestHandlers = Object.assign({}, ...parts.features.map((feature) => feature.requests));
  const counts = new Map<string, { second: number; requests: number }>();

  function isTooFast(sessionId: string): boolean {
    const second = Math.floor(clock.now() / 1000);
    const count = counts.get(sessionId);
    if (count?.second !== second) {
      counts.set(sessionId, { second, requests: 1 });
      return false;
    }
    count.requests += 1;
    return count.requests > REQUESTS_PER_SECOND;
  }

  function run<Name extends RoomRequest>(name: Name, asker: Asker, payload: unknown): Promise<object> {
    const handler = handlers[name];
    const parsed = roomRequests[name].safeParse(payload);
    if (!parsed.success) throw new Refused("bad_message", sentenceOf(parsed.error, payload));
    if (!handler) throw new Refused("bad_message", `This server does not answer "${name}".`);
    // The schema and the handler stand under the same name, which the compiler cannot follow through the map.
    return (handler as (asker: Asker, payload: unknown) => Promise<object>)(asker, parsed.data);
  }

  function refusalOf(name: string, error: unknown): Refusal {
    if (error instanceof Refused) return { code: error.code, message: error.message };
    onTrouble(name, error);
    return { code: "server_error", message: failureSentence(error) };
  }

  return {
    names: Object.keys(handlers).filter((name): name is RoomRequest => name in roomRequests),
    async answer(name, asker, payload, ctx) {
      try {
        if (isTooFast(asker.sessionId)) throw new Refused("too_fast", "Too many requests: wait a second.");
        return await run(name, asker, payload);
      } catch (error) {
        ctx.reject(refusalOf(name, error));
        return undefined;
      }
    },
    forget: (sessionId) => void counts.delete(sessionId),
  };
}
