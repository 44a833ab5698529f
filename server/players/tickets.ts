import type { Purpose, Signing } from "./signing.ts";

/** Stands in an address, which others may come to see: so it is good for one thing, and not for long. */
const events: Purpose = { issuer: "waygate events", lifeSeconds: 60 };

export const TICKET_LIFE_SECONDS = events.lifeSeconds;

/** Tickets to the events of one generation, for who can send neither token nor cookie. */
export interface Tickets {
  issue(playerId: string, jobId: string): Promise<string>;
  /** The player it was issued to, or null: not one of ours, for another job, or over. */
  read(ticket: string, jobId: string): Promise<string | null>;
}

export const createTickets = (signing: Signing): Tickets => ({
  issue: (playerId, jobId) => signing.sign(events, playerId, jobId),
  read: (ticket, jobId) => signing.read(events, ticket, jobId),
});
