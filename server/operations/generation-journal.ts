import type { Journal } from "../generation/ports.ts";
import type { Log } from "./log.ts";

/** One log line per change of a generation's state, and one for what went wrong or came too late. */
export function createGenerationJournal(log: Log): Journal {
  return {
    changed(before, after) {
      if (before?.status === after.status) return;
      const { id, kind, provider, subject, operationId, attempts, errorCode, errorMessage } = after;
      const about = { generation: id, kind, provider, subject, operationId, attempts, from: before?.status ?? null };
      const why = errorCode === null ? {} : { errorCode, errorMessage };
      log.info({ ...about, to: after.status, ...why }, "generation");
    },
    troubled(what, generation, error) {
      log.warn({ err: error, generation: generation?.id ?? null, status: generation?.status ?? null }, what);
    },
    dropped(what, { id, status }, operationId) {
      log.warn({ generation: id, status, dropped: what, operationId }, "too late: taken over or called off meanwhile");
    },
  };
}
