import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocate,
  type Day,
  instalment,
  type Micro,
  micro,
  monthOf,
  type Ore,
  ore,
  parseKronor,
  type Period,
  periodsOfYear,
  sumOre,
} from "../../kernel/index.ts";
import {
  type Bearer,
  bearers,
  decidedWeights,
  type FeeMonth,
  type IssuedLine,
  lumpSum,
  movedIn,
  proposeCorrection,
  type RecomputedCharge,
  remainingOf,
  rightAmounts,
  type YearlyFee,
} from "./index.ts";

const year = periodsOfYear(2023);
const validity = { validFrom: "2023-01-01" as Day, validTo: "2023-12-31" as Day };

/** A fee shared by decided values and invoiced by twelfths, with what has been corrected since. */
interface World {
  readonly totalOre: Ore;
  readonly fees: readonly YearlyFee[];
  readonly lines: IssuedLine[];
  readonly own: Map<string, Map<string, Micro>>;
  readonly shared: Map<string, Map<string, Micro>>;
}

function invoiced(totalOre: Ore, values: ReadonlyMap<string, number>, months: readonly Period[]): World {
  const customers = [...values.keys()].toSorted();
  const weights = customers.map((customer) => values.get(customer) as number);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const parts = allocate(totalOre, weights);
  const fees = customers.map((customer, index): YearlyFee => ({
    item: "AVG",
    customer,
    annualOre: parts[index] as Ore,
    keyValueMicro: micro(weights[index] as number),
    keySumMicro: micro(sum),
    ...validity,
  }));
  const lines = months.flatMap((month) =>
    fees.map((fee): IssuedLine => {
      const netOre = instalment(fee.annualOre, { index: monthOf(month), count: 12 });
      return line(fee.customer, month, netOre, `F-${month}-${fee.customer}`);
    }),
  );
  const decided = decidedWeights(fees);
  const each = (of: ReadonlyMap<string, Micro>) => new Map(months.map((month) => [month, new Map(of)]));
  return { totalOre, fees, lines, own: each(decided.own), shared: each(decided.shared) };
}

function line(customer: string, month: Period, netOre: Ore, invoice: string): IssuedLine {
  return {
    customer,
    chargeKind: "instalment",
    postedTo: "revenue",
    item: "AVG",
    service: "S",
    activity: "operation",
    textSv: "",
    textEn: "",
    servicePeriodFrom: month,
    servicePeriodTo: month,
    ...lumpSum(netOre),
    unit: "month",
    because: { formulaSv: "", formulaEn: "", inputs: [] },
    invoice,
    line: 1,
    vatPercent: 0,
    documentDay: "2023-01-31" as Day,
  };
}

const why = () => ({ textSv: "rättad", textEn: "corrected" });

/** Proposes and accepts a change as the actions do; returns the lines it issued by customer. */
function correct(world: World, now: ReadonlyMap<string, number>, bearer: Bearer): Map<string, number> {
  const item = {
    item: "AVG",
    service: "S",
    activity: "operation",
    nameSv: "Avgift",
    nameEn: "Fee",
    charge: "fee",
    unit: "",
    totalOre: world.totalOre,
    key: "headcount",
  } as const;
  const changes: { readonly month: FeeMonth; readonly charges: readonly RecomputedCharge[] }[] = [];
  for (const period of world.own.keys() as Iterable<Period>) {
    const standing = new Map(
      world.fees.map((fee) => [
        fee.customer,
        sumOre(
          world.lines
            .filter((one) => one.customer === fee.customer && one.servicePeriodFrom === period)
            .map((one) => one.netOre),
        ),
      ]),
    );
    const month: FeeMonth = {
      item,
      period,
      key: "headcount",
      fees: world.fees,
      own: world.own.get(period) as Map<string, Micro>,
      shared: world.shared.get(period) as Map<string, Micro>,
      now: new Map([...now].map(([customer, value]) => [customer, micro(value)])),
      standing,
    };
    const charges = rightAmounts(month, { bearer, moved: movedIn(month), why });
    if (charges !== undefined) changes.push({ month, charges });
  }
  const sums = new Map<string, number>();
  const issued: IssuedLine[] = [];
  for (const { customer } of world.fees) {
    const lines = proposeCorrection({
      originalLines: world.lines,
      recomputed: changes.flatMap((one) => one.charges),
      customer,
      cause: "key-correction",
      causeSv: "",
      causeEn: "",
    });
    for (const one of lines) {
      sums.set(customer, (sums.get(customer) ?? 0) + one.netOre);
      issued.push({
        ...one,
        invoice: `R-${world.lines.length}-${customer}`,
        line: issued.length + 1,
        vatPercent: 0,
        documentDay: "2024-01-31" as Day,
      });
    }
  }
  for (const { month } of changes) {
    for (const { customer, afterMicro } of movedIn(month)) {
      (month.own as Map<string, Micro>).set(customer, afterMicro);
      if (bearer === "others") (month.shared as Map<string, Micro>).set(customer, afterMicro);
    }
  }
  world.lines.push(...issued);
  return sums;
}

const names = ["A", "B", "C", "D", "E", "F", "G"];
const value = fc.oneof(
  fc.constant(0),
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 10 ** 10 }) },
  fc.integer({ min: 1, max: 2 ** 45 }),
);
const valuesOf = (count: number) => fc.array(value, { minLength: count, maxLength: count });
const cases = fc.integer({ min: 1, max: names.length }).chain((count) =>
  fc.record({
    totalOre: fc.integer({ min: 0, max: 10 ** 12 }),
    decided: valuesOf(count).filter((all) => all.some((one) => one > 0)),
    months: fc.integer({ min: 1, max: 3 }),
    changes: fc.array(fc.record({ now: valuesOf(count), bearer: fc.constantFrom(...bearers) }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
);
const named = (all: readonly number[]) => new Map(all.map((one, index) => [names[index] as string, one]));

describe("a re-run of random changes", () => {
  it("gives nothing the second time, never credits a line with more than it has, and adds up by who bears it", () => {
    fc.assert(
      fc.property(cases, ({ totalOre, decided, months, changes }) => {
        const world = invoiced(ore(totalOre), named(decided), year.slice(0, months));
        for (const { now, bearer } of changes) {
          const untouched = world.fees
            .map((fee) => fee.customer)
            .filter((customer) =>
              [...world.own.values()].every((own) => own.get(customer) === named(now).get(customer)),
            );
          const moved = correct(world, named(now), bearer);
          if (bearer === "others") {
            expect([...moved.values()].reduce((sum, one) => sum + one, 0)).toBe(0);
          } else {
            for (const customer of untouched) expect(moved.has(customer)).toBe(false);
          }
          // Who once bears a change goes on bearing it. One that leaves nobody to share is not taken, and may be borne otherwise.
          const taken = now.some((one) => one > 0);
          for (const again of taken ? bearers : [bearer]) {
            expect(correct(world, named(now), again).size).toBe(0);
          }
        }
        for (const one of world.lines) {
          if (one.corrects === undefined) expect(remainingOf(one, world.lines)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("borne by the provider, comes to each customer's own fee with everybody else's value as decided", () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ totalOre, decided }, at) => {
        const customer = names[at % decided.length] as string;
        const values = named(decided);
        const world = invoiced(ore(totalOre), values, year);
        const now = new Map(values).set(customer, Math.floor((values.get(customer) as number) / 2));
        correct(world, now, "provider");
        // Independently, in whole numbers: floor or ceiling of the exact share, over the year.
        const sum = [...now.values()].reduce((total, one) => total + BigInt(one), 0n);
        const exact = sum === 0n ? 0n : (BigInt(totalOre) * BigInt(now.get(customer) as number)) / sum;
        const paid = sumOre(world.lines.filter((one) => one.customer === customer).map((one) => one.netOre));
        expect(BigInt(paid) - exact === 0n || BigInt(paid) - exact === 1n).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a list that was decided with an exception", () => {
  it("tells the value that the others' fees rest on from the customer's own", () => {
    const fee = (customer: string, own: number, sum: number): YearlyFee => ({
      item: "AVG",
      customer,
      annualOre: ore(0),
      keyValueMicro: micro(own),
      keySumMicro: micro(sum),
      ...validity,
    });
    const fees = [fee("G", 5350, 8000), fee("L", 910, 7760), fee("P", 1500, 8000)];
    expect([...decidedWeights(fees).shared]).toEqual([
      ["G", 5350],
      ["L", 1150],
      ["P", 1500],
    ]);
    expect(decidedWeights(fees).own.get("L")).toBe(910);
  });
});

describe("docs/worked-examples/liseberg.md", () => {
  const page = readFileSync(new URL("../../../docs/worked-examples/liseberg.md", import.meta.url), "utf8");
  const rows = page
    .slice(page.indexOf("| bearer |"))
    .split("\n")
    .filter((one) => one.startsWith("|"))
    .map((one) =>
      one
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const decided = new Map([
    ["GRUNDSKOLA", 5350],
    ["LISEBERG", 1150],
    ["PARKERING", 1500],
  ]);
  it.each(bearers)("says what it comes to when %s bears it", (bearer) => {
    const world = invoiced(ore(96_000_000), decided, year);
    const moved = correct(world, new Map(decided).set("LISEBERG", 910), bearer);
    const parts = [...decided.keys()].map((customer) => moved.get(customer) ?? 0);
    const together = parts.reduce((sum, one) => sum + one, 0);
    const told = rows
      .find(([name]) => name === bearer)
      ?.slice(1)
      .map((cell) => parseKronor(cell));
    expect(told).toEqual([...parts, together, together === 0 ? 0 : -together]);
    expect(correct(world, new Map(decided).set("LISEBERG", 910), bearer).size).toBe(0);
  });
});
