/**
 * What loading costs, as ratios within one run: a pack from its files into the durable embedded database, against PostgreSQL's own
 * COPY of the same ledger lines and usage events; and like for like, of the files with those lines and events alone. `npx tsx bench/load.ts [lines] [events]`; the default is the full size.
 *
 * Loading also checks every code, hashes and compares files, rolls up month balances and volumes, and keeps registers, plans,
 * prices and audit; COPY does none of it and is given its rows ready made. Processor time is Node's and the server's together.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CopyKind, copyKinds } from "./copies.ts";
import { type Cost, median } from "./machine.ts";

interface Load extends Cost {
  readonly peak: number;
  readonly lines: number;
  readonly events: number;
}
type Copies = Readonly<Record<CopyKind, Cost>>;
interface Rows {
  readonly rows: number;
  readonly rounds: readonly (Copies & { readonly load: Cost })[];
}

const copyNames: Readonly<Record<CopyKind, string>> = {
  bare: "COPY into bare tables",
  keyed: "COPY into tables with keys",
  csv: "COPY of CSV text into tables with keys",
};

const rounds = 3;
/** In a process that is warm after the first. */
const rowRounds = 6;
const lines = Number(process.argv[2] ?? 300_000);
const events = Number(process.argv[3] ?? 1_000_000);
/** The example's books cannot have fewer lines than this; growth is from here to ten times as much of everything. */
const least = { lines: 78_780, events: 100_000 };
const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "underlag-bench-"));

function run(script: string, ...args: string[]): unknown {
  const out = execFileSync(process.execPath, ["--import", "tsx", join(here, script), ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(out.trim().split("\n").at(-1) as string);
}

function inOwnDatabase(script: string, pack: string, ...more: string[]): unknown {
  const directory = join(folder, "database");
  try {
    return run(script, pack, directory, ...more);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function packOf(name: string, size: { readonly lines: number; readonly events: number }): string {
  const pack = join(folder, name);
  run("pack.ts", pack, String(size.lines), String(size.events));
  return pack;
}

/** The round in the middle, by processor time. */
function middle<C extends Cost>(costs: readonly C[]): C {
  const at = median(costs.map(processor));
  return costs.find((cost) => processor(cost) === at) as C;
}

const processor = (cost: Cost): number => cost.nodeMs + cost.serverMs;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`.padStart(8);

function print(name: string, cost: Cost, load?: Cost): void {
  const ratios =
    load === undefined
      ? ""
      : `   load is ${(processor(load) / processor(cost)).toFixed(2)} x, ${(load.wallMs / cost.wallMs).toFixed(2)} x by the clock`;
  console.log(
    `${name.padEnd(44)} ${seconds(processor(cost))} (Node ${seconds(cost.nodeMs)}, server ${seconds(cost.serverMs)}; ${seconds(cost.wallMs)} by the clock)${ratios}`,
  );
}

try {
  console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, median of ${rounds} rounds`);
  console.log(`load average ${loadavg()[0]?.toFixed(1)} at the start`);
  const pack = packOf("pack", { lines, events });
  const loads: Load[] = [];
  const copies: Copies[] = [];
  for (let round = 0; round < rounds; round++) {
    loads.push(inOwnDatabase("load-once.ts", pack) as Load);
    copies.push(inOwnDatabase("copy.ts", pack) as Copies);
  }
  const load = middle(loads);
  console.log(
    `\nthe whole pack: ${load.lines} lines of books and plans, ${load.events} usage events, each in a new process`,
  );
  print("load", load);
  for (const kind of copyKinds) print(copyNames[kind], middle(copies.map((copy) => copy[kind])), load);
  console.log(`peak memory of Node ${Math.max(...loads.map(({ peak }) => peak)).toFixed(0)} MB`);

  const only = inOwnDatabase("load-rows.ts", pack, String(rowRounds)) as Rows;
  // The first round is the one in which a process compiles what it runs.
  const warm = only.rounds.slice(1);
  const middleLoad = middle(warm.map((round) => round.load));
  console.log(
    `\nlike for like: ${only.rows} ledger lines and usage events and nothing else, into registers that are there,`,
  );
  console.log(
    `both sides in one process and one server in turns, median of ${warm.length} rounds after the first`,
  );
  print("load", middleLoad);
  for (const kind of copyKinds) print(copyNames[kind], middle(warm.map((round) => round[kind])), middleLoad);
  print("load, the first round", (only.rounds[0] as Rows["rounds"][number]).load);

  const small = inOwnDatabase("load-once.ts", packOf("small", least)) as Load;
  const large = inOwnDatabase(
    "load-once.ts",
    packOf("large", { lines: least.lines * 10, events: least.events * 10 }),
  ) as Load;
  console.log(`\n${small.lines} lines and ${small.events} events, then ${large.lines} and ${large.events}`);
  print("small", small);
  print("ten times as large", large);
  console.log(
    `ten times the data takes ${(processor(large) / processor(small)).toFixed(1)} times the processor, ${(large.wallMs / small.wallMs).toFixed(1)} times by the clock (wanted: at most 11); peak ${small.peak.toFixed(0)} and ${large.peak.toFixed(0)} MB`,
  );
  console.log(`load average ${loadavg()[0]?.toFixed(1)} at the end`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
