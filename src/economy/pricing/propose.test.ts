import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addOre, type Day, lineAmount, micro, microOf, ore, type Ore, sumOre } from "../../kernel/index.ts";
import { readTable } from "../../formats/csv/index.ts";
import { canonicalContent } from "./canonical.ts";
import { itemPlansOf, priceDifferences } from "./carry-over.ts";
import { feeColumns, feeOf, priceItemColumns, priceItemOf } from "./columns.ts";
import { feeRecords, itemRecords } from "./files.ts";
import { priceInForce, twicePriced } from "./in-force.ts";
import { type PriceListVersion, type RoundingRule, wholeTenOreDown } from "./price-list.ts";
import { type ItemPlan, proposePriceList } from "./propose.ts";
import { unitPrice } from "./rounding.ts";
import { chargesOf, simulate } from "./simulate.ts";
import { readVersionFile } from "./version-file.ts";
import { decided, feesOffTotal, superseded, simulated } from "./states.ts";

const kr = (kronor: number): Ore => ore(Math.round(kronor * 100));
const fee: ItemPlan = {
  item: "A-FEE",
  service: "A",
  activity: "operation",
  nameSv: "Avgift",
  nameEn: "Fee",
  charge: "fee",
  unit: "år",
  key: "headcount",
};
const metered: ItemPlan = { ...fee, item: "B-PC", service: "B", charge: "metered", unit: "st" };
const shares = (weights: Record<string, number>) => (): Map<string, number> =>
  new Map(Object.entries(weights).map(([customer, weight]) => [customer, microOf(weight)]));

function proposed(over: Partial<Parameters<typeof proposePriceList>[0]>) {
  const result = proposePriceList({
    version: "2024",
    year: 2024,
    costedBudget: [],
    plannedVolumes: [],
    items: [],
    sharesOf: shares({}),
    ...over,
  });
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.code).join());
  return result.value;
}

describe("unitPrice", () => {
  test.each([
    // cost kr, volume, step kr, direction, price kr
    [1000, 3000, 0.1, "down", 0.3],
    [1000, 3000, 0.1, "up", 0.4],
    [1000, 3000, 0.01, "nearest", 0.33],
    [1050, 3000, 0.1, "nearest", 0.4],
    [719_100_000, 41_234, 0.1, "down", 17439.4],
    [0, 10, 0.1, "up", 0],
  ] as const)("%d kr over %d, to %d %s, is %d kr", (cost, volume, to, direction, price) => {
    const rule: RoundingRule = { toMicro: micro(Math.round(to * 1e6)), direction };
    expect(unitPrice(kr(cost), microOf(volume), rule)).toBe(Math.round(price * 1e6));
  });

  test("rounded down, a price never takes more than the cost, and less by under a step per unit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 * 10 ** 11 }),
        fc.integer({ min: 1, max: 10 ** 7 }),
        (cost, volume) => {
          const price = unitPrice(ore(cost), microOf(volume), wholeTenOreDown);
          if (price === undefined) throw new Error("too large");
          const listed = lineAmount({ priceMicro: price, quantityMicro: microOf(volume) });
          expect(price % wholeTenOreDown.toMicro).toBe(0);
          expect(listed).toBeLessThanOrEqual(cost);
          expect(cost - listed).toBeLessThan(10 * volume);
        },
      ),
    );
  });
});

describe("proposePriceList", () => {
  test("a fee shares the costed budget by the key, to the öre", () => {
    const { version } = proposed({
      costedBudget: [{ service: "A", activity: "operation", amountOre: kr(1000) }],
      items: [fee],
      sharesOf: shares({ GRU: 2, FOR: 1, STAD: 0 }),
    });
    expect(version.fees.map(({ customer, annualOre }) => [customer, annualOre])).toEqual([
      ["FOR", 33_333],
      ["GRU", 66_667],
    ]);
  });

  test("a metered price is cost / planned volume down to 10 öre, and the difference is shown", () => {
    const { basis, version, roundingDifferenceOre } = proposed({
      costedBudget: [{ service: "B", activity: "operation", amountOre: kr(100_000) }],
      plannedVolumes: [
        { item: "B-PC", quantityMicro: microOf(200) },
        { item: "B-PC", quantityMicro: microOf(99) },
      ],
      items: [metered],
    });
    // 100 000 / 299 = 334.448...
    expect(version.items[0]?.priceMicro).toBe(334_400_000);
    expect(basis[0]?.listedOre).toBe(kr(99_985.6));
    expect(roundingDifferenceOre).toBe(kr(14.4));
  });

  test("a service's cost is split between its items by weight, after the declared parts", () => {
    const { version } = proposed({
      costedBudget: [{ service: "A", activity: "operation", amountOre: kr(1000) }],
      items: [
        { ...fee, partOre: kr(100) },
        { ...fee, item: "A-FEE2", weight: 2 },
        { ...fee, item: "A-FEE3", weight: 1 },
        { ...fee, item: "A-SALE", charge: "direct-sale", listPriceMicro: microOf(950) },
      ],
      sharesOf: shares({ GRU: 1 }),
    });
    expect(version.items.map((item) => [item.item, item.totalOre, item.priceMicro])).toEqual([
      ["A-FEE", kr(100), undefined],
      ["A-FEE2", kr(600), undefined],
      ["A-FEE3", kr(300), undefined],
      ["A-SALE", undefined, 950_000_000],
    ]);
  });

  test("a volume of next to nothing is a slip of the pen, not a price", () => {
    const result = proposePriceList({
      version: "2024",
      year: 2024,
      costedBudget: [{ service: "B", activity: "operation", amountOre: kr(1_400_000_000) }],
      plannedVolumes: [{ item: "B-PC", quantityMicro: micro(1) }],
      items: [metered],
      sharesOf: shares({}),
    });
    expect(result).toMatchObject({ ok: false, problems: [{ code: "pricing.price-too-large" }] });
  });

  test("what cannot be priced is refused, all of it at once", () => {
    const result = proposePriceList({
      version: "2024",
      year: 2024,
      costedBudget: [
        { service: "A", activity: "operation", amountOre: kr(10) },
        { service: "B", activity: "operation", amountOre: kr(10) },
        { service: "C", activity: "change", amountOre: kr(-1) },
        { service: "D", activity: "change", amountOre: kr(5) },
      ],
      plannedVolumes: [],
      items: [fee, metered, metered],
      sharesOf: shares({}),
    });
    expect(result.ok ? [] : result.problems.map((problem) => problem.code).toSorted()).toEqual([
      "pricing.cost-without-item",
      "pricing.item-twice",
      "pricing.negative-cost",
      "pricing.no-planned-volume",
      "pricing.no-planned-volume",
      "pricing.no-shares",
    ]);
  });

  test("costed budget = price list + rounding difference + uncarried, and fees sum to their item, always", () => {
    const cost = fc.record({
      service: fc.constantFrom("A", "B", "C"),
      activity: fc.constantFrom("operation" as const, "change" as const),
      amountOre: fc.integer({ min: 0, max: 10 ** 11 }).map(ore),
    });
    const plan = fc.record({
      service: fc.constantFrom("A", "B", "C"),
      activity: fc.constantFrom("operation" as const, "change" as const),
      charge: fc.constantFrom("fee" as const, "metered" as const, "direct-sale" as const),
      weight: fc.integer({ min: 0, max: 9 }),
    });
    const weights = fc.array(fc.integer({ min: 0, max: 10 ** 10 }), { minLength: 1, maxLength: 52 });
    fc.assert(
      fc.property(
        fc.array(cost, { maxLength: 8 }),
        fc.array(plan, { maxLength: 8 }),
        weights,
        fc.integer({ min: 1, max: 10 ** 6 }),
        (costedBudget, plans, keys, volume) => {
          const items = plans.map((part, i): ItemPlan => ({ ...fee, ...part, item: `I${i}` }));
          const result = proposePriceList({
            version: "v",
            year: 2024,
            costedBudget,
            items,
            plannedVolumes: items.map(({ item }) => ({ item, quantityMicro: microOf(volume) })),
            sharesOf: () => new Map([...keys, 1].map((key, i) => [`K${i}`, key])),
            rounding: { toMicro: micro(1), direction: "down" },
          });
          if (!result.ok) {
            expect(result.problems.map((problem) => problem.code)).toContain("pricing.price-rounds-to-zero");
            return;
          }
          const { version, costedOre, listedOre, roundingDifferenceOre, uncarriedOre } = result.value;
          expect(costedOre).toBe(sumOre(costedBudget.map((row) => row.amountOre)));
          expect(addOre(addOre(listedOre, roundingDifferenceOre), uncarriedOre)).toBe(costedOre);
          expect(feesOffTotal(version)).toEqual([]);
        },
      ),
    );
  });
});

describe("states", () => {
  const decision = {
    board: "Nämnden för Intraservice",
    decidedOn: "2023-11-15" as Day,
    paragraph: "§ 112",
    registryNo: "0345/23",
  };
  const draft: PriceListVersion = {
    ...proposed({
      costedBudget: [{ service: "A", activity: "operation", amountOre: kr(1000) }],
      items: [fee],
      sharesOf: shares({ GRU: 2, FOR: 1 }),
    }).version,
    proposedBy: "karin",
  };

  const codes = (result: ReturnType<typeof decided>): string[] =>
    result.ok ? [] : result.problems.map((problem) => problem.code);

  test("draft, simulated, decided, superseded; and no way back", () => {
    expect(codes(decided(draft, decision, "anna", "h"))).toEqual(["pricing.not-simulated"]);
    const shown = simulated(draft);
    if (!shown.ok) throw new Error();
    expect(codes(decided(shown.value, decision, "karin", "h"))).toEqual(["pricing.same-eyes"]);
    expect(codes(decided(shown.value, { ...decision, paragraph: "" }, "anna", "h"))).toEqual([
      "pricing.decision-incomplete",
    ]);
    const frozen = decided(shown.value, decision, "anna", "h");
    if (!frozen.ok) throw new Error();
    expect(frozen.value.state).toBe("decided");
    expect(codes(simulated(frozen.value))).toEqual(["pricing.frozen"]);
    expect(codes(decided(frozen.value, decision, "anna", "h"))).toEqual(["pricing.frozen"]);
    const old = superseded(frozen.value, {
      ...frozen.value,
      version: "2024b",
      validFrom: "2024-07-01" as Day,
    });
    if (!old.ok) throw new Error();
    expect(old.value).toMatchObject({
      state: "superseded",
      supersededBy: "2024b",
      supersededFrom: "2024-07-01",
    });
    expect(codes(superseded(old.value, frozen.value))).toEqual(["pricing.not-decided"]);
  });

  test("fees that do not sum to their item cannot be decided", () => {
    const shown: PriceListVersion = { ...draft, state: "simulated", fees: draft.fees.slice(1) };
    expect(codes(decided(shown, decision, "anna", "h"))).toEqual(["pricing.fees-off-total"]);
  });

  test("a price has one version on a day; a superseded one keeps the days before", () => {
    const a: PriceListVersion = { ...draft, state: "decided" };
    const b: PriceListVersion = { ...a, version: "2024b", validFrom: "2024-07-01" as Day };
    const june = "2024-06-30" as Day;
    const july = "2024-07-01" as Day;
    expect(priceInForce([draft], "A-FEE", june)).toMatchObject({ ok: true, value: undefined });
    expect(priceInForce([a, b], "A-FEE", june)).toMatchObject({ ok: true, value: { version: "2024" } });
    expect(priceInForce([a, b], "A-FEE", july)).toMatchObject({
      ok: false,
      problems: [{ code: "pricing.two-in-force" }],
    });
    expect(twicePriced([a, b]).map((problem) => problem.code)).toEqual(["pricing.two-in-force"]);
    const old: PriceListVersion = { ...a, state: "superseded", supersededBy: "2024b", supersededFrom: july };
    expect(priceInForce([old, b], "A-FEE", june)).toMatchObject({ ok: true, value: { version: "2024" } });
    expect(priceInForce([old, b], "A-FEE", july)).toMatchObject({ ok: true, value: { version: "2024b" } });
    expect(twicePriced([old, b])).toEqual([]);
  });

  test("the canonical text does not know the order of reading, and knows every öre", () => {
    const turned = { ...draft, fees: draft.fees.toReversed(), items: draft.items.toReversed() };
    expect(canonicalContent(turned)).toBe(canonicalContent(draft));
    expect(canonicalContent({ ...draft, state: "decided", decidedBy: "anna" })).toBe(canonicalContent(draft));
    const other = draft.fees.map((row, i) => (i === 0 ? { ...row, annualOre: ore(row.annualOre + 1) } : row));
    expect(canonicalContent({ ...draft, fees: other })).not.toBe(canonicalContent(draft));
  });
});

describe("version.yaml", () => {
  test("is read with the year as its validity", () => {
    expect(readVersionFile({ version: 2024, fiscal_year: 2024 }, "v.yaml")).toMatchObject({
      ok: true,
      value: { version: "2024", validFrom: "2024-01-01", validTo: "2024-12-31", state: "draft" },
    });
    const decidedList = {
      version: "a",
      fiscal_year: 2024,
      state: "decided",
      decision: "D",
      decided_on: "2023-12-13",
    };
    expect(
      readVersionFile({ ...decidedList, rounding: { to: 0.01, direction: "up" } }, "v.yaml"),
    ).toMatchObject({
      ok: true,
      warnings: [],
      value: { state: "decided", decision: "D", rounding: { toMicro: 10_000, direction: "up" } },
    });
  });

  test.each([
    [null, ["version"]],
    [{ fiscal_year: "x" }, ["version", "fiscal_year"]],
    [{ version: "a", fiscal_year: 2024, valid_from: "2024-13-01" }, ["valid_from"]],
    [{ version: "a", fiscal_year: 2024, valid_to: "2023-01-01" }, ["valid_to"]],
    [{ version: "a", fiscal_year: 2024, state: "decided" }, ["decision"]],
    [{ version: "a", fiscal_year: 2024, rounding: "down" }, ["rounding"]],
  ])("%j is refused for %j", (document, fields) => {
    const read = readVersionFile(document, "v.yaml");
    const named = read.ok ? [] : read.problems.map((found) => /field (\w+)/.exec(found.message_en)?.[1]);
    expect(named).toEqual(fields);
  });
});

describe("the next price list", () => {
  test("has the same items, and splits a service's cost as the last one did", () => {
    const { version } = proposed({
      costedBudget: [{ service: "A", activity: "operation", amountOre: kr(1000) }],
      items: [
        { ...fee, weight: 3 },
        { ...fee, item: "A-FEE2", weight: 1 },
        { ...fee, item: "A-SALE", charge: "direct-sale", listPriceMicro: microOf(950) },
      ],
      sharesOf: shares({ GRU: 2, FOR: 1 }),
    });
    const again = proposed({
      costedBudget: [{ service: "A", activity: "operation", amountOre: kr(1000) }],
      items: itemPlansOf(version),
      sharesOf: shares({ GRU: 2, FOR: 1 }),
    });
    expect(priceDifferences(version, again.version)).toEqual([]);
    const dearer = proposed({
      costedBudget: [{ service: "A", activity: "operation", amountOre: kr(2000) }],
      items: itemPlansOf(version),
      sharesOf: shares({ GRU: 1 }),
    });
    expect(priceDifferences(version, dearer.version).slice(0, 3)).toEqual([
      { item: "A-FEE", what: "total", before: "750.00", after: "1500.00" },
      { item: "A-FEE2", what: "total", before: "250.00", after: "500.00" },
      { item: "A-FEE", customer: "FOR", what: "fee", before: "250.00", after: "" },
    ]);
  });

  test("goes out to its files and comes back", () => {
    const { version } = proposed({
      costedBudget: [{ service: "A", activity: "operation", amountOre: kr(1000) }],
      items: [fee],
      sharesOf: shares({ GRU: 2, FOR: 1 }),
    });
    const csv = (rows: readonly Record<string, string>[]): string =>
      [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
        .map((row) => row.join(";"))
        .join("\n");
    const items = readTable(csv(itemRecords(version)), { file: "items.csv", columns: priceItemColumns });
    const fees = readTable(csv(feeRecords(version)), { file: "fees.csv", columns: feeColumns });
    if (!items.ok || !fees.ok) throw new Error("refused");
    expect(items.value.values.map(priceItemOf)).toEqual(version.items.map((row) => ({ ...row, line: 2 })));
    expect(fees.value.values.map(feeOf)).toEqual(version.fees.map((row, i) => ({ ...row, line: i + 2 })));
  });
});

describe("simulate", () => {
  test("lines sum to customers and customers to totals, whoever is on one side only", () => {
    const { version } = proposed({
      costedBudget: [
        { service: "A", activity: "operation", amountOre: kr(1000) },
        { service: "B", activity: "operation", amountOre: kr(500) },
      ],
      plannedVolumes: [{ item: "B-PC", quantityMicro: microOf(7) }],
      items: [fee, metered],
      sharesOf: shares({ GRU: 2, FOR: 1 }),
    });
    const volumes = [{ item: "B-PC", customer: "NEW", quantityMicro: microOf(7) }];
    const charges = chargesOf(version, volumes);
    expect(sumOre(charges.map((row) => row.amountOre))).toBe(kr(1000 + 7 * 71.4));
    const customer = fc.constantFrom("GRU", "FOR", "NEW", "OLD");
    const row = fc.record({
      customer,
      service: fc.constantFrom("A", "B", "Z"),
      amountOre: fc.integer({ min: -(10 ** 9), max: 10 ** 12 }).map(ore),
    });
    fc.assert(
      fc.property(fc.array(row), (previous) => {
        const result = simulate({ version, volumes }, { booked: previous });
        for (const part of ["nowOre", "previousOre", "differenceOre"] as const) {
          expect(sumOre(result.lines.map((line) => line[part]))).toBe(result.totals[part]);
          expect(sumOre(result.customers.map((line) => line[part]))).toBe(result.totals[part]);
        }
        for (const line of result.lines) expect(sumOre(Object.values(line.effects))).toBe(line.differenceOre);
        expect(result.totals.nowOre - result.totals.previousOre).toBe(result.totals.differenceOre);
        expect(result.totals.previousOre).toBe(sumOre(previous.map((line) => line.amountOre)));
      }),
    );
  });
});
