import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ore, type Period, period, required } from "../../kernel/index.ts";
import { accountMap } from "../ledger/index.ts";
import {
  classifyCells,
  evaluate,
  type Figure,
  layoutsOf,
  percentText,
  printFigure,
  type RawCell,
  type ServiceCostCell,
  type Statement,
  type StatementInput,
} from "./index.ts";

const accounts = required(
  accountMap(
    (
      [
        ["1500", "1599", "asset", "receivables", "", ""],
        ["1600", "1699", "asset", "other-receivables", "", ""],
        ["2000", "2099", "equity", "equity", "", ""],
        ["2400", "2499", "liability", "payables", "", ""],
        ["3100", "3149", "revenue", "services", "operation", ""],
        ["3150", "3159", "revenue", "services", "operation", "settlement"],
        ["3160", "3160", "revenue", "services", "operation", "internal-financing"],
        ["3161", "3161", "revenue", "services", "change", "internal-financing"],
        ["3200", "3299", "revenue", "services", "change", ""],
        ["3500", "3599", "revenue", "municipal-grant", "", ""],
        ["4000", "4999", "cost", "it", "", ""],
        ["5000", "5999", "cost", "staff", "", ""],
      ] as const
    ).map(([accountFrom, accountTo, kind, element, activity, role]) => ({
      accountFrom,
      accountTo,
      kind,
      element,
      activity,
      role,
      nameSv: element,
      nameEn: element,
    })),
  ),
);

const registers = {
  accounts,
  departmentOf: (costCentre: string) =>
    costCentre === "100"
      ? { department: "shared", common: false }
      : costCentre === "190"
        ? { department: "steering", common: true }
        : undefined,
  projectOf: (project: string) =>
    project === "P1" ? { activity: "change" as const, service: "HR-1" } : undefined,
  serviceOf: (service: string, period: Period) =>
    service === "HR-1"
      ? { class: "core", classThen: "core", area: "hr" }
      : service === "X-1"
        ? { class: "service-card", classThen: period < "2024" ? "core" : "service-card", area: "other" }
        : undefined,
  ownCounterparties: new Set(["199"]),
};

const context = {
  classes: [
    { class: "core", name_sv: "Bastjänster", name_en: "Core services", counted: true, settled: true },
    { class: "service-card", name_sv: "E-tjänstekort", name_en: "Card", counted: false, settled: false },
  ],
  areas: [{ area: "hr", name_sv: "HR", name_en: "HR", classes: ["core"] }],
  departments: [
    { department: "shared", name_sv: "Gemensamma tjänster", name_en: "Shared services", common: false },
    { department: "steering", name_sv: "Styrning och stöd", name_en: "Steering", common: true },
  ],
};

const layouts = new Map(layoutsOf(context).map((layout) => [layout.id, layout]));

function booked(account: string, kronor: number, more: Partial<RawCell> = {}): RawCell {
  return {
    scenario: "actual",
    fiscalYear: 2024,
    flow: "movement",
    period: period(`${more.fiscalYear ?? 2024}-06`),
    account,
    costCentre: "100",
    project: "",
    service: "",
    customer: "",
    counterparty: "",
    amountOre: ore(Math.round(kronor * 100)),
    ...more,
  };
}

/** A year of a small provider that balances. */
const year: RawCell[] = [
  booked("1510", 500, { flow: "opening" }),
  booked("2010", -500, { flow: "opening" }),
  booked("3100", -1000, { service: "HR-1", customer: "GSF" }),
  booked("3100", -200, { service: "HR-1", counterparty: "199" }),
  booked("4010", 200, { counterparty: "199" }),
  booked("3150", 30, { service: "HR-1", customer: "GSF" }),
  booked("3100", -60, { service: "X-1" }),
  booked("3100", -7, { costCentre: "190" }),
  booked("3200", -90, { service: "HR-1", project: "P1" }),
  booked("3160", 10, { service: "HR-1" }),
  booked("3161", -10, { service: "HR-1" }),
  booked("3500", -35),
  booked("5010", 700, { service: "HR-1" }),
  booked("5010", 50, { costCentre: "190" }),
  booked("5010", 100, { project: "P1" }),
  booked("2010", 100),
  booked("1610", -100),
  booked("1510", 312),
];

function inputOf(cells: readonly RawCell[], serviceCosts: readonly ServiceCostCell[] = []): StatementInput {
  return { year: 2024, cells: required(classifyCells(cells, registers)), serviceCosts, measures: new Map() };
}

function kronor(
  statement: Statement,
  column: keyof Statement["rows"][number]["values"] = "actual",
): Record<string, number> {
  const amount = (figure: Figure | undefined): number =>
    figure?.unit === "ore" ? figure.amountOre / 100 : Number.NaN;
  return Object.fromEntries(
    statement.rows
      .filter((row) => row.layout.rule !== "heading")
      .map((row) => [row.layout.id, amount(row.values[column])]),
  );
}

function computed(id: string, input: StatementInput, basis?: "whole" | "external"): Statement {
  const layout = layouts.get(id);
  if (layout === undefined) throw new Error(id);
  return evaluate(layout, input, basis);
}

describe("statements", () => {
  const input = inputOf(year);

  test("income shows revenue by class and activity, and what is left as additional", () => {
    expect(kronor(computed("income", input))).toMatchObject({
      "core-operation": 1160,
      "core-change": 100,
      operation: 1160,
      "service-card": 60,
      additional: 7,
      "municipal-grant": 35,
      revenue: 1362,
      staff: -850,
      it: -200,
      costs: -1050,
      result: 312,
    });
  });

  test("service costs are of the settled classes only, under a neutral title where the classes are the provider's own", () => {
    const own = {
      ...context,
      classes: [
        { class: "bas", name_sv: "Bas", name_en: "Base", counted: true, settled: true },
        { class: "val", name_sv: "Val", name_en: "Choice", counted: true, settled: false },
      ],
      areas: [{ area: "hr", name_sv: "HR", name_en: "HR", classes: ["bas", "val"] }],
    };
    const layout = layoutsOf(own).find((one) => one.id === "core-services");
    if (layout === undefined) throw new Error("core-services");
    const cost = (className: string, amount: number): ServiceCostCell => ({
      scenario: "actual",
      fiscalYear: 2024,
      service: className,
      activity: "operation",
      class: className,
      area: "hr",
      element: "staff",
      directOre: ore(amount),
      allocatedOre: ore(0),
    });
    const found = evaluate(layout, inputOf([], [cost("bas", 10_000), cost("val", 5_000)]));
    expect(found.title_sv).toBe("Återreglerade tjänster");
    expect(kronor(found)).toEqual({ hr: 100, total: 100 });
    expect(computed("core-services", input).title_sv).toBe("Bastjänster");
  });

  test("the external basis leaves out internal items on both sides", () => {
    expect(kronor(computed("income", input, "external"))).toMatchObject({
      revenue: 1162,
      costs: -850,
      result: 312,
    });
    expect(kronor(computed("summary", input))).toMatchObject({
      revenue: 1127,
      cost: -850,
      grant: 35,
      result: 312,
      equity: 712,
    });
    expect(kronor(computed("elimination", input))).toMatchObject({
      "revenue-internal": 200,
      "cost-internal": -200,
      "result-internal": 0,
      "result-external": 312,
    });
  });

  test("departments own neither settlement nor internal financing, and still sum to the result", () => {
    expect(kronor(computed("departments", input))).toEqual({
      shared: 395,
      steering: 0,
      "steering-common": -43,
      unassigned: 0,
      change: -10,
      "internal-financing": 0,
      "before-settlement": 342,
      settlement: -30,
      result: 312,
    });
  });

  test("the balance sheet balances and computes its subtotals", () => {
    const rows = kronor(computed("balance", input));
    expect(rows).toMatchObject({ receivables: 812, "other-receivables": -100, assets: 712, equity: 712 });
    expect(rows["equity-and-liabilities"]).toBe(rows["assets"]);
  });

  test("equity rolls forward with the transfer as a row", () => {
    expect(kronor(computed("equity", input))).toEqual({
      "closing-previous": 500,
      transfer: -100,
      "transfer-booked": -100,
      opening: 400,
      result: 312,
      closing: 712,
    });
  });

  test("the bridge closes, with the common costs as rows", () => {
    const cost = (part: Partial<ServiceCostCell>): ServiceCostCell => ({
      scenario: "actual",
      fiscalYear: 2024,
      service: "HR-1",
      class: "core",
      classThen: "core",
      area: "hr",
      activity: "operation",
      element: "staff",
      directOre: ore(0),
      allocatedOre: ore(0),
      ...part,
    });
    const costs = [
      cost({ directOre: ore(70_000), allocatedOre: ore(25_000) }),
      cost({ activity: "change", directOre: ore(10_000) }),
    ];
    expect(kronor(computed("bridge", inputOf(year, costs)))).toMatchObject({
      organisation: -1050,
      "organisation-common": -50,
      direct: -700,
      distributed: -250,
      change: -100,
      services: -1050,
      difference: 0,
    });
    const services = computed("core-services", inputOf(year, costs));
    expect(kronor(services)).toEqual({ hr: 950, total: 950 });
    expect(kronor(services, "variance")).toEqual({ hr: -950, total: -950 });
  });

  test("variance is actual - budget, and a row without a line is a dash", () => {
    const budget = year.map((cell) => ({
      ...cell,
      scenario: "budget" as const,
      amountOre: ore(cell.amountOre * 2),
    }));
    const statement = computed(
      "income",
      inputOf([...year.filter((cell) => cell.service !== "X-1"), ...budget]),
    );
    expect(kronor(statement, "variance")).toMatchObject({ staff: 850, "core-operation": -1160 });
    const card = statement.rows.find((row) => row.layout.id === "service-card");
    expect(printFigure(card?.values.previous, { unit: "mnkr", language: "sv", dashEmpty: true }).text).toBe(
      "–",
    );
  });

  test("growth is computed from both years, and has no rate against nothing", () => {
    const previous = [booked("5010", 800, { fiscalYear: 2023 }), booked("3100", -1000, { fiscalYear: 2023 })];
    const statement = computed("growth", inputOf([...year, ...previous]));
    const rate = (row: string): string => {
      const figure = statement.rows.find(({ layout }) => layout.id === row)?.values.actual;
      return figure?.unit === "percent" ? percentText(figure) : "";
    };
    expect([rate("revenue"), rate("staff"), rate("it")]).toEqual(["16.2", "6.3", ""]);
  });

  test("a restated comparative keeps its original figure beside", () => {
    const previous = [booked("3100", -50, { fiscalYear: 2023, service: "X-1" })];
    const rows = computed("income", inputOf([...year, ...previous])).rows;
    const row = (id: string) => rows.find(({ layout }) => layout.id === id);
    expect(row("service-card")).toMatchObject({
      values: { previous: { amountOre: 5000 } },
      original: { previous: { amountOre: 0 } },
    });
    expect(row("core-operation")).toMatchObject({
      values: { previous: { amountOre: 0 } },
      original: { previous: { amountOre: 5000 } },
    });
    expect(row("result")?.original).toBeUndefined();
  });

  test("an account outside the mapping refuses the whole statement and names it", () => {
    const refusal = classifyCells([...year, booked("9999", 1), booked("8888", 1)], registers);
    expect(refusal).toMatchObject({ ok: false, problems: [{ code: "statements.unmapped-account" }] });
    expect(refusal.ok ? "" : refusal.problems[0]?.message_en).toContain("8888, 9999");
  });

  test("however costs are booked, every view gives the same result", () => {
    const row = fc.record({
      account: fc.constantFrom("3100", "3150", "3160", "3161", "3200", "3500", "4010", "5010"),
      costCentre: fc.constantFrom("100", "190", "999", ""),
      project: fc.constantFrom("", "P1", "P9"),
      service: fc.constantFrom("", "HR-1", "X-1", "unknown"),
      counterparty: fc.constantFrom("", "199"),
      kronor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const cells = rows.map(({ account, kronor: amount, ...more }) => booked(account, amount, more));
        const given = inputOf(cells);
        const result = -cells.reduce((sum, cell) => sum + cell.amountOre, 0) / 100 + 0;
        for (const [id, found] of [
          ["income", kronor(computed("income", given))["result"]],
          ["departments", kronor(computed("departments", given))["result"]],
          ["balance", kronor(computed("balance", given))["result"]],
          ["elimination", kronor(computed("elimination", given))["result-whole"]],
        ] as const) {
          expect([id, found]).toEqual([id, result]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

test("print rounds half away from zero and says what it left out", () => {
  const figure = { unit: "ore", amountOre: ore(-227_015_000_000), empty: false } as const;
  expect(printFigure(figure, { unit: "mnkr", language: "sv" })).toEqual({
    text: "\u22122\u00a0270,2",
    roundingOre: 5_000_000,
  });
});
