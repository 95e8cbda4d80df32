import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ore, type Ore, type Period } from "../../kernel/index.ts";
import {
  amountOf,
  amountOfNumber,
  blockOf,
  blockText,
  cellRef,
  linesOf,
  type PlanLine,
  proposalOf,
  sheetOf,
  totalsOf,
  type WorkingPlan,
} from "./index.ts";

describe("what is typed or pasted as an amount", () => {
  test.each([
    ["1 234,50", 123_450],
    ["1\u00a0234,50", 123_450],
    ["\u22121\u202f234.5", -123_450],
    ["-1234", -123_400],
    ["  125 000 kr ", 12_500_000],
    ["0", 0],
    ["", 0],
    ["1 234 567,89", 123_456_789],
  ])("%j is %d öre", (text, amount) => expect(amountOf(text)).toBe(amount));

  test.each([
    ["tusen", "planning.not-an-amount"],
    ["12,3,4", "planning.not-an-amount"],
    ["1-", "planning.not-an-amount"],
    ["kr", "planning.not-an-amount"],
    ["=1+1", "planning.not-an-amount"],
    ["#REF!", "planning.not-an-amount"],
    ["1,000", "planning.too-many-decimals"],
    ["1.000", "planning.too-many-decimals"],
    ["0,005", "planning.too-many-decimals"],
    ["100000000000,01", "planning.amount-too-large"],
    ["99999999999999999999", "planning.amount-too-large"],
  ])("%j is refused: %s", (text, code) => expect(amountOf(text)).toBe(code));

  test("a number of a spreadsheet is whole öre but for the noise of binary fractions", () => {
    expect(amountOfNumber(0.1 + 0.2)).toBe(30);
    expect(amountOfNumber(-1234.56)).toBe(-123_456);
    expect(amountOfNumber(1e5 / 3)).toBe("planning.too-many-decimals");
    expect(amountOfNumber(0.005)).toBe("planning.too-many-decimals");
    expect(amountOfNumber(1e300)).toBe("planning.amount-too-large");
    expect(amountOfNumber(Number.NaN)).toBe("planning.not-an-amount");
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 13), max: 10 ** 13 }), (amount) => {
        expect(amountOfNumber(amount / 100)).toBe(amount);
      }),
    );
  });
});

describe("a block of the clipboard", () => {
  test("is read as Excel writes it, and back", () => {
    expect(blockOf("1 200,50\t-3\r\n\t\u22127\r\n")).toEqual([
      ["1 200,50", "-3"],
      ["", "\u22127"],
    ]);
    expect(blockOf('"två\nrader"\t"sa ""hej"""')).toEqual([["två\nrader", 'sa "hej"']]);
    expect(blockOf("")).toEqual([]);
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        (rows) => {
          const clean = rows.map((row) => row.map((cell) => cell.replaceAll("\r", "")));
          expect(blockOf(blockText(clean))).toEqual(clean);
        },
      ),
    );
  });
});

const line = (account: string, period: string, amount: number, service = ""): PlanLine => ({
  period: period as Period,
  account,
  costCentre: "1100",
  project: "",
  service,
  customer: "",
  counterparty: "",
  amountOre: ore(amount),
});

const working = (lines: readonly PlanLine[], more: Partial<WorkingPlan> = {}): WorkingPlan => ({
  plan: "budget-2025",
  scenario: "budget",
  fiscalYear: 2025,
  asOf: undefined,
  basedOn: "",
  revision: 3,
  openedBy: "anna",
  openedAt: "2024-09-01T00:00:00.000Z",
  locked: new Map(),
  ...sheetOf(lines, 2025),
  ...more,
});

const kinds = { mappingOf: (account: string) => ({ kind: account < "4" ? "revenue" : "cost" }) as never };

describe("a working version", () => {
  const lines = [
    line("3111", "2025-01", -1000),
    line("5010", "2025-01", 700),
    line("5010", "2025-02", 50, "HR-1"),
  ];

  test("adds up by month and year, revenue and surplus positive", () => {
    const totals = totalsOf(working(lines), kinds);
    expect(totals[0]).toEqual({ revenueOre: 1000, costOre: 700, resultOre: 300 });
    expect(totals.at(-1)).toEqual({ revenueOre: 1000, costOre: 750, resultOre: 250 });
  });

  test("made of any lines and written back loses no öre of any month", () => {
    const anyLine = fc.record({
      account: fc.constantFrom("3111", "5010", "6410"),
      month: fc.integer({ min: 1, max: 12 }),
      amount: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
      service: fc.constantFrom("", "HR-1"),
    });
    const sums = (of: readonly PlanLine[]): Record<string, number> => {
      const byKey: Record<string, number> = {};
      for (const one of of) {
        const key = `${one.account}|${one.service}|${one.period}`;
        byKey[key] = (byKey[key] ?? 0) + one.amountOre;
      }
      return Object.fromEntries(Object.entries(byKey).filter(([, sum]) => sum !== 0));
    };
    fc.assert(
      fc.property(fc.array(anyLine), (many) => {
        const made = many.map((one) =>
          line(one.account, `2025-${String(one.month).padStart(2, "0")}`, one.amount, one.service),
        );
        expect(sums(linesOf(working(made)))).toEqual(sums(made));
      }),
    );
  });
});

describe("what was written, held against what there is", () => {
  const plan = working([line("5010", "2025-01", 700), line("5010", "2025-02", 800)], {
    locked: new Map([["2025-01" as Period, "actual"]]),
  });
  const placeOf = (ref: string) => ({ sv: ref, en: ref });
  const tried = (typed: Record<string, string>, since = {}, overwrite = false) => {
    const map = new Map(Object.entries(since)) as ReadonlyMap<
      string,
      { wasOre: Ore; by: string; at: string }
    >;
    const { changes, faults } = proposalOf(plan, new Map(Object.entries(typed)), {
      since: map,
      placeOf,
      overwrite,
    });
    return { changes, codes: faults.map((fault) => [fault.ref, fault.problem.code]) };
  };
  const [january, february] = [cellRef(1, "2025-01" as Period), cellRef(1, "2025-02" as Period)];

  test("is the cells that differ, and every fault by its cell", () => {
    expect(tried({ [february]: "9,00", [january]: "7,00", "1.2025-03": "" })).toEqual({
      changes: [{ row: 1, period: "2025-02", fromOre: 800, toOre: 900 }],
      codes: [],
    });
    expect(tried({ [january]: "8", [february]: "nio", "2.2025-01": "1", "1.2026-01": "1" }).codes).toEqual([
      [january, "planning.cell-locked"],
      [february, "planning.not-an-amount"],
      ["2.2025-01", "planning.no-such-cell"],
      ["1.2026-01", "planning.no-such-cell"],
    ]);
  });

  test("writes over nobody unknowingly, and does not undo others' work by what it left alone", () => {
    const since = { [february]: { wasOre: 500, by: "bo", at: "2024-10-01T10:00:00Z" } };
    expect(tried({ [february]: "5" }, since)).toEqual({ changes: [], codes: [] });
    expect(tried({ [february]: "6" }, since).codes).toEqual([[february, "planning.cell-changed"]]);
    expect(tried({ [february]: "6" }, since, true).changes).toMatchObject([{ fromOre: 800, toOre: 600 }]);
  });
});
