import { openDatabase } from "./open.ts";

/**
 * A program for the tests to kill: writes one row per transaction into the data directory named, and says each number
 * once its transaction has been acknowledged. Says `server <pid>` first; `hold` opens and only waits.
 */
const [directory = "", mode = "write"] = process.argv.slice(2);
const { database, serverPid } = await openDatabase({ url: undefined, directory });
await database.transaction({ role: "owner" }, (tx) =>
  tx.query("create table if not exists public.written (n bigint primary key, text text not null)"),
);
console.log(`server ${serverPid?.() ?? 0}`);
if (mode === "hold") await new Promise((resolve) => setTimeout(resolve, 60_000));
const { last } = await database.transaction({ role: "owner" }, (tx) =>
  tx.one<{ last: number }>("select coalesce(max(n), 0) as last from public.written"),
);
for (let n = last + 1; n <= last + 100_000; n++) {
  await database.transaction({ role: "owner" }, (tx) =>
    tx.execute("insert into public.written values ($1, $2)", [n, "x".repeat(200)]),
  );
  console.log(String(n));
}
