import { useState } from "preact/hooks";
import { sentenceOf } from "./sentence-of.ts";

export interface Ask {
  /** An answer is waited for. Show it by `aria-disabled`: a button that is really disabled loses the focus. */
  readonly busy: boolean;
  /** Why it was turned down, as a sentence; "" while nothing is wrong. */
  readonly wrong: string;
  /** Sends the request unless one is under way; true once it is answered with yes. */
  ask(request: () => Promise<unknown>): Promise<boolean>;
  refuse(sentence: string): void;
}

/** A form's or a button's request to the server: one at a time, its refusal kept to be shown beside it. */
export function useAsk(): Ask {
  const [busy, setBusy] = useState(false);
  const [wrong, refuse] = useState("");
  async function ask(request: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    refuse("");
    try {
      await request();
      return true;
    } catch (error) {
      refuse(sentenceOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, wrong, ask, refuse };
}
