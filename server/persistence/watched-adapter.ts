import type { SqlDriverAdapterFactory, SqlQuery, SqlQueryable } from "@prisma/driver-adapter-utils";
import type { Proof, TroubleWatch } from "./trouble-watch.ts";

/** The same driver adapter, with every call to the database under the eyes of the watch. */
export function watchAdapter(factory: SqlDriverAdapterFactory, watch: TroubleWatch): SqlDriverAdapterFactory {
  const { provider, adapterName } = factory;
  return {
    provider,
    adapterName,
    async connect() {
      const adapter = await watch.run(() => factory.connect(), answered);
      return {
        ...watchedQueries(adapter, watch, proofOf),
        executeScript: (script) => watch.run(() => adapter.executeScript(script), answered),
        ...(adapter.getConnectionInfo && { getConnectionInfo: adapter.getConnectionInfo.bind(adapter) }),
        dispose: () => adapter.dispose(),
        async startTransaction(isolationLevel) {
          const transaction = await watch.run(() => adapter.startTransaction(isolationLevel), answered);
          return {
            // Until the commit nothing is kept.
            ...watchedQueries(transaction, watch, answered),
            options: transaction.options,
            commit: () => watch.run(() => transaction.commit(), answered),
            rollback: () => transaction.rollback(),
            ...(transaction.createSavepoint && { createSavepoint: transaction.createSavepoint.bind(transaction) }),
            ...(transaction.rollbackToSavepoint && {
              rollbackToSavepoint: transaction.rollbackToSavepoint.bind(transaction),
            }),
            ...(transaction.releaseSavepoint && { releaseSavepoint: transaction.releaseSavepoint.bind(transaction) }),
          };
        },
      };
    },
  };
}

function watchedQueries(
  inner: SqlQueryable,
  watch: TroubleWatch,
  proof: (query: SqlQuery, rows: number) => Proof,
): SqlQueryable {
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    queryRaw: (query) =>
      watch.run(
        () => inner.queryRaw(query),
        ({ rows }) => proof(query, rows.length),
      ),
    executeRaw: (query) =>
      watch.run(
        () => inner.executeRaw(query),
        (rows) => proof(query, rows),
      ),
  };
}

/** A change that changed no row was written nowhere. */
const proofOf = ({ sql }: SqlQuery, rows: number): Proof =>
  rows > 0 && !/^\s*(SELECT|PRAGMA)\b/i.test(sql) ? "changed" : "answered";

const answered = (): Proof => "answered";
