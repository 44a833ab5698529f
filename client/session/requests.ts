import type { z } from "zod";
import { type RoomRequest, roomAnswers, type roomRequests } from "../../contract/messages.ts";
import { Refusal, type RefusalCode } from "../../contract/refusals.ts";
import { texts } from "../ui/texts.ts";

type Answers = { readonly [K in RoomRequest]: z.output<(typeof roomAnswers)[K]> };

const answers: { readonly [K in RoomRequest]: z.ZodType<Answers[K]> } = roomAnswers;

type Payload<K extends RoomRequest> = z.input<(typeof roomRequests)[K]>;

/** Asks the room for something and waits for its answer. @throws Refused, always with a sentence to show */
export type SendRequest = <K extends RoomRequest>(type: K, payload: Payload<K>) => Promise<Answers[K]>;

/** The room said no (its code), or nobody knows whether it heard us (`no_answer`). */
export class Refused extends Error {
  readonly code: RefusalCode | "no_answer";
  constructor(code: RefusalCode | "no_answer", sentence: string) {
    super(sentence);
    this.name = "Refused";
    this.code = code;
  }
}

/** The room's requests, each with the payload and the answer that the contract gives it. */
export function requestsOf(room: { request(type: string, payload: unknown): Promise<unknown> }): SendRequest {
  return async (type, payload) => {
    let answer: unknown;
    try {
      answer = await room.request(type, payload);
    } catch (error) {
      throw refusedBy(error);
    }
    const parsed = answers[type].safeParse(answer);
    if (!parsed.success) throw new Refused("no_answer", texts.requests.unreadable);
    return parsed.data;
  };
}

/** The SDK carries what `ctx.reject` was given in `reason`; time-outs and closed sockets are plain errors without one. */
function refusedBy(error: unknown): Refused {
  const reason = error instanceof Error && "reason" in error ? error.reason : undefined;
  const refusal = Refusal.safeParse(reason);
  if (refusal.success) return new Refused(refusal.data.code, refusal.data.message);
  console.debug("The request was not answered.", error);
  return new Refused("no_answer", texts.requests.unanswered);
}
