import { describe, expect, test } from "vitest";
import { ore, type Period, required } from "../../kernel/index.ts";
import { accountMap } from "../ledger/index.ts";
import { type PlanLine, planOfName, planProblems, plannedResult, resultByPeriod } from "./index.ts";

const map = required(
  accountMap(
    (
      [
        ["3000", "3999", "revenue"],
        ["5000", "7999", "cost"],
        ["1000", "1999", "asset"],
      ] as const
    ).map(([accountFrom, accountTo, kind]) => ({
      accountFrom,
      accountTo,
      kind,
      element: "x",
      activity: "",
      role: "",
      nameSv: "",
      nameEn: "",
    })),
  ),
);

const line = (account: string, amount: number, period = "2024-01", fileLine = 2): PlanLine => ({
  period: period as Period,
  account,
  costCentre: "",
  project: "",
  service: "",
  customer: "",
  counterparty: "",
  amountOre: ore(amount),
  fileLine,
});

const named = (name: string) => {
  const plan = planOfName(name);
  if (!plan) throw new Error(`${name} is a plan`);
  return plan;
};

describe("the name of a plan", () => {
  test("says scenario, year and how far the actuals go", () => {
    expect(planOfName("budget-2024")).toMatchObject({
      scenario: "budget",
      fiscalYear: 2024,
      asOf: undefined,
    });
    expect(planOfName("forecast-2024-10")).toMatchObject({ scenario: "forecast", asOf: "2024-10" });
    expect(planOfName("volumes-2024")).toMatchObject({ plan: "budget-2024" });
    for (const name of [
      "budget",
      "budget-24",
      "budget-2024-01",
      "forecast-2024",
      "forecast-2024-13",
      "x-2024",
    ])
      expect(planOfName(name), name).toBeUndefined();
  });
});

describe("a plan", () => {
  const budget = named("budget-2024");
  const lines = [line("3111", -1000), line("5010", 700), line("6410", 300), line("1940", 55)];
  const codes = (list: readonly PlanLine[], plan = budget, declared = {}): string[] =>
    planProblems(plan, list, map, declared, "planning/budget-2024.csv").map((problem) => problem.code);

  test("has the result of its revenue and cost accounts only", () => {
    expect(plannedResult(lines, map)).toBe(0);
    expect(resultByPeriod([...lines, line("3111", -5, "2024-02")], map)).toEqual([
      { period: "2024-01", resultOre: 0 },
      { period: "2024-02", resultOre: 5 },
    ]);
  });

  test("of a budget is in balance unless it declares another result", () => {
    expect(codes(lines)).toEqual([]);
    expect(codes([...lines, line("5010", 1)])).toEqual(["planning.does-not-sum"]);
    expect(codes([...lines, line("5010", 1)], budget, { resultOre: ore(-1) })).toEqual([]);
  });

  test("of a forecast is checked only against what it declares", () => {
    const forecast = named("forecast-2024-10");
    expect(codes([line("5010", 1)], forecast)).toEqual([]);
    expect(codes([line("5010", 1)], forecast, { resultOre: ore(0) })).toEqual(["planning.does-not-sum"]);
  });

  test("with an account outside the mapping or a month outside its year is refused by line", () => {
    const found = planProblems(
      budget,
      [line("9999", 1, "2024-01", 7), line("3111", -1, "2025-01", 8)],
      map,
      {},
      "planning/budget-2024.csv",
    );
    expect(found.map((problem) => [problem.code, problem.line])).toEqual([
      ["planning.unmapped-account", 7],
      ["planning.other-year", 8],
    ]);
  });
});
