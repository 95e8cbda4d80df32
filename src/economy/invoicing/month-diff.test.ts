import { expect, it } from "vitest";
import fc from "fast-check";
import { micro, ore, type Period, sumOre } from "../../kernel/index.ts";
import { monthDiff, priceEffectOre } from "./month-diff.ts";

const line = (customer: string, item: string, quantity: number, price: number, more = {}) => ({
  customer,
  item,
  service: item,
  chargeKind: "metered" as const,
  textSv: item,
  textEn: item,
  quantityMicro: micro(quantity * 1_000_000),
  priceMicro: micro(price * 1_000_000),
  netOre: ore(quantity * price * 100),
  ...more,
});
const months = { period: "2024-03" as Period, previous: "2024-02" as Period };

it("names what is new, gone, and changed in price or volume, the biggest first", () => {
  const diff = monthDiff({
    ...months,
    before: [
      line("ORG", "PORT", 10, 90),
      line("ORG", "OLD", 1, 50),
      line("DEP", "PC", 5, 200),
      line("DEP", "FEE", 1, 100),
    ],
    after: [
      line("ORG", "PORT", 12, 90),
      line("DEP", "PC", 5, 210),
      line("DEP", "NEW", 1, 9_000),
      line("DEP", "FEE", 1, 100),
    ],
  });
  expect(diff.changes.map((one) => [one.customer, one.item, one.kind, one.differenceOre])).toEqual([
    ["DEP", "NEW", "new", 900_000],
    ["ORG", "PORT", "volume", 18_000],
    ["DEP", "PC", "price", 5_000],
    ["ORG", "OLD", "gone", -5_000],
  ]);
  expect(diff.unchanged).toBe(1);
  expect(diff.customers.map((one) => [one.customer, one.differenceOre])).toEqual([
    ["DEP", 905_000],
    ["ORG", 13_000],
  ]);
});

it("passes over the öre by which twelfths differ, and still adds up", () => {
  const fee = (netOre: number) =>
    line("DEP", "FEE", 1, 0, {
      chargeKind: "instalment",
      netOre: ore(netOre),
      priceMicro: micro(netOre * 10_000),
    });
  const diff = monthDiff({ ...months, before: [fee(833)], after: [fee(834)] });
  expect(diff.changes).toEqual([]);
  expect(diff.roundingOre).toBe(1);
  expect(monthDiff({ ...months, before: [fee(833)], after: [fee(900)] }).changes[0]?.kind).toBe("price");
});

it("always adds up, and splits into price and volume", () => {
  const lines = fc.array(
    fc
      .record({
        customer: fc.constantFrom("A", "B"),
        item: fc.constantFrom("X", "Y", "Z"),
        quantity: fc.integer({ min: -5, max: 9 }),
        price: fc.integer({ min: 0, max: 40 }),
        isLate: fc.boolean(),
      })
      .map((one) =>
        line(one.customer, one.item, one.quantity, one.price, one.isLate ? { chargeKind: "correction" } : {}),
      ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = monthDiff({ ...months, before, after });
      const whole = diff.afterOre - diff.beforeOre;
      expect(sumOre(diff.changes.map((one) => one.differenceOre)) + diff.roundingOre).toBe(whole);
      expect(sumOre(diff.customers.map((one) => one.differenceOre))).toBe(whole);
      for (const one of diff.changes) if (one.kind === "volume") expect(priceEffectOre(one)).toBe(0);
    }),
  );
});
