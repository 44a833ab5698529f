import { effect, type ReadonlySignal } from "@preact/signals";
import type { Session } from "./session.ts";

/**
 * Keeps the room's word on whether this player is looking at the page true: also after a reconnection, during which
 * the tab may have been hidden or shown unheard.
 */
export function keepAwayTrue(session: Session, hidden: ReadonlySignal<boolean>): void {
  effect(() => {
    const self = session.self.value;
    if (session.status.value.kind !== "joined" || self === null || self.away === hidden.value) return;
    session.request("set_away", { away: hidden.value }).catch(logUnheard);
  });
}

/** The next change of the state, or the next joining, tries again. */
const logUnheard = (error: unknown): void => console.debug("set_away was not heard.", error);
