import { randomUUID } from "node:crypto";
import { pollingOrder } from "../../contract/election.ts";
import type { PollPortal } from "../../contract/messages.ts";
import type { Generation } from "../generation/generation.ts";
import type { Clock, Delegate } from "../generation/ports.ts";
import type { Observation } from "../generation/provider.ts";
import { portalIdOf } from "./portal.ts";
import { createReportWindows } from "./report-windows.ts";

/** One look is offered to this many clients before the server looks by itself. */
const clientsPerLook = 2;
/** A client that let its window pass is passed over for this long. */
const passedOverMs = 60_000;

/** What the polling needs of the room a portal stands in. */
export interface PollingRoom {
  /** Session ids of the players who are connected with a visible tab. */
  eligible(): readonly string[];
  poll(sessionId: string, request: PollPortal): void;
  /** "" when the server looks. */
  showPoller(portalId: string, sessionId: string): void;
}

interface Grant {
  readonly portalId: string;
  readonly operationId: string;
  readonly sessionId: string;
  readonly generationId: number;
  look(): Promise<Observation>;
  abandon(): void;
}

/**
 * Has the looks at a portal's operation taken by the players in its room (design section 4): elects, grants, passes
 * on, and holds an end back for the report. Correctness never depends on a client.
 */
export interface DesignatedPolling extends Delegate {
  /** Takes the look that a grant stands for; undefined when the grant is not (any more) good for this operation. */
  redeem(grantId: string, operationId: string): Promise<Observation> | undefined;
  /** The operation a client was last asked to look at for a portal. */
  askedAbout(portalId: string, sessionId: string): string | undefined;
  /** A report was accepted: what waited for it goes on. */
  onReported(generationId: number): void;
  /** Resolves when the report on an end has come or its window is over; at once when nobody was asked. */
  reportWindowClosed(generationId: number): Promise<void>;
  /** Players came, went, hid or showed themselves: who is next may be somebody else. Open grants stay. */
  electAgain(portalIds: Iterable<string>): void;
  /** A connection is gone: what it held goes to the next one now. */
  onDrop(sessionId: string): void;
  /** A player will not come back. */
  onLeave(sessionId: string): void;
}

export function createDesignatedPolling(parts: {
  readonly clock: Clock;
  readonly grantMs: number;
  readonly roomOf: (portalId: string) => PollingRoom | undefined;
}): DesignatedPolling {
  const { clock, grantMs, roomOf } = parts;
  const grants = new Map<string, Grant>();
  const missedAt = new Map<string, number>();
  /** sessionId -> portalId -> operationId */
  const asked = new Map<string, Map<string, string>>();
  const windows = createReportWindows(clock);

  function inLine(portalId: string, room: PollingRoom): string[] {
    const since = clock.now() - passedOverMs;
    const willing = room.eligible().filter((id) => (missedAt.get(id) ?? Number.NEGATIVE_INFINITY) <= since);
    return pollingOrder(portalId, willing);
  }

  function showNext(portalId: string): void {
    const room = roomOf(portalId);
    if (!room) return;
    const holder = [...grants.values()].find((grant) => grant.portalId === portalId)?.sessionId;
    room.showPoller(portalId, holder ?? inLine(portalId, room)[0] ?? "");
  }

  /** Resolves true once the client took the look, false when it let the window pass, left or dropped. */
  function grantLook(
    to: { portalId: string; operationId: string; sessionId: string; room: PollingRoom },
    generation: Generation,
    look: () => Promise<Observation>,
  ): Promise<boolean> {
    const { portalId, operationId, sessionId, room } = to;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const id = randomUUID();
    let looked: Promise<Observation> | undefined;
    const end = (taken: boolean): void => {
      cancelTimer();
      grants.delete(id);
      resolve(taken);
      showNext(portalId);
    };
    let cancelTimer = clock.after(grantMs, () => {
      missedAt.set(sessionId, clock.now());
      end(false);
    });
    const lookUnderGrant = async (): Promise<Observation> => {
      cancelTimer();
      windows.open(generation.id);
      resolve(true);
      try {
        const observation = await look();
        const isEnd = observation.type === "done" || observation.type === "failed";
        if (isEnd) windows.awaitReport(generation.id, grantMs);
        else windows.close(generation.id);
        return observation;
      } catch (error) {
        windows.close(generation.id);
        throw error;
      } finally {
        // Kept a little, so that a repeated request is answered from the same look.
        cancelTimer = clock.after(grantMs, () => end(true));
      }
    };
    grants.set(id, {
      portalId,
      operationId,
      sessionId,
      generationId: generation.id,
      abandon: () => end(false),
      look() {
        looked ??= lookUnderGrant();
        return looked;
      },
    });
    asked.set(sessionId, (asked.get(sessionId) ?? new Map<string, string>()).set(portalId, operationId));
    room.showPoller(portalId, sessionId);
    room.poll(sessionId, { portalId, operationId, grant: id, deadlineMs: grantMs });
    return promise;
  }

  return {
    async offer(generation, look) {
      const portalId = portalIdOf(generation.subject);
      const { operationId } = generation;
      if (portalId === null || operationId === null) return;
      for (let nth = 0; nth < clientsPerLook; nth++) {
        const room = roomOf(portalId);
        const sessionId = room && inLine(portalId, room)[0];
        if (room === undefined || sessionId === undefined) return;
        if (await grantLook({ portalId, operationId, sessionId, room }, generation, look)) return;
      }
    },
    redeem(grantId, operationId) {
      const grant = grants.get(grantId);
      return grant?.operationId === operationId ? grant.look() : undefined;
    },
    askedAbout: (portalId, sessionId) => asked.get(sessionId)?.get(portalId),
    onReported: windows.close,
    reportWindowClosed: windows.closed,
    electAgain(portalIds) {
      for (const portalId of portalIds) showNext(portalId);
    },
    onDrop(sessionId) {
      for (const grant of [...grants.values()]) {
        if (grant.sessionId !== sessionId) continue;
        windows.close(grant.generationId);
        grant.abandon();
      }
    },
    onLeave(sessionId) {
      asked.delete(sessionId);
      missedAt.delete(sessionId);
    },
  };
}
