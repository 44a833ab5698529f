import { z } from "zod";

const Event = z.object({ event: z.string(), id: z.string().optional(), data: z.string() });

export interface ServerEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

export interface EventStream {
  readonly response: Response;
  /** The next event, null at the end. Comments are passed over, and kept in `comments`. */
  next(): Promise<ServerEvent | null>;
  /** Everything up to and with the first event that is so; the end before is an error. */
  until(isIt: (event: ServerEvent) => boolean): Promise<ServerEvent[]>;
  /** Everything up to the end. */
  rest(): Promise<ServerEvent[]>;
  readonly comments: readonly string[];
  /** As a page does that is closed. */
  leave(): void;
}

/** Reads server-sent events as they come. Rejects when the answer is no stream of them. */
export async function openEvents(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  if (response.headers.get("content-type") !== "text/event-stream" || response.body === null) {
    throw new Error(`This is no stream of events: ${response.status} ${await response.text()}`);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const comments: string[] = [];
  let unread = "";

  async function next(): Promise<ServerEvent | null> {
    for (;;) {
      const end = unread.indexOf("\n\n");
      if (end === -1) {
        const { done, value } = await reader.read();
        if (done) return null;
        unread += value;
        continue;
      }
      const lines = unread.slice(0, end).split("\n");
      unread = unread.slice(end + 2);
      if (lines.every((line) => line.startsWith(":"))) comments.push(...lines);
      else return eventOf(lines);
    }
  }

  return {
    response,
    next,
    comments,
    async until(isIt) {
      const seen: ServerEvent[] = [];
      for (let event = await next(); event !== null; event = await next()) {
        seen.push(event);
        if (isIt(event)) return seen;
      }
      throw new Error(`The stream ended after ${JSON.stringify(seen)}.`);
    },
    async rest() {
      const seen: ServerEvent[] = [];
      for (let event = await next(); event !== null; event = await next()) seen.push(event);
      return seen;
    },
    leave: () => leaving.abort(),
  };
}

function eventOf(lines: readonly string[]): ServerEvent {
  const fields = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)));
  const { event, id, data } = Event.parse(fields);
  return { event, id, data: z.record(z.string(), z.unknown()).parse(JSON.parse(data)) };
}

/** The words for how it stood, in order. */
export const statusesIn = (events: readonly ServerEvent[]): unknown[] =>
  events.filter(({ event }) => event === "generation").map(({ data }) => data.status);
