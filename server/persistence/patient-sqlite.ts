import { setTimeout as pause } from "node:timers/promises";
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { createTurns } from "../in-turn.ts";
import { troubleOf } from "./trouble.ts";

/** How long a statement waits for another process's write before it fails. */
const patienceMs = 5_000;
const pauseMs = 25;

/**
 * The same driver adapter, whose statements wait while another process holds the database, and let this one go on
 * meanwhile: libsql itself would wait with the event loop held up.
 *
 * libsql never resets a statement that failed because the database was held. Whatever its connection writes after that is
 * answered, and not committed until some garbage collection. So nothing more is sent over such a connection: statements
 * go one at a time, and a new connection takes over before the next.
 */
export function waitForSqlite(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  const { provider, adapterName } = factory;
  return {
    provider,
    adapterName,
    async connect() {
      let adapter = await factory.connect();
      const turns = createTurns();

      function inTurn<T>(call: (adapter: SqlDriverAdapter) => Promise<T>): Promise<T> {
        const deadlineAt = Date.now() + patienceMs;
        return turns("a statement", () => patiently(call, deadlineAt));
      }

      async function patiently<T>(call: (adapter: SqlDriverAdapter) => Promise<T>, deadlineAt: number): Promise<T> {
        for (;;) {
          try {
            return await call(adapter);
          } catch (error) {
            if (troubleOf(error, "sqlite")?.kind !== "busy") throw error;
            const stuck = adapter;
            adapter = await factory.connect();
            await stuck.dispose();
            if (Date.now() >= deadlineAt) throw error;
          }
          await pause(pauseMs);
        }
      }

      return {
        provider,
        adapterName,
        queryRaw: (query) => inTurn((current) => current.queryRaw(query)),
        executeRaw: (query) => inTurn((current) => current.executeRaw(query)),
        executeScript: (script) => inTurn((current) => current.executeScript(script)),
        startTransaction: (isolationLevel) => inTurn((current) => current.startTransaction(isolationLevel)),
        ...(adapter.getConnectionInfo && { getConnectionInfo: adapter.getConnectionInfo.bind(adapter) }),
        dispose: () => adapter.dispose(),
      };
    },
  };
}
