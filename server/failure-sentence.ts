import { DatabaseTrouble } from "./persistence/trouble.ts";

/** What a caller is told of an error that is none of their doing. */
export const failureSentence = (error: unknown): string =>
  error instanceof DatabaseTrouble ? error.message : "Something broke here; it has been logged. Try again.";
