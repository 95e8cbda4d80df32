import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, type Micro, microOf, type Ore, ore, sumOre } from "../../kernel/index.ts";
import {
  type Fee,
  type PriceItem,
  type PriceListVersion,
  proposePriceList,
  simulate,
  tiersAtCost,
  tieredCharge,
  wholeTenOreDown,
} from "./index.ts";

const span = { validFrom: "2025-01-01" as Day, validTo: "2025-12-31" as Day };
const kr = (amount: number): Ore => ore(Math.round(amount * 100));

function list(
  items: readonly Partial<PriceItem>[],
  fees: readonly (readonly [string, string, number, number, number])[] = [],
): PriceListVersion {
  return {
    version: "v",
    fiscalYear: 2025,
    ...span,
    state: "draft",
    rounding: wholeTenOreDown,
    items: items.map((one) => ({
      item: "X",
      service: "S",
      activity: "operation",
      nameSv: "",
      nameEn: "",
      charge: "metered",
      unit: "st",
      ...one,
    })),
    fees: fees.map(([item, customer, amount, value, sum]): Fee => ({
      item,
      customer,
      annualOre: kr(amount),
      keyValueMicro: microOf(value),
      keySumMicro: microOf(sum),
      ...span,
    })),
  };
}
const used = (item: string, customer: string, quantity: number) => ({
  item,
  customer,
  quantityMicro: microOf(quantity),
});

describe("why a customer pays more", () => {
  test("a school that takes ten more computers at a price that has risen", () => {
    const { customers } = simulate(
      { version: list([{ item: "PC", priceMicro: microOf(110) }]), volumes: [used("PC", "GRU", 60)] },
      { version: list([{ item: "PC", priceMicro: microOf(100) }]), volumes: [used("PC", "GRU", 50)] },
    );
    // Ten more at last year's 100 kr; then 10 kr more for all sixty.
    expect(customers[0]?.effects).toMatchObject({
      volumeOre: kr(1000),
      priceOre: kr(600),
      keyOre: 0,
      scopeOre: 0,
    });
    expect(customers[0]?.differenceOre).toBe(kr(1600));
  });

  test("a fee that is dearer, and a share that has grown", () => {
    const fee: Partial<PriceItem> = { item: "LÖN", charge: "fee" };
    const { customers } = simulate(
      { version: list([fee], [["LÖN", "GRU", 660, 60, 100]]), volumes: [] },
      { version: list([fee], [["LÖN", "GRU", 500, 50, 100]]), volumes: [] },
    );
    // 1 000 kr became 1 100: 50 kr at the old half, then a tenth of 1 100 for the larger share.
    expect(customers[0]?.effects).toMatchObject({ priceOre: kr(50), keyOre: kr(110), volumeOre: 0 });
  });

  test("a service that is new to the customer is scope, and what the books hold beside the list is told as such", () => {
    const fee: Partial<PriceItem> = { item: "LÖN", charge: "fee" };
    const { lines } = simulate(
      {
        version: list(
          [fee, { item: "PC", service: "IT", priceMicro: microOf(10) }],
          [["LÖN", "GRU", 100, 1, 1]],
        ),
        volumes: [used("PC", "GRU", 3)],
      },
      {
        version: list([fee], [["LÖN", "GRU", 100, 1, 1]]),
        volumes: [],
        booked: [{ customer: "GRU", service: "S", amountOre: kr(90) }],
      },
    );
    expect(
      lines.map(({ service, effects }) => [service, effects.scopeOre, effects.otherOre, effects.priceOre]),
    ).toEqual([
      ["IT", kr(30), 0, 0],
      ["S", 0, kr(10), 0],
    ]);
  });

  test("for any two lists the effects sum to the difference, whatever the books say", () => {
    const code = fc.constantFrom("A", "B", "C");
    const customer = fc.constantFrom("GRU", "LIS");
    const amount = fc.integer({ min: 0, max: 10 ** 9 });
    const items = fc.uniqueArray(
      fc.record({
        item: code,
        service: fc.constantFrom("S", "T"),
        charge: fc.constantFrom("fee", "metered"),
        price: amount,
      }),
      { selector: (one) => one.item },
    );
    const side = fc.record({
      items,
      fees: fc.uniqueArray(
        fc.record({ item: code, customer, amount, value: fc.nat(9), sum: fc.integer({ min: 1, max: 9 }) }),
        {
          selector: (one) => one.item + one.customer,
        },
      ),
      volumes: fc.array(
        fc.record({ item: code, customer, quantityMicro: amount.map((one) => one as Micro) }),
      ),
    });
    const yearOf = ({
      items: rows,
      fees,
      volumes,
    }: typeof side extends fc.Arbitrary<infer T> ? T : never) => ({
      version: list(
        rows.map(({ price, charge, ...row }) => ({
          ...row,
          charge,
          ...(charge === "metered" ? { priceMicro: price as Micro } : {}),
        })),
        fees
          .filter((fee) => rows.some((row) => row.item === fee.item && row.charge === "fee"))
          .map((fee) => [fee.item, fee.customer, fee.amount, fee.value, fee.sum] as const),
      ),
      volumes,
    });
    const booked = fc.option(
      fc.array(fc.record({ customer, service: fc.constantFrom("S", "T", "U"), amountOre: amount.map(ore) })),
      { nil: undefined },
    );
    fc.assert(
      fc.property(side, side, booked, fc.boolean(), (now, before, books, planned) => {
        const { version, volumes } = yearOf(before);
        const found = simulate(yearOf(now), {
          version,
          ...(planned || books === undefined ? { volumes } : {}),
          ...(books === undefined ? {} : { booked: books }),
        });
        for (const row of [...found.lines, ...found.customers, found.totals])
          expect(sumOre(Object.values(row.effects))).toBe(row.nowOre - row.previousOre);
        expect(sumOre(found.customers.map((row) => row.differenceOre))).toBe(found.totals.differenceOre);
      }),
    );
  });
});

describe("tiers at cost", () => {
  const tier = (from: number, price: number, size?: number) => ({
    fromMicro: microOf(from),
    priceMicro: microOf(price),
    ...(size === undefined ? {} : { packageMicro: microOf(size) }),
  });
  const schemes = [
    { scheme: "graduated", tiers: [tier(0, 10), tier(100, 8)] },
    { scheme: "volume", tiers: [tier(0, 10), tier(100, 8)] },
    { scheme: "package", tiers: [tier(0, 50, 25)] },
    { scheme: "capacity", tiers: [tier(0, 500, 60), tier(60, 12)] },
  ] as const;

  test.each(schemes)(
    "$scheme: the tiers keep their proportions and recover the cost but for the rounding",
    (item) => {
      const months = [microOf(50), microOf(150)];
      const found = tiersAtCost(item, months, kr(12_345.67), wholeTenOreDown) ?? [];
      const brought = tieredCharge({ ...item, tiers: found }, months);
      expect(brought).toBeLessThanOrEqual(kr(12_345.67));
      // Rounding down takes less than ten öre a unit.
      expect(kr(12_345.67) - brought).toBeLessThan(kr(0.1 * 200));
      expect(tiersAtCost({ ...item, tiers: found }, months, kr(12_345.67), wholeTenOreDown)).toEqual(found);
    },
  );

  test("a price list with every scheme is proposed at cost, and costed = listed + rounding", () => {
    const items = [
      ...schemes.map((one, at) => ({ ...one, item: `P-${one.scheme}`, service: `S${at}` })),
      { scheme: "seat" as const, proration: "none" as const, item: "P-seat", service: "S4" },
      { item: "P-unit", service: "S5" },
    ].map((one) => ({
      activity: "operation" as const,
      nameSv: "",
      nameEn: "",
      charge: "metered" as const,
      unit: "st",
      ...one,
    }));
    const result = proposePriceList({
      version: "2025",
      year: 2025,
      costedBudget: items.map(({ service }, at) => ({
        service,
        activity: "operation",
        amountOre: kr(10_000 + at),
      })),
      plannedVolumes: items.flatMap(({ item }) =>
        [40, 130].map((quantity) => ({ item, quantityMicro: microOf(quantity) })),
      ),
      items,
      sharesOf: () => new Map(),
    });
    if (!result.ok) throw new Error("refused");
    const { costedOre, listedOre, roundingDifferenceOre, version } = result.value;
    expect(listedOre + roundingDifferenceOre).toBe(costedOre);
    expect(Math.abs(roundingDifferenceOre)).toBeLessThan(kr(6 * 17));
    expect(version.items.every((one) => one.priceMicro !== undefined || (one.tiers?.length ?? 0) > 0)).toBe(
      true,
    );
  });

  test("tiers without any price have no level to be computed", () => {
    const zero = { scheme: "graduated", tiers: [tier(0, 0)] } as const;
    expect(tiersAtCost(zero, [microOf(5)], kr(10), wholeTenOreDown)).toBeUndefined();
  });
});
