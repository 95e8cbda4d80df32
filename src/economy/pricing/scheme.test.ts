import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineAmount, type Micro, micro, microOf } from "../../kernel/index.ts";
import { readTable } from "../../formats/csv/index.ts";
import { canonicalContent } from "./canonical.ts";
import { tierColumns, tierOf } from "./columns.ts";
import { tierRecords } from "./files.ts";
import { type PriceItem, type PriceListVersion, wholeTenOreDown } from "./price-list.ts";
import { chargeFor, type Charging, seatsOf, type Tier } from "./scheme.ts";
import { schemeProblems } from "./scheme-check.ts";

const month = { days: 30 };
const tier = (from: number, price: number, size?: number): Tier => ({
  fromMicro: microOf(from),
  priceMicro: microOf(price),
  ...(size === undefined ? {} : { packageMicro: microOf(size) }),
});
const steps = [tier(0, 100), tier(10, 80), tier(50, 60)];
const amount = (item: Charging, quantity: number): number =>
  chargeFor(item, microOf(quantity), month).amountOre / 100;

describe("what a controller recognises", () => {
  test.each([
    // graduated: 10 x 100, then 80 each to 50, then 60 each
    [0, 0],
    [1, 100],
    [10, 1000],
    [15, 1400],
    [50, 4200],
    [60, 4800],
  ])("graduated: %d ports are %d kr", (quantity, kronor) => {
    expect(amount({ scheme: "graduated", tiers: steps }, quantity)).toBe(kronor);
  });

  test.each([
    [9, 900],
    [10, 800],
    [49, 3920],
    [50, 3000],
  ])("volume: %d ports are %d kr, all at the tier reached", (quantity, kronor) => {
    expect(amount({ scheme: "volume", tiers: steps }, quantity)).toBe(kronor);
  });

  test.each([
    [0, 0],
    [0.000001, 500],
    [25, 500],
    [25.5, 1000],
    [60, 1500],
  ])("packages of 25 at 500 kr: %d are %d kr", (quantity, kronor) => {
    expect(amount({ scheme: "package", tiers: [tier(0, 500, 25)] }, quantity)).toBe(kronor);
  });

  test.each([
    [0, 2000],
    [100, 2000],
    [112, 2360],
  ])("a capacity of 100 for 2 000 kr, 30 kr above: %d are %d kr", (quantity, kronor) => {
    expect(amount({ scheme: "capacity", tiers: [tier(0, 2000, 100), tier(100, 30)] }, quantity)).toBe(kronor);
  });

  test("ten seats at 300 kr from the 19th of a month of thirty days are four seats", () => {
    const seat: Charging = { scheme: "seat", priceMicro: microOf(300), proration: "days" };
    expect(seatsOf(microOf(10 * 12), 30)).toBe(microOf(4));
    expect(chargeFor(seat, microOf(10 * 12), { days: 30 }).amountOre).toBe(120_000);
    expect(chargeFor({ ...seat, proration: "none" }, microOf(10), { days: 30 }).amountOre).toBe(300_000);
  });

  test("the explanation says which tier held how much", () => {
    const { parts, single } = chargeFor({ scheme: "graduated", tiers: steps }, microOf(60), month);
    expect(parts.map((part) => [part.tier.fromMicro, part.quantityMicro, part.amountOre])).toEqual([
      [0, microOf(10), 100_000],
      [microOf(10), microOf(40), 320_000],
      [microOf(50), microOf(10), 60_000],
    ]);
    expect(single).toBeUndefined();
  });
});

const prices = fc.integer({ min: 0, max: 20_000_000_000 });
/** Any tiers in order: each begins a positive quantity after the one before. */
const anyTiers = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 900_000_000 }), prices), { minLength: 1, maxLength: 6 })
  .map((rows) => {
    let from = 0;
    return rows.map(([width, price], index): Tier => {
      from = index === 0 ? 0 : from + width;
      return { fromMicro: micro(from), priceMicro: micro(price) };
    });
  });
const quantities = fc.integer({ min: 0, max: 5_000_000_000 }).map(micro);

/** Kronor x 10^-12 to öre, half upwards, in whole numbers of any size. */
const rounded = (exact: bigint): number => Number((exact * 2n + 10_000_000_000n) / 20_000_000_000n);

/** Graduated by its definition: the integral of the price over the quantity. */
function graduated(tiers: readonly Tier[], quantity: Micro): bigint {
  let sum = 0n;
  for (const [index, { fromMicro, priceMicro }] of tiers.entries()) {
    const end = BigInt(tiers[index + 1]?.fromMicro ?? Number.MAX_SAFE_INTEGER);
    const top = BigInt(quantity) < end ? BigInt(quantity) : end;
    if (top > BigInt(fromMicro)) sum += (top - BigInt(fromMicro)) * BigInt(priceMicro);
  }
  return sum;
}

describe("for any tiers and quantities", () => {
  test("graduated is the exact sum rounded once, and its parts sum to it", () => {
    fc.assert(
      fc.property(anyTiers, quantities, (tiers, quantity) => {
        const charged = chargeFor({ scheme: "graduated", tiers }, quantity, month);
        expect(charged.amountOre).toBe(rounded(graduated(tiers, quantity)));
        expect(charged.parts.reduce((sum, part) => sum + part.amountOre, 0)).toBe(charged.amountOre);
        expect(charged.parts.reduce((sum, part) => sum + part.quantityMicro, 0)).toBe(quantity);
        if (charged.single !== undefined) expect(lineAmount(charged.single)).toBe(charged.amountOre);
      }),
    );
  });

  test("graduated never falls with the quantity, and never jumps: a millionth more is at most a millionth of a price more", () => {
    fc.assert(
      fc.property(anyTiers, quantities, fc.nat(1_000_000), (tiers, quantity, more) => {
        const item: Charging = { scheme: "graduated", tiers };
        const at = (value: number): number => chargeFor(item, micro(value), month).amountOre;
        const highest = Math.max(...tiers.map((one) => one.priceMicro));
        const step = at(quantity + more) - at(quantity);
        expect(step).toBeGreaterThanOrEqual(0);
        expect(step).toBeLessThanOrEqual((highest * more) / 1e10 + 1);
        for (const { fromMicro } of tiers.slice(1))
          expect(at(fromMicro) - at(fromMicro - 1)).toBeLessThanOrEqual(highest / 1e10 + 1);
      }),
    );
  });

  test("volume is one price for all of it: the tier's own from its first unit, the one before just below", () => {
    fc.assert(
      fc.property(anyTiers, (tiers) => {
        const item: Charging = { scheme: "volume", tiers };
        tiers.forEach((one, index) => {
          const priced = (quantityMicro: Micro): Tier | undefined =>
            chargeFor(item, quantityMicro, month).parts[0]?.tier;
          expect(priced(one.fromMicro)).toBe(one);
          if (index > 0) expect(priced(micro(one.fromMicro - 1))).toBe(tiers[index - 1]);
          expect(chargeFor(item, one.fromMicro, month).amountOre).toBe(
            lineAmount({ priceMicro: one.priceMicro, quantityMicro: one.fromMicro }),
          );
        });
      }),
    );
  });

  test("packages hold what was used, and one fewer would not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000_000 }), prices, quantities, (size, price, quantity) => {
        const tiers = [{ fromMicro: micro(0), priceMicro: micro(price), packageMicro: micro(size) }];
        const [part] = chargeFor({ scheme: "package", tiers }, quantity, month).parts;
        const count = BigInt(part?.quantityMicro ?? 0) / 1_000_000n;
        expect(count * BigInt(size)).toBeGreaterThanOrEqual(BigInt(quantity));
        if (count > 0n) expect((count - 1n) * BigInt(size)).toBeLessThan(BigInt(quantity));
        expect(part?.amountOre).toBe(rounded(count * 1_000_000n * BigInt(price)));
      }),
    );
  });

  test("an item without a scheme is price x quantity, as before", () => {
    fc.assert(
      fc.property(prices, quantities, (price, quantityMicro) => {
        const charged = chargeFor({ priceMicro: micro(price) }, quantityMicro, month);
        expect(charged.amountOre).toBe(lineAmount({ priceMicro: micro(price), quantityMicro }));
        expect(charged.parts).toEqual([]);
      }),
    );
  });
});

describe("refusals", () => {
  const told = (item: Partial<PriceItem>): string[] =>
    schemeProblems({ item: "P", charge: "metered", ...item }).map(
      (found) => `${found.code}: ${found.message_en}`,
    );

  test.each<[string, Partial<PriceItem>, string]>([
    ["no tiers", { scheme: "graduated" }, "pricing.bad-tiers: Item P has no tiers in tiers.csv."],
    ["a hole at the bottom", { scheme: "volume", tiers: [tier(5, 1)] }, "has no price below 5"],
    [
      "two from the same",
      { scheme: "volume", tiers: [tier(0, 1), tier(5, 2), tier(5, 3)] },
      "two tiers from 5",
    ],
    [
      "unsorted",
      { scheme: "volume", tiers: [tier(0, 1), tier(9, 2), tier(5, 3)] },
      "out of order: 5 stands after 9",
    ],
    ["negative", { scheme: "graduated", tiers: [tier(0, -1)] }, "a negative price from 0"],
    ["a package without a size", { scheme: "package", tiers: [tier(0, 1)] }, "lacks the size"],
    ["a size where no package is", { scheme: "volume", tiers: [tier(0, 1, 5)] }, "has a size from 0"],
    ["two kinds of package", { scheme: "package", tiers: [tier(0, 1, 5), tier(9, 1, 5)] }, "a single tier"],
    ["no price above", { scheme: "capacity", tiers: [tier(0, 1, 5)] }, "takes two tiers"],
    ["a hole above", { scheme: "capacity", tiers: [tier(0, 1, 5), tier(9, 1)] }, "takes two tiers"],
    ["a price beside", { scheme: "volume", tiers: steps, priceMicro: microOf(1) }, "both a price and tiers"],
    ["tiers of nothing", { tiers: steps }, "has tiers without a scheme"],
    ["a fee", { scheme: "seat", charge: "fee", proration: "days" }, "is not metered"],
    ["seats of no rule", { scheme: "seat", priceMicro: microOf(1) }, "without saying how parts of a month"],
    ["a rule without seats", { proration: "days", priceMicro: microOf(1) }, "has a proration"],
  ])("%s", (_, item, message) => {
    expect(told(item).join("\n")).toContain(message);
  });

  test("what is right is not refused", () => {
    expect(told({ priceMicro: microOf(1) })).toEqual([]);
    expect(told({ scheme: "graduated", tiers: steps })).toEqual([]);
    expect(told({ scheme: "package", tiers: [tier(0, 500, 25)] })).toEqual([]);
    expect(told({ scheme: "capacity", tiers: [tier(0, 2000, 100), tier(100, 30)] })).toEqual([]);
    expect(told({ scheme: "seat", proration: "days", priceMicro: microOf(1) })).toEqual([]);
  });
});

test("tiers come back from the file they were written to, and change what the board decides", () => {
  const item: PriceItem = {
    item: "P",
    service: "S",
    activity: "operation",
    nameSv: "P",
    nameEn: "P",
    charge: "metered",
    unit: "st",
    scheme: "graduated",
    tiers: steps,
  };
  const version: PriceListVersion = {
    version: "v",
    fiscalYear: 2024,
    validFrom: "2024-01-01" as PriceListVersion["validFrom"],
    validTo: "2024-12-31" as PriceListVersion["validTo"],
    state: "draft",
    rounding: wholeTenOreDown,
    items: [item],
    fees: [],
  };
  const rows = tierRecords(version);
  const text = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    .map((row) => row.join(";"))
    .join("\n");
  const read = readTable(new TextEncoder().encode(text), { file: "tiers.csv", columns: tierColumns });
  if (!read.ok) throw new Error(read.problems.map((one) => one.message_en).join());
  expect(read.value.values.map(tierOf)).toEqual(
    steps.map((one) => ({ ...one, item: "P", line: expect.any(Number) })),
  );
  const cheaper = { ...version, items: [{ ...item, tiers: [tier(0, 99), ...steps.slice(1)] }] };
  expect(canonicalContent(cheaper)).not.toBe(canonicalContent(version));
});
