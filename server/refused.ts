import type { RefusalCode } from "../contract/refusals.ts";

/**
 * The one error of the edges: a code for programs and a sentence for people that says what to change. Thrown by any
 * door, turned into an answer in one place per transport (`http/error-response.ts`, `rooms/requests.ts`).
 */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: RefusalCode;
  /** Seconds after which trying again makes sense, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: RefusalCode, message: string, retryAfterSeconds?: number) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
