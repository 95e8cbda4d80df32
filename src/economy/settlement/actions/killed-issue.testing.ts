import { once } from "node:events";
import { connectPostgres } from "../../../platform/database/postgres.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { accrueSettlement, issueSettlement } from "./index.ts";

/**
 * A process that issues or accrues the settlement of 2024 when it is told to, by the end of its standard input, and kills itself, as
 * hard as a power cut, after so many statements: `tsx killed-issue.testing.ts <database URL> <accrue|issue> <number>`.
 */
const [url = "", step = "", place = ""] = process.argv.slice(2);
const database = connectPostgres({ connection: { connectionString: url } });
let count = 0;

/** The transaction, with a death in it. */
function mortal(tx: Transaction): Transaction {
  return new Proxy(tx, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return async (...given: unknown[]) => {
        const answer: unknown = await value.apply(target, given);
        if (String(++count) === place) process.kill(process.pid, "SIGKILL");
        return answer;
      };
    },
  });
}

process.stdin.resume();
await once(process.stdin, "end");
await database.transaction({ role: "staff", provider: "demo", actor: "bo" }, async (tx) => {
  const act = { actor: "bo", now: "2025-01-10T09:00:00Z" };
  const work = step === "accrue" ? accrueSettlement : issueSettlement;
  await work(mortal(tx), "demo", { year: 2024 }, act);
});
process.kill(process.pid, "SIGKILL");
