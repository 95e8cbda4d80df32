/**
 * The costing engine by itself, as ratios within one run: `npx tsx bench/costing.ts [--quick]`. Processor time, the best of several
 * rounds, since the machine may be shared. `--quick` leaves out the nation and the peers.
 */
import { execFile } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  type CostModel,
  costAgain,
  costInFull,
  costPlaced,
  distributeToCustomers,
  driverReader,
  placeCells,
  type ServiceCosting,
  volumeReader,
} from "../src/economy/costing/index.ts";
import { customerWeigher } from "../src/economy/costing/customer-weights.ts";
import { solverOf, type SparseMatrix, sparse } from "../src/economy/costing/linear.ts";
import { allocateInto, type Micro, required } from "../src/kernel/index.ts";
import { type City, cityOf, numbersFrom } from "./city.ts";
import { ownMs } from "./machine.ts";
import { checksum, ledgers, libreOffice, type Peer, postgres, type Split, spreadsheetSums } from "./peers.ts";

const quick = process.argv.includes("--quick");
console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, processor time`);

/** The least processor time of a round. */
function best(work: () => unknown, rounds = 15): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rounds; i++) {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const ms = (value: number): string => `${value.toFixed(2)} ms`;
function line(what: string, value: string, wanted = ""): void {
  console.log(`  ${what.padEnd(58)} ${value.padStart(14)}${wanted === "" ? "" : `   (wanted ${wanted})`}`);
}

/** Largest remainder as one would write it in BigInt. */
function plainly(total: number, weights: readonly number[]): number[] {
  const amount = BigInt(Math.abs(total));
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  const floors = weights.map((weight) => (amount * BigInt(weight)) / sum);
  const left = Number(amount - floors.reduce((all, part) => all + part, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, rest: (amount * BigInt(weight)) % sum }))
    .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) floors[index] = (floors[index] as bigint) + 1n;
  return floors.map((part) => (total < 0 ? -Number(part) : Number(part)));
}

function kernel(): void {
  console.log("\nallocate");
  for (const [name, n, largest, heaviest] of [
    ["52 customers, small amounts", 52, 2e5, 1e4],
    ["52 customers, a city's amounts", 52, 2e8, 5e8],
    ["52 customers, 1.4 bn kr", 52, 1.4e11, 5e9],
    ["5 000 customers", 5000, 1.4e11, 5e9],
    // A driver in kronor, kept in millionths.
    ["52 customers, weights summing past 2^53", 52, 1.4e11, 8e15],
    ["5 000 customers, weights summing past 2^53", 5000, 1.4e11, 8e15],
  ] as const) {
    const random = numbersFrom(n);
    const splits = Array.from({ length: n > 1000 ? 8 : 256 }, () => ({
      amount: random(largest),
      weights: Float64Array.from({ length: n }, () => random(heaviest)),
      plain: [] as number[],
    }));
    for (const split of splits) split.plain = [...split.weights];
    const into = new Float64Array(n);
    const ours = best(() => {
      for (const { amount, weights } of splits) allocateInto(amount, weights, into, 0);
    }, 60);
    const theirs = best(() => {
      for (const { amount, plain } of splits) plainly(amount, plain);
    }, 20);
    for (const { amount, weights, plain } of splits) {
      allocateInto(amount, weights, into, 0);
      if (plainly(amount, plain).some((part, i) => part !== into[i])) throw new Error("they differ");
    }
    const speed = (splits.length * n) / ours / 1000;
    line(name, `${speed.toFixed(0)} M shares/s`);
    line("  a straightforward BigInt version takes", `${(theirs / ours).toFixed(1)} x`, ">= 15 x");
  }
}

/** Every split that costing a city makes: of its pools, and of its services over customers. */
function splitsOf(city: City, costing: ServiceCosting): Split[] {
  const splits: Split[] = [];
  for (const flow of costing.flows) {
    for (const month of flow.months) {
      for (const amount of month?.amounts ?? []) {
        if (amount !== 0 && month !== undefined) splits.push({ amount, weights: month.weights });
      }
    }
  }
  const weigher = customerWeigher(costing.model, city.keys);
  for (const { node, periodIndex, amounts } of required(distributeToCustomers(costing, city.keys)).splits) {
    const service = costing.grid.services[(node - costing.grid.pools.length) >> 1] as string;
    const weighed = weigher(
      service,
      costing.grid.periods[periodIndex] as (typeof costing.grid.periods)[number],
    );
    if (!("key" in weighed)) throw new Error("every service of the city has a key");
    for (const amount of amounts)
      if (amount !== 0) splits.push({ amount, weights: weighed.weighing.weights });
  }
  return splits;
}

function wholeCity(): { readonly city: City; readonly splits: Split[]; readonly whole: number } {
  const city = cityOf(1);
  const placed = required(placeCells(city));
  const costing = required(costPlaced(placed, city.drivers));
  const splits = splitsOf(city, costing);
  const shares = splits.reduce((sum, { weights }) => sum + weights.length, 0);
  console.log(
    `\na city's year: 57 services x 52 customers x 12 months x 5 elements, ${city.cells.length} cost cells, ${shares} shares`,
  );
  const into = new Float64Array(5000);
  const bare = best(() => {
    for (const { amount, weights } of splits) allocateInto(amount, weights, into, 0);
  }, 30);
  const place = best(() => placeCells(city));
  const steps = best(() => costPlaced(placed, city.drivers), 30);
  const customers = best(() => distributeToCustomers(costing, city.keys), 30);
  line("bare kernel, the same splits", ms(bare));
  line("cells placed on pools and services", ms(place));
  line("pools passed on", ms(steps));
  line("services shared by customers", ms(customers));
  const whole = place + steps + customers;
  line("whole year", ms(whole), "30 ms-class");
  line("  as a multiple of the bare kernel", `${(whole / bare).toFixed(1)} x`, "<= 5 x");
  line(
    "rows made of it",
    ms(best(() => required(distributeToCustomers(costing, city.keys)).rows.length, 8) - customers),
  );
  for (const method of ["direct", "double-step-down", "reciprocal"] as const) {
    line(`steps by the method ${method}`, ms(best(() => required(costPlaced(placed, city.drivers, method)))));
  }

  console.log("\na what-if: one thing changed, all 52 customers x 12 months anew");
  const before = required(costInFull(placed, { drivers: city.drivers, keys: city.keys }));
  const changed = (driver: string, subject: string): City["drivers"] =>
    driverReader(
      city.values.map((value) =>
        value.driver === driver && value.subject === subject
          ? { ...value, valueMicro: (value.valueMicro + 7_000_000) as Micro }
          : value,
      ),
    );
  const measure = (what: string, work: () => unknown): void => line(what, ms(best(work)), "16 ms-class");
  const headcount = changed("headcount", "K07");
  measure("a customer's headcount (20 services follow it)", () =>
    required(
      costAgain(
        before,
        { drivers: headcount, keys: { ...city.keys, drivers: headcount } },
        { drivers: ["headcount"] },
      ),
    ),
  );
  const fte = changed("fte", "S33");
  measure("a service's employees (all pools follow them)", () =>
    required(costAgain(before, { drivers: fte, keys: { ...city.keys, drivers: fte } }, { drivers: ["fte"] })),
  );
  const volumes = volumeReader(
    city.volumes.map((one) =>
      one.item === "S33-1" && one.customer === "K07" ? { ...one, quantityMicro: 9e6 as Micro } : one,
    ),
  );
  measure("a customer's volume of a service", () =>
    required(
      costAgain(before, { drivers: city.drivers, keys: { ...city.keys, volumes } }, { services: ["S33"] }),
    ),
  );
  const model: CostModel = {
    ...city.model,
    assignments: [{ services: ["S12"], key: "accounts", line: 0 }, ...city.model.assignments],
  };
  measure("another key for a service", () =>
    required(costAgain(before, { drivers: city.drivers, keys: city.keys, model }, {})),
  );
  return { city, splits, whole };
}

/** A block whose members each serve some others, and pass on some share of their cost within it. */
function block(n: number, links: number, within: number): { inner: SparseMatrix; leaving: Float64Array } {
  const random = numbersFrom(n);
  const rows = Array.from({ length: n }, (_, i) => {
    const targets = new Set<number>();
    while (targets.size < links) {
      const target = random(n);
      if (target !== i) targets.add(target);
    }
    return [...targets].map((target): [number, number] => [target, within / links]);
  });
  return { inner: sparse(rows), leaving: new Float64Array(n).fill(1 - within) };
}

function reciprocal(): void {
  console.log("\nreciprocal blocks, solved and put back into the equations");
  for (const [n, links, within, wanted] of [
    [57, 17, 0.6, "1 ms-class"],
    [57, 35, 0.95, "1 ms-class"],
    [500, 20, 0.6, ""],
    [5000, 20, 0.6, "20 ms-class"],
    [5000, 20, 0.98, "20 ms-class"],
  ] as const) {
    const { inner, leaving } = block(n, links, within);
    const random = numbersFrom(links);
    const right = Float64Array.from({ length: n }, () => random(1e9));
    const spent = best(() => {
      if (solverOf(inner, leaving).totals(right) === undefined) throw new Error("no answer");
    }, 8);
    line(`n = ${n}, ${links} links each, ${within * 100} % passed on within`, ms(spent), wanted);
  }
}

async function nation(): Promise<void> {
  const [count, workers] = [300, 2];
  const started = performance.now();
  const script = fileURLToPath(new URL("nation.ts", import.meta.url));
  const told = await Promise.all(
    Array.from({ length: workers }, async (_, from) => {
      const own = ["--import", "tsx", script, ...[from, workers, count].map(String)];
      const { stdout } = await promisify(execFile)(process.execPath, own);
      return JSON.parse(stdout) as { shares: number; made: number; costed: number; memory: number[] };
    }),
  );
  const wall = (performance.now() - started) / 1000;
  const sum = (of: (one: (typeof told)[number]) => number): number =>
    told.reduce((all, one) => all + of(one), 0);
  const memory = told.flatMap((one) => one.memory);
  const third = Math.ceil(memory.length / workers / 3);
  const early = Math.max(...told.map((one) => Math.max(...one.memory.slice(0, third))));
  const late = Math.max(...told.map((one) => Math.max(...one.memory.slice(-third))));
  console.log(
    `\na nation: ${count} providers generated and costed by ${workers} processes, ${sum((one) => one.shares)} shares to customers`,
  );
  line("by the clock, generating them included", `${wall.toFixed(1)} s`, "<= 60 s-class");
  line("of which costing, per process", `${(sum((one) => one.costed) / workers / 1000).toFixed(1)} s`);
  line(
    "memory, the first third of the providers and the last",
    `${early.toFixed(0)}, ${late.toFixed(0)} MB`,
    "flat",
  );
}

function tell(peers: readonly Peer[], ours: number, wanted: string): void {
  for (const { name, ms: theirs } of peers) {
    if (theirs === undefined) console.log(`  SKIPPED, NOT INSTALLED: ${name}`);
    else line(name, `${(theirs / ours).toFixed(0)} x`, `${wanted}; ${ms(theirs)} against ${ms(ours)}`);
  }
}

async function peers({ city, splits, whole }: ReturnType<typeof wholeCity>): Promise<void> {
  console.log("\npeers, the same run");
  const into = new Float64Array(5000);
  const ours = best(() => {
    for (const { amount, weights } of splits) allocateInto(amount, weights, into, 0);
  });
  const parts = function* () {
    for (const [split, { amount, weights }] of splits.entries()) {
      allocateInto(amount, weights, into, 0);
      for (let place = 0; place < weights.length; place++)
        yield { split, place, part: into[place] as number };
    }
  };
  const sql = await postgres(splits);
  if (sql.checksum !== checksum(parts())) throw new Error("PostgreSQL and the kernel differ");
  tell([sql], ours, ">= 10 x");
  tell([libreOffice(splits)], ours, ">= 50 x");
  // Its sums against everything that we make of the same city: placed, passed on and shared, books already added up on our side.
  tell([spreadsheetSums(300_000)], whole, ">= 50 x");
  const lines = city.cells.map(({ period, account, costCentre, service, amountOre }) => ({
    day: `${period}-15`,
    account: `a${account}:c${costCentre}${service}`,
    amountOre,
  }));
  tell(ledgers(lines), whole, ">= 5 x");
}

const started = ownMs();
kernel();
const city = wholeCity();
reciprocal();
if (!quick) {
  await nation();
  await peers(city);
}
console.log(`\n${((ownMs() - started) / 1000).toFixed(0)} s of processor time`);
