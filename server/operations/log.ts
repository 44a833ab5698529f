import { type DestinationStream, type LoggerOptions, pino } from "pino";
import { DatabaseTrouble } from "../persistence/trouble.ts";
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
  const options = { level, hooks: { streamWrite: redact, logMethod: onceOnly } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

type LogMethod = NonNullable<NonNullable<LoggerOptions["hooks"]>["logMethod"]>;

/** A trouble of the database was told when it began; what it breaks on the way would flood the log, each with its stack. */
const onceOnly: LogMethod = function onceOnly(input, method) {
  const [about]: readonly unknown[] = input;
  const isTold = Object(about).err instanceof DatabaseTrouble;
  if (!isTold || this.isLevelEnabled("debug")) method.apply(this, input);
};
