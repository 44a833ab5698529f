import { type DestinationStream, pino } from "pino";
import { createRedactor } from "./redact.ts";

/** One JSON line per event on standard output. */
export type Log = Pick<ReturnType<typeof pino>, "fatal" | "error" | "warn" | "info" | "debug" | "trace">;

interface LogOptions {
  readonly level: string;
  /** Texts that must never be written, whatever they stand in. */
  readonly secrets: readonly (string | null)[];
  /** Where the lines go; standard output when left out. */
  readonly destination?: DestinationStream;
}

/** @param options.level `silent` writes nothing. */
export function createLog({ level, secrets, destination }: LogOptions): Log {
  const redact = createRedactor(secrets);
  // The finished line is redacted, not fields by name: a token may stand in a URL inside an error's message.
  const options = { level, hooks: { streamWrite: redact } };
  return destination === undefined ? pino(options) : pino(options, destination);
}
