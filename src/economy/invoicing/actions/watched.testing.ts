import type { Database, Transaction } from "../../../platform/database/index.ts";

/** Told of each statement after it has been answered, with how many there have been in the transaction. */
export type Watcher = (statement: string, count: number, tx: Transaction) => Promise<void>;

const asked = new Set<string | symbol>(["query", "one", "maybe", "execute"]);

/**
 * The same database, watched statement by statement: what the watcher does stands between two statements, so that a test can break
 * a transaction off, or hold it, at each of them. What runs beside the port - COPY and the commit - lies between two of these.
 */
export function watched(database: Database, watcher: Watcher): Database {
  return {
    close: () => database.close(),
    transaction: (scope, work) =>
      database.transaction(scope, (tx) => {
        let count = 0;
        const seen = new Proxy(tx, {
          get(target, name) {
            const value: unknown = Reflect.get(target, name, target);
            if (typeof value !== "function") return value;
            if (!asked.has(name)) return value.bind(target) as unknown;
            return async (statement: string, parameters?: readonly unknown[]) => {
              const answer: unknown = await value.call(target, statement, parameters);
              await watcher(statement, ++count, tx);
              return answer;
            };
          },
        });
        return work(seen);
      }),
  };
}
