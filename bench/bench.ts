/**
 * The wanted speed of the whole, as ratios within one run: `npm run bench [-- --quick]`. Every measurement runs in a process of its
 * own, on an embedded database of its own, and counts processor time - of Node and of the database server together - since the
 * machine may be busy with other things. `--quick` leaves out the full size.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { InMemory } from "./in-memory.ts";

interface Cost {
  readonly nodeMs: number;
  readonly serverMs: number;
  readonly wallMs: number;
}
interface Durable {
  readonly load: Cost;
  readonly play: Cost;
  readonly statements: Cost;
  readonly verify: Cost;
  readonly peak: number;
  readonly plainReadMs: number;
  readonly bytes: number;
}
interface Measured extends Durable {
  readonly memory: InMemory;
}

const quick = process.argv.includes("--quick");
// The server's account must be able to enter it.
const folder = mkdtempSync(join(tmpdir(), "underlag-bench-"));
const here = fileURLToPath(new URL(".", import.meta.url));
const sizes = quick
  ? ([["small", 0, 60_000]] as const)
  : ([
      ["full", 300_000, 1_000_000],
      ["few-events", 300_000, 100_000],
      // The example's books have 78 780 lines at the least; ten times that, and ten times the events.
      ["one", 78_780, 100_000],
      ["ten", 787_800, 1_000_000],
    ] as const);

function run(script: string, ...args: string[]): unknown {
  const node = ["--expose-gc", "--import", "tsx", join(here, script), ...args];
  const out = execFileSync(process.execPath, node, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 26,
  });
  return JSON.parse(out.trim().split("\n").at(-1) as string);
}

const total = (cost: Cost): number => cost.nodeMs + cost.serverMs;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const told = (cost: Cost): string =>
  `${seconds(total(cost))} (Node ${seconds(cost.nodeMs)}, server ${seconds(cost.serverMs)}; ${seconds(cost.wallMs)} by the clock)`;
const ratio = (a: number, b: number): string => (a / b).toFixed(2);

try {
  console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, processor time`);
  const found = new Map<string, Measured>();
  for (const [name, lines, events] of sizes) {
    const pack = join(folder, name, "pack");
    mkdirSync(join(folder, name), { recursive: true });
    run("pack.ts", pack, String(lines), String(events));
    const durable = run("durable.ts", pack, join(folder, name, "db")) as Durable;
    const memory = run("in-memory.ts", pack, join(folder, name, "db")) as InMemory;
    found.set(name, { ...durable, memory });
    const { load, play, statements, verify } = durable;
    const whole = total(load) + total(play) + total(statements);
    const wholeWall = load.wallMs + play.wallMs + statements.wallMs;
    const pure = memory.parseMs + memory.computeMs;
    console.log(
      `\n${name}: ${memory.lines} ledger lines, ${memory.events} usage events, ${(durable.bytes / 1e6).toFixed(1)} MB`,
    );
    console.log(`  load                       ${told(load)}`);
    console.log(`  the year played            ${told(play)}`);
    console.log(`  all statements             ${told(statements)}`);
    console.log(`  verify                     ${told(verify)}`);
    console.log(
      `  in memory                  ${seconds(pure)} (parsing ${seconds(memory.parseMs)}, computing ${seconds(memory.computeMs)}; ${seconds(memory.wallMs)} by the clock; ${memory.invoiceLines} invoice lines)`,
    );
    console.log(`  plain read of the bytes    ${seconds(durable.plainReadMs)}`);
    console.log(
      `  files to settled statements / in memory: ${ratio(whole, pure)} by processor, ${ratio(wholeWall, memory.wallMs)} by the clock (wanted: at most 3)`,
    );
    console.log(`  files to settled statements / plain read: ${ratio(whole, durable.plainReadMs)}`);
    console.log(
      `  peak memory of Node: ${durable.peak.toFixed(0)} MB (wanted: below 400), in memory ${memory.peak.toFixed(0)} MB`,
    );
    if (name === "full" || name === "small") {
      const copy = run("copy.ts", pack, join(folder, name, "copy")) as Cost & { rows: number };
      console.log(`  plain COPY of ${copy.rows} rows   ${told(copy)}`);
      console.log(
        `  load / plain COPY: ${ratio(total(load), total(copy))} by processor, ${ratio(load.wallMs, copy.wallMs)} by the clock (wanted: at most 1.5)`,
      );
    }
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  const [full, few, one, ten] = ["full", "few-events", "one", "ten"].map((name) => found.get(name));
  if (full && few && one && ten) {
    const whole = (of: Durable): number => total(of.load) + total(of.play) + total(of.statements);
    console.log(
      `\npeak memory, a million events / a hundred thousand: ${ratio(full.peak, few.peak)} (wanted: flat)`,
    );
    console.log(
      `${ratio(ten.memory.lines, one.memory.lines)} times the ledger lines, ${ratio(ten.memory.events, one.memory.events)} times the events: loading ${ratio(total(ten.load), total(one.load))}, the year ${ratio(total(ten.play), total(one.play))}, all of it ${ratio(whole(ten), whole(one))} times the time (wanted: at most 11); peak memory ${ratio(ten.peak, one.peak)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
