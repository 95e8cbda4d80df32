import { once } from "node:events";
import { connectPostgres } from "../../../platform/database/postgres.ts";
import { deliver } from "./deliver.ts";
import { worldOf } from "./delivery.testing.ts";
import { watched } from "./watched.testing.ts";

/**
 * A process that delivers January when its standard input ends, and kills itself as hard as a power cut at a place:
 * `tsx killed-delivery.testing.ts <database URL> <outbox> <place>`. The places are numbered as they are passed: each statement that
 * writes, and each moment between sending and recording.
 */
const [url = "", outbox = "", place = ""] = process.argv.slice(2);
let passed = 0;
function pass(): void {
  if (String(++passed) === place) process.kill(process.pid, "SIGKILL");
}
const database = watched(connectPostgres({ connection: { connectionString: url } }), async (statement) => {
  if (/^\s*(?:insert|update|delete)\b/.test(statement)) pass();
});
const world = worldOf(outbox);
process.stdin.resume();
await once(process.stdin, "end");
await deliver(
  database,
  "demo",
  { run: "2024-01" },
  { actor: "carin", world: { ...world, now: () => (pass(), world.now()) } },
);
pass();
console.log(passed);
await database.close();
