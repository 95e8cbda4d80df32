import { once } from "node:events";
import { connectPostgres } from "../../../platform/database/postgres.ts";
import type { Database } from "../../../platform/database/index.ts";
import { workOnce } from "../../../platform/jobs/actions/index.ts";
import { billingHandlers } from "./run-jobs.ts";
import { watched } from "./watched.testing.ts";

/** When documents are issued, whoever's clock says what. */
export const issuedAt = "2024-02-01T08:00:00.000Z";

/** What a worker asks of the database, in order: which transaction, and its words. */
export interface Asked {
  readonly transaction: number;
  readonly statement: string;
}

/** Works through one job, and tells each statement after it was answered. */
export async function workWatched(
  database: Database,
  now: string,
  told: (asked: Asked, count: number) => void,
): Promise<boolean> {
  let [transactions, count] = [0, 0];
  const counted: Database = {
    close: () => database.close(),
    transaction: (scope, work) => {
      const transaction = ++transactions;
      return watched(database, async (statement) => told({ transaction, statement }, ++count)).transaction(
        scope,
        work,
      );
    },
  };
  const world = {
    outbox: "/nowhere",
    now: () => issuedAt,
    pause: async () => undefined,
    secret: () => undefined,
  };
  return workOnce(counted, { handlers: billingHandlers(world), now: () => now });
}

/** `tsx killed-job.testing.ts <database URL> <now> <statement>`: a worker that is killed, as by a power cut, when it has had so many answers. */
const [program = "", url = "", now = "", place = ""] = process.argv.slice(1);
if (program.endsWith("killed-job.testing.ts")) {
  const database = connectPostgres({ connection: { connectionString: url } });
  process.stdin.resume();
  await once(process.stdin, "end");
  await workWatched(database, now, (_, count) => {
    if (String(count) === place) process.kill(process.pid, "SIGKILL");
  });
  await database.close();
}
