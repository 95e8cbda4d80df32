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
  readonly memory: {
    readonly parseMs: number;
    readonly computeMs: number;
    readonly lines: number;
    readonly events: number;
    readonly invoiceLines: number;
  };
  readonly plainReadMs: number;
  readonly bytes: number;
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
      ["tenth", 30_000, 100_000],
    ] as const);

function run(script: string, ...args: string[]): unknown {
  const out = execFileSync(process.execPath, ["--import", "tsx", join(here, script), ...args], {
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
  const found = new Map<string, Durable>();
  for (const [name, lines, events] of sizes) {
    const pack = join(folder, name, "pack");
    mkdirSync(join(folder, name), { recursive: true });
    run("pack.ts", pack, String(lines), String(events));
    const durable = run("durable.ts", pack, join(folder, name, "db")) as Durable;
    found.set(name, durable);
    const { load, play, statements, verify, memory } = durable;
    const whole = total(load) + total(play) + total(statements);
    const pure = memory.parseMs + memory.computeMs;
    console.log(
      `\n${name}: ${memory.lines} ledger lines, ${memory.events} usage events, ${(durable.bytes / 1e6).toFixed(1)} MB`,
    );
    console.log(`  load                       ${told(load)}`);
    console.log(`  the year played            ${told(play)}`);
    console.log(`  all statements             ${told(statements)}`);
    console.log(`  verify                     ${told(verify)}`);
    console.log(
      `  in memory                  ${seconds(pure)} (parsing ${seconds(memory.parseMs)}, computing ${seconds(memory.computeMs)})`,
    );
    console.log(`  plain read of the bytes    ${seconds(durable.plainReadMs)}`);
    console.log(`  files to settled statements / in memory: ${ratio(whole, pure)} (wanted: at most 3)`);
    console.log(`  files to settled statements / plain read: ${ratio(whole, durable.plainReadMs)}`);
    console.log(`  peak memory of Node: ${durable.peak.toFixed(0)} MB (wanted: below 400)`);
    if (name === "full" || name === "small") {
      const copy = run("copy.ts", pack, join(folder, name, "copy")) as Cost & { rows: number };
      console.log(`  plain COPY of ${copy.rows} rows   ${told(copy)}`);
      console.log(
        `  load / plain COPY: ${ratio(total(load), total(copy))} by processor, ${ratio(load.wallMs, copy.wallMs)} by the clock (wanted: at most 1.5)`,
      );
    }
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  const [full, few, tenth] = ["full", "few-events", "tenth"].map((name) => found.get(name));
  if (full && few && tenth) {
    const whole = (one: Durable): number => total(one.load) + total(one.play) + total(one.statements);
    console.log(
      `\npeak memory, a million events / a hundred thousand: ${ratio(full.peak, few.peak)} (wanted: flat)`,
    );
    console.log(
      `${ratio(full.memory.lines, tenth.memory.lines)} times the ledger lines, ${ratio(full.memory.events, tenth.memory.events)} times the events: loading ${ratio(total(full.load), total(tenth.load))}, all of it ${ratio(whole(full), whole(tenth))} times (wanted: at most 11)`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
