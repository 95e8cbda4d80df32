import { connectPostgres } from "../platform/database/postgres.ts";
import { loadUsageBatch } from "../economy/metering/actions/index.ts";

/**
 * A process that loads a usage file and kills itself, as hard as a power cut, when the last piece of it has been asked for:
 * `tsx usage-killed.testing.ts <database URL> <rows>`.
 */
const [url = "", rows = "0"] = process.argv.slice(2);
const database = connectPostgres({ connection: { connectionString: url } });
let readings = 0;
const chunks = function* (): Generator<Uint8Array> {
  readings += 1;
  yield Buffer.from("event_id;day;item;customer;quantity\n");
  // February after January: January has been stored when February is read to its end.
  for (const month of ["01", "02"])
    for (let at = 0; at < Number(rows); at += 1000)
      yield Buffer.from(
        Array.from(
          { length: 1000 },
          (_, i) => `e${month}-${at + i};2024-${month}-05;DI-NAT-PORT;DEP;1\n`,
        ).join(""),
      );
  if (readings === 2) process.kill(process.pid, "SIGKILL");
};
await database.transaction({ role: "staff", provider: "demo", actor: "carin" }, (tx) =>
  loadUsageBatch(
    tx,
    "demo",
    { source: "usage/killed.csv", form: "csv", correction: false, replaces: true, chunks },
    { actor: "carin", now: "2024-03-01T08:00:00.000Z" },
  ),
);
