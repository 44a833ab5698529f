import { type Answer, retryAt } from "../transport.ts";
import { Problem } from "./wire.ts";

/** Until when a 429 asks to wait, in ms since 1970: by its header, its field, or its words ("resets in ~30s"). */
export function throttledUntil({ headers, body }: Answer, now: number): number | null {
  const { retry_after: seconds, detail } = Problem.safeParse(body).data ?? {};
  const said = seconds ?? /resets in ~?(\d+)\s?s/.exec(detail ?? "")?.[1];
  return retryAt(headers, now) ?? (said == null ? null : retryAt(new Headers({ "retry-after": String(said) }), now));
}
