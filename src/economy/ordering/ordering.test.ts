import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Day,
  firstDayOf,
  lastDayOf,
  lineAmount,
  type Micro,
  micro,
  microOf,
  type Period,
} from "../../kernel/index.ts";
import {
  agreedPrice,
  chainOf,
  dayAfter,
  dayBefore,
  type IndexClause,
  isMissing,
  type Order,
  orderedIn,
  orderedOn,
  orderProblems,
  orderProrations,
  partOfMonth,
  prorated,
  standingOrders,
} from "./index.ts";

const march = "2025-03" as Period;
const order = (orderNo: string, quantity: number, validFrom: string, rest: Partial<Order> = {}): Order => ({
  orderNo,
  customer: "GSF",
  item: "LIC",
  quantityMicro: microOf(quantity),
  validFrom: validFrom as Day,
  validTo: undefined,
  state: "confirmed",
  replaces: "",
  agreement: "",
  orderedBy: "kim",
  orderedOn: undefined,
  confirmedBy: "kim",
  confirmedOn: undefined,
  reference: orderNo,
  synthetic: true,
  comment: "",
  ...rest,
});
const rules = { terms: [], items: new Map() };

describe("a change inside a month", () => {
  test.each([
    ["calendar-day", "2025-03-01", 31],
    ["calendar-day", "2025-03-16", 16],
    ["half-month", "2025-03-15", 31],
    ["half-month", "2025-03-16", 15.5],
    ["whole-month", "2025-03-31", 31],
    ["next-month", "2025-03-02", 0],
    ["next-month", "2025-03-01", 31],
  ] as const)("31 licences, %s, from %s count as %d", (rule, validFrom, counted) => {
    const part = partOfMonth(rule, march, { validFrom: validFrom as Day });
    expect(part === undefined ? 0 : prorated(microOf(31), part)).toBe(microOf(counted));
  });

  const day = fc.integer({ min: 1, max: 31 }).map((n) => `2025-03-${String(n).padStart(2, "0")}` as Day);
  const quantity = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((n) => n as Micro);

  test("split by orders on any days, the parts sum to the month exactly, whatever the rule", () => {
    fc.assert(
      fc.property(
        quantity,
        fc.uniqueArray(day, { maxLength: 6 }),
        fc.constantFrom(...orderProrations),
        (q, days, rule) => {
          const starts = [...new Set([firstDayOf(march), ...days])].toSorted();
          const parts = starts.map((validFrom, at) => {
            const next = starts[at + 1];
            const part = partOfMonth(rule, march, {
              validFrom,
              ...(next === undefined ? {} : { validTo: dayBefore(next) }),
            });
            return part === undefined ? 0 : prorated(q, part);
          });
          expect(parts.reduce<number>((a, b) => a + b, 0)).toBe(q);
        },
      ),
    );
  });

  test("a chain that replaces itself with the same quantity is charged as one order, to the öre", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 30 }),
        fc.integer({ min: 0, max: 2 ** 22 }),
        fc.uniqueArray(day, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...orderProrations),
        (q, price, days, rule) => {
          const starts = [...new Set(["2025-02-01" as Day, ...days])].toSorted();
          const chain = starts.map((validFrom, at) => ({
            ...order(`o${at}`, 0, validFrom, { replaces: at === 0 ? "" : `o${at - 1}` }),
            quantityMicro: micro(q),
          }));
          const terms = [
            { item: "LIC", proration: rule, validFrom: "2020-01-01" as Day, validTo: undefined, comment: "" },
          ];
          const [split] = orderedIn(march, standingOrders(chain), { ...rules, terms });
          expect(split?.quantityMicro).toBe(q);
          const charged = (quantityMicro: Micro) => lineAmount({ priceMicro: micro(price), quantityMicro });
          expect(charged(split?.quantityMicro ?? micro(0))).toBe(charged(micro(q)));
        },
      ),
    );
  });
});

describe("orders among themselves", () => {
  const codes = (orders: readonly Order[]) => orderProblems(orders, "orders.csv").map((one) => one.code);

  test("raise and lower from their day, and what takes over ends what was", () => {
    const orders = [
      order("A", 10, "2025-01-01"),
      order("B", 5, "2025-02-10"),
      order("C", 2, "2025-03-01", { replaces: "B" }),
    ];
    expect(codes(orders)).toEqual([]);
    const standing = standingOrders(orders);
    const on = (day: string) => orderedOn(standing, { customer: "GSF", item: "LIC", day: day as Day }) / 1e6;
    expect([on("2025-01-31"), on("2025-02-10"), on("2025-02-28"), on("2025-03-01")]).toEqual([
      10, 15, 15, 12,
    ]);
    expect(chainOf(orders, "C").map((one) => one.orderNo)).toEqual(["B", "C"]);
    expect(chainOf(orders, "B").map((one) => one.orderNo)).toEqual(["B", "C"]);
  });

  test("more taken away than there is, two heirs, another's order and a wrong day are refused with the order", () => {
    const base = order("A", 10, "2025-01-01");
    expect(codes([base, order("B", -11, "2025-02-01")])).toEqual(["ordering.below-zero"]);
    expect(codes([order("B", -10, "2025-01-15"), { ...base, validTo: "2025-01-20" as Day }])).toEqual([
      "ordering.below-zero",
    ]);
    const heirs = ["B", "C"].map((no) => order(no, 1, "2025-02-01", { replaces: "A" }));
    expect(codes([base, ...heirs])).toEqual(["ordering.overlapping"]);
    expect(codes([base, order("B", 1, "2025-02-01", { replaces: "A", item: "X" })])).toEqual([
      "ordering.replaces-other",
    ]);
    expect(codes([base, order("B", 1, "2025-01-01", { replaces: "A" })])).toEqual([
      "ordering.replaces-outside",
    ]);
    expect(codes([base, order("B", 1, "2025-02-01", { replaces: "Z" })])).toEqual(["ordering.unknown-order"]);
    const same = { ...base, reference: "" };
    expect(codes([same, { ...same, orderNo: "B" }])).toEqual(["ordering.same-twice"]);
  });

  test("what is only requested is not charged", () => {
    const standing = standingOrders([order("A", 10, "2025-01-01", { state: "requested" })]);
    expect(orderedIn(march, standing, rules)).toEqual([]);
  });

  test("never a day below zero is told of as if it were, and always one that is", () => {
    const some = fc.record({
      quantity: fc.integer({ min: -5, max: 5 }).filter((n) => n !== 0),
      from: fc.integer({ min: 1, max: 9 }),
      length: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), (wishes) => {
        const orders = wishes.map(({ quantity, from, length }, at) =>
          order(`o${at}`, quantity, `2025-03-0${from}`, {
            validTo:
              length === undefined ? undefined : (`2025-03-${String(from + length).padStart(2, "0")}` as Day),
          }),
        );
        let least = 0;
        for (let day = firstDayOf(march); day <= lastDayOf(march); day = dayAfter(day)) {
          const has = orders
            .filter((one) => one.validFrom <= day && (one.validTo === undefined || one.validTo >= day))
            .reduce((sum, one) => sum + one.quantityMicro, 0);
          least = Math.min(least, has);
        }
        expect(codes(orders).includes("ordering.below-zero")).toBe(least < 0);
      }),
    );
  });
});

describe("a price that follows an index", () => {
  const clause: IndexClause = {
    clause: "IX-1",
    customer: "GSF",
    item: "LIC",
    agreement: "",
    basePriceMicro: microOf(100),
    series: "KPI",
    basePeriod: "2023-10" as Period,
    shareMicro: microOf(80),
    reviewMonth: 1,
    indexMonth: 10,
    floorMicro: microOf(100),
    capMicro: microOf(105),
    validFrom: "2024-01-01" as Day,
    validTo: undefined,
    synthetic: true,
    comment: "",
  };
  const values = (now: number) => [
    { series: "KPI", period: "2023-10" as Period, valueMicro: microOf(400), source: "" },
    { series: "KPI", period: "2024-10" as Period, valueMicro: microOf(now), source: "" },
  ];
  test.each([
    ["up two per cent, of which four fifths follow", 408, 101.6],
    ["down is held by the floor", 380, 100],
    ["far up is held by the cap", 480, 105],
    ["half an öre is rounded up", 400.025, 100.01],
  ])("%s", (_, index, price) => {
    const found = agreedPrice(clause, march, values(index));
    expect(!isMissing(found) && found.priceMicro).toBe(microOf(price));
  });
  test("before the first review the base price holds; a value that is not there is named", () => {
    expect(agreedPrice(clause, "2024-12" as Period, [])).toMatchObject({ priceMicro: microOf(100) });
    expect(agreedPrice(clause, march, [])).toEqual({ clause: "IX-1", series: "KPI", period: "2023-10" });
    expect(agreedPrice(clause, march, values(408).slice(0, 1))).toMatchObject({ period: "2024-10" });
  });
});
