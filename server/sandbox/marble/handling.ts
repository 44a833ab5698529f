import type { Concern } from "../faults.ts";
import { type Answer, json, Refusal, type SandboxRequest } from "../http/exchange.ts";
import type { Handler } from "../http/routing.ts";
import type { Misbehaviour } from "./misbehaviour.ts";

/** A request that was checked and found in order, not yet carried out: between the two, faults have their say. */
export type Act = () => Answer | Promise<Answer>;

export const withFaults =
  (misbehaviour: Misbehaviour) =>
  (concern: Concern, prepare: (request: SandboxRequest) => Act): Handler =>
  async (request) => {
    const act = prepare(request);
    const answer = misbehaviour.refusal(concern) ?? (await act());
    return answer.status === 200 ? misbehaviour.delivered(concern, answer) : answer;
  };

/** Any key is good; what the sandbox checks is that one was sent, and in Marble's own header. */
export function keyed(handle: Handler): Handler {
  return (request) => {
    if (request.headers["wlt-api-key"]) return handle(request);
    throw new Refusal(json(401, { detail: "Missing or invalid API key" }));
  };
}

export function found<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw notFound(`${what} not found`);
  return thing;
}

export function notFound(detail: string): Refusal {
  return new Refusal(json(404, { detail }));
}
