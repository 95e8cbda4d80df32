/** One of the nation's workers: takes jobs from the queue of the database at DATABASE_URL until there are none, and prints JSON. */
import { nationHandlers } from "../src/app/demo/nation-jobs.ts";
import { connectPostgres } from "../src/platform/database/postgres.ts";
import { workOnce } from "../src/platform/jobs/actions/index.ts";
import { ownMs } from "./machine.ts";

const url = process.env["DATABASE_URL"];
if (url === undefined) throw new Error("DATABASE_URL says which database has the queue");
const database = connectPostgres({ connection: { connectionString: url } });
const now = (): string => new Date().toISOString();
const memory: number[] = [];
const started = ownMs();
while (
  await workOnce(database, {
    handlers: nationHandlers(now),
    now,
    report: (error) => console.error(error),
  })
)
  memory.push(Math.round(process.memoryUsage.rss() / 1e6));
await database.close();
console.log(
  JSON.stringify({
    jobs: memory.length,
    memory,
    nodeMs: ownMs() - started,
    peak: process.resourceUsage().maxRSS / 1024,
  }),
);
