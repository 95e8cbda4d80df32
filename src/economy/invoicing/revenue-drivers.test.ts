import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ore } from "../../kernel/index.ts";
import {
  invoicedLevels,
  type PriceLevels,
  type RevenueCell,
  revenueDriverNames,
  revenueDrivers,
} from "./index.ts";

const sale = (service: string, customer: string, kronor: number, month = 1): RevenueCell => ({
  service,
  customer,
  activity: "operation",
  month,
  kind: "sale",
  amountOre: ore(kronor * 100),
});
const priced =
  (levels: Record<string, number>): PriceLevels =>
  (service) =>
    levels[service] === undefined ? undefined : { item: service, level: levels[service] };

const moved = (result: ReturnType<typeof revenueDrivers>): Record<string, number> =>
  Object.fromEntries(
    result.drivers.filter((row) => row.amountOre !== 0).map((row) => [row.driver, row.amountOre / 100]),
  );

describe("revenue drivers", () => {
  test("tell price from volume: 100 units at 10 kronor became 120 at 11", () => {
    const result = revenueDrivers(
      { cells: [sale("PC", "A", 1000)], priceOf: priced({ PC: 10 }) },
      { cells: [sale("PC", "A", 1320)], priceOf: priced({ PC: 11 }) },
    );
    expect(moved(result)).toEqual({ volume: 200, price: 120 });
    expect(result.differenceOre).toBe(32_000);
  });

  test("tell who is new to a service and who left, and services that came and went", () => {
    const result = revenueDrivers(
      { cells: [sale("PC", "A", 500), sale("PC", "B", 300), sale("OLD", "A", 70)], priceOf: () => undefined },
      { cells: [sale("PC", "A", 500), sale("PC", "C", 200), sale("NEW", "A", 40)], priceOf: () => undefined },
    );
    expect(moved(result)).toEqual({
      "new-customer": 200,
      "lost-customer": -300,
      "new-service": 40,
      "ended-service": -70,
    });
  });

  test("do not invent a split where a price is missing, or where the item is another", () => {
    const base = { cells: [sale("PC", "A", 500)], priceOf: priced({ PC: 10 }) };
    const cells = [sale("PC", "A", 700)];
    expect(moved(revenueDrivers(base, { cells, priceOf: () => undefined }))).toEqual({ unsplit: 200 });
    const other: PriceLevels = () => ({ item: "PC-2", level: 10 });
    expect(moved(revenueDrivers(base, { cells, priceOf: other }))).toEqual({ unsplit: 200 });
  });

  test("tell price from volume by the units that a service is shared by, where no item is in both lists", () => {
    const unit =
      (level: number): PriceLevels =>
      () => ({ item: "key:headcount", level });
    const none: PriceLevels = () => undefined;
    const base = { cells: [sale("PAY", "A", 1000)], priceOf: none, unitRevenueOf: unit(10) };
    const actual = { cells: [sale("PAY", "A", 1320)], priceOf: none, unitRevenueOf: unit(11) };
    expect(moved(revenueDrivers(base, actual))).toEqual({ volume: 200, price: 120 });
    // The lists win where they can: a unit is an average, a list price is not.
    const listed = priced({ PAY: 10 });
    expect(moved(revenueDrivers({ ...base, priceOf: listed }, { ...actual, priceOf: listed }))).toEqual({
      volume: 320,
    });
    const other: PriceLevels = () => ({ item: "key:accounts", level: 11 });
    expect(moved(revenueDrivers(base, { ...actual, unitRevenueOf: other }))).toEqual({ unsplit: 320 });
  });

  test("tell price from volume of what is metered and sold, by the invoices of both years", () => {
    const item = (code: string, quantity: number, kronor: number) => ({
      service: "PC",
      activity: "operation" as const,
      item: code,
      unit: "st",
      quantityMicro: quantity * 1e6,
      netOre: kronor * 100,
    });
    const none: PriceLevels = () => undefined;
    const told = (before: readonly ReturnType<typeof item>[], now: readonly ReturnType<typeof item>[]) => {
      const { was, is } = invoicedLevels(before, now);
      return moved(
        revenueDrivers(
          { cells: [sale("PC", "A", 1000)], priceOf: none, invoicedOf: was },
          { cells: [sale("PC", "A", 1320)], priceOf: none, invoicedOf: is },
        ),
      );
    };
    // 100 at 10 became 120 at 11.
    expect(told([item("M", 100, 1000)], [item("M", 120, 1320)])).toEqual({ volume: 200, price: 120 });
    // 60 at 10 and 20 at 20 became 20 at 10 and 56 at 20: no price has moved, dearer ones were bought.
    expect(told([item("M", 60, 600), item("L", 20, 400)], [item("M", 20, 200), item("L", 56, 1120)])).toEqual(
      { volume: 320 },
    );
    // An item of one year only, another unit, or nothing but returns: not guessed at.
    expect(told([item("M", 100, 1000)], [item("M", 60, 660), item("L", 20, 660)])).toEqual({ unsplit: 320 });
    expect(told([{ ...item("M", 100, 1000), unit: "h" }], [item("M", 120, 1320)])).toEqual({ unsplit: 320 });
    expect(told([item("M", -1, -10)], [item("M", 120, 1320)])).toEqual({ unsplit: 320 });
    expect(told([], [item("M", 120, 1320)])).toEqual({ unsplit: 320 });
  });

  test("tell a customer that a consolidation brought from one that came by itself", () => {
    const base = { cells: [sale("PC", "A", 500)], priceOf: () => undefined };
    const actual = {
      cells: [sale("PC", "A", 500), sale("PC", "B", 200), sale("PC", "C", 70)],
      priceOf: () => undefined,
    };
    expect(moved(revenueDrivers(base, actual, new Set(["PC|B"])))).toEqual({
      "consolidated-customer": 200,
      "new-customer": 70,
    });
  });

  test("call nobody new where customers are not known", () => {
    const base = { cells: [sale("PC", "", 500)], priceOf: priced({ PC: 10 }) };
    const actual = { cells: [sale("PC", "", 600)], priceOf: priced({ PC: 10 }) };
    expect(moved(revenueDrivers(base, actual))).toEqual({ volume: 100 });
  });

  const cells = fc.array(
    fc.record({
      customer: fc.constantFrom("", "A", "B", "C"),
      service: fc.constantFrom("", "PC", "LAN", "PAY"),
      activity: fc.constantFrom("operation" as const, "change" as const),
      month: fc.integer({ min: 1, max: 12 }),
      kind: fc.constantFrom("sale" as const, "sale" as const, "settlement" as const),
      amountOre: fc.integer({ min: -1e12, max: 1e12 }).map(ore),
    }),
    { maxLength: 40 },
  );
  const prices = fc
    .dictionary(fc.constantFrom("PC", "LAN", "PAY"), fc.integer({ min: 1, max: 5e10 }))
    .map((levels): PriceLevels => priced(levels));
  const side = fc.record({ cells, priceOf: prices });

  test("add up to the difference, to the öre, whatever the sides are", () => {
    fc.assert(
      fc.property(side, side, (base, actual) => {
        // Prices that rise a billionfold would leave the safe integers; a price list has no such prices.
        fc.pre(
          ["PC", "LAN", "PAY"].every((service) => {
            const was = base.priceOf(service, "operation", 1)?.level ?? 1;
            const is = actual.priceOf(service, "operation", 1)?.level ?? 1;
            return was / is < 200;
          }),
        );
        const result = revenueDrivers(base, actual);
        const sum = (rows: readonly { amountOre: number }[]): number =>
          rows.reduce((total, row) => total + row.amountOre, 0);
        expect(sum(result.drivers)).toBe(result.differenceOre);
        expect(sum(result.services)).toBe(result.differenceOre);
        expect(result.drivers.map((row) => row.driver)).toEqual([...revenueDriverNames]);
      }),
    );
  });

  test("find nothing between a side and itself, and the same price moves no price", () => {
    fc.assert(
      fc.property(side, side, (one, other) => {
        expect(revenueDrivers(one, one).services).toEqual([]);
        const result = revenueDrivers(one, { ...other, priceOf: one.priceOf });
        expect(result.drivers.find((row) => row.driver === "price")?.amountOre).toBe(0);
      }),
    );
  });
});
