import { once } from "node:events";
import { period } from "../../../kernel/index.ts";
import { connectPostgres } from "../../../platform/database/postgres.ts";
import { approve, issue, rehearse } from "./runs.ts";
import { watched } from "./watched.testing.ts";

/**
 * A process that takes a step of January's run when it is told to, by the end of its standard input, and kills itself, as hard as a power
 * cut: `tsx killed-run.testing.ts <database URL> rehearse|approve|issue <place>`. The place is the number of a statement, "commit" while the commit is
 * on its way, or "end" when it has been answered.
 */
const [url = "", step = "", place = ""] = process.argv.slice(2);

function die(): void {
  process.kill(process.pid, "SIGKILL");
}

const database = watched(connectPostgres({ connection: { connectionString: url } }), async (_, count) => {
  if (String(count) === place) die();
});
process.stdin.resume();
await once(process.stdin, "end");
const steps = { rehearse, approve, issue } as const;
const actor = step === "approve" ? "ada" : "carin";
await database.transaction({ role: "staff", provider: "demo", actor }, async (tx) => {
  const act = { actor, now: "2024-02-01T08:00:00.000Z" };
  await steps[step as keyof typeof steps](tx, "demo", { period: period("2024-01") }, act);
  // The commit is written to the server before the next turn of the loop.
  if (place === "commit") setImmediate(die);
});
if (place === "end") die();
await database.close();
