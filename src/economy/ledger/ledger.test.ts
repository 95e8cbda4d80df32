import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, ore, required } from "../../kernel/index.ts";
import {
  accountMap,
  type AccountMapping,
  assertFooting,
  booksTheSame,
  diffVouchers,
  type Explanation,
  markOf,
  pagedId,
  pageOf,
  rollUpBalances,
  type Voucher,
  type VoucherLine,
  voucherProblems,
} from "./index.ts";

const line = (account: string, amount: number, more: Partial<VoucherLine> = {}): VoucherLine => ({
  account,
  costCentre: "",
  project: "",
  service: "",
  customer: "",
  counterparty: "",
  amountOre: ore(amount),
  text: "",
  ...more,
});

const voucher = (number: string, lines: VoucherLine[], more: Partial<Voucher> = {}): Voucher => ({
  fiscalYear: 2024,
  series: "A",
  number,
  day: "2024-03-15" as Day,
  text: "Hyra",
  reference: "",
  lines,
  ...more,
});

describe("vouchers", () => {
  test("one that does not balance or lies outside its year is told", () => {
    const wrong = voucher("1", [line("5010", 100), line("1940", -99)], { day: "2023-12-31" as Day });
    expect(voucherProblems(wrong).map((problem) => problem.code)).toEqual([
      "ledger.unbalanced-voucher",
      "ledger.day-outside-year",
    ]);
    expect(voucherProblems(voucher("1", [line("5010", 100), line("1940", -100)]))).toEqual([]);
  });

  test("book the same whatever the order, splitting and wording of their rows", () => {
    const one = voucher("1", [line("5010", 100), line("5010", 50), line("1940", -150)]);
    const other = voucher("1", [line("1940", -150, { text: "Bank" }), line("5010", 150)], { text: "Annan" });
    expect(booksTheSame(one, other)).toBe(true);
    expect(booksTheSame(one, { ...other, day: "2024-04-01" as Day })).toBe(false);
    expect(booksTheSame(one, voucher("1", [line("5010", 150, { service: "PC" }), line("1940", -150)]))).toBe(
      false,
    );
  });
});

describe("month balances", () => {
  const codes = fc.constantFrom("", "A", "B", "1001");
  const rows = fc.array(
    fc.record({
      period: fc.constantFrom("2024-01", "2024-02"),
      account: fc.constantFrom("3111", "5010", "1940"),
      costCentre: codes,
      project: codes,
      service: codes,
      customer: codes,
      counterparty: codes,
      amount: fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
    }),
    { maxLength: 3_000 },
  );

  test("are the lines added up, cell by cell, in order", () => {
    fc.assert(
      fc.property(rows, (lines) => {
        const balances = rollUpBalances();
        const expected = new Map<string, { amount: number; count: number; vouchers: string[] }>();
        for (const [at, row] of lines.entries()) {
          const key = [row.account, row.costCentre, row.project, row.service, row.customer, row.counterparty];
          const voucherId = 7 + Math.floor(at / 3);
          balances.add(
            row.period,
            ...(key as [string, string, string, string, string, string]),
            row.amount,
            voucherId,
          );
          const cell = [row.period, ...key].join("|");
          const before = expected.get(cell) ?? { amount: 0, count: 0, vouchers: [] };
          const vouchers = [...new Set([...before.vouchers, String(voucherId)])];
          expected.set(cell, { amount: before.amount + row.amount, count: before.count + 1, vouchers });
        }
        const cells = balances.cells(2024);
        expect(cells.length).toBe(expected.size);
        const keys = cells.map((cell) =>
          [
            cell.period,
            cell.account,
            cell.costCentre,
            cell.project,
            cell.service,
            cell.customer,
            cell.counterparty,
          ].join("|"),
        );
        cells.forEach((cell, index) => {
          const want = expected.get(keys[index] as string);
          expect(cell.amountOre).toBe(want?.amount);
          expect(cell.lineCount).toBe(want?.count);
          expect(cell.vouchers).toBe(want?.vouchers.join(" "));
        });
        const first = cells.map((cell) => cell.period + cell.account);
        expect(first).toEqual([...first].sort());
      }),
      { numRuns: 30 },
    );
  });
});

describe("account mapping", () => {
  const mapping = (accountFrom: string, accountTo: string): AccountMapping => ({
    accountFrom,
    accountTo,
    kind: "cost",
    element: "staff",
    activity: "",
    role: "",
    nameSv: "",
    nameEn: "",
  });

  test("covers an interval with its ends and its sub-accounts", () => {
    const map = required(accountMap([mapping("5000", "5999"), mapping("4010", "4010")]));
    expect(map.unmapped(["4999", "5000", "5999", "6000", "401055", "4010", "4011", "59990"])).toEqual([
      "4011",
      "4999",
      "6000",
    ]);
  });

  test("refuses overlaps, also of an interval within another, and intervals written backwards", () => {
    const codes = (list: AccountMapping[]): string[] => {
      const result = accountMap(list, "accounts.csv");
      return result.ok ? [] : result.problems.map((problem) => problem.code);
    };
    expect(codes([mapping("5000", "5999"), mapping("5999", "6000")])).toEqual(["ledger.mapping-overlap"]);
    expect(codes([mapping("5000", "5999"), mapping("5100", "5199"), mapping("5500", "5500")])).toEqual([
      "ledger.mapping-overlap",
      "ledger.mapping-overlap",
    ]);
    expect(codes([mapping("5000", "4000")])).toEqual(["ledger.mapping-reversed"]);
    expect(codes([mapping("5000", "5999"), mapping("6000", "6999")])).toEqual([]);
  });
});

describe("two versions of a year", () => {
  test("differ by what is added, changed and removed, with amounts", () => {
    const a = voucher("9", [line("5010", 100), line("1940", -100)]);
    const b = voucher("10", [line("5010", 200), line("1940", -200)]);
    const c = voucher("11", [line("5010", 300), line("1940", -300)]);
    const changed = voucher("10", [line("5010", 250), line("1940", -250)]);
    const difference = diffVouchers([a, b].map(markOf), [changed, c].map(markOf));
    expect(difference).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 0 });
    expect(
      difference.changes.map((one) => [one.change, one.number, one.turnoverBeforeOre, one.turnoverAfterOre]),
    ).toEqual([
      ["removed", "9", 100, 0],
      ["changed", "10", 200, 250],
      ["added", "11", 0, 300],
    ] satisfies [string, string, number, number][]);
    expect(diffVouchers([a, b].map(markOf), [b, a].map(markOf)).changes).toEqual([]);
  });

  test("a changed amount is never missed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.integer({ min: 1, max: 10 ** 12 }), (x, y) => {
        const one = voucher("1", [line("5010", x), line("1940", -x)]);
        const two = voucher("1", [line("5010", y), line("1940", -y)]);
        expect(diffVouchers([markOf(one)], [markOf(two)]).changed).toBe(x === y ? 0 : 1);
      }),
    );
  });
});

describe("a level of an explanation", () => {
  const part = (n: number): Explanation => ({
    id: `voucher:2024/A/${n}:1`,
    label_sv: "Rad",
    label_en: "Line",
    amountOre: ore(n),
    formula_sv: "Bokfört.",
    formula_en: "Booked.",
    children: [],
  });
  const children = Array.from({ length: 520 }, (_, n) => part(n + 1));
  const whole: Explanation = { ...part((520 * 521) / 2), id: "cost:x", children };

  test("is no longer than somebody reads, and its pages are all of it once", () => {
    const seen: string[] = [];
    let next: { id: string; amountOre: number } | undefined = whole;
    while (next !== undefined) {
      const { whole: of, from } = pagedId(next.id);
      expect(of).toBe("cost:x");
      const page: Explanation | undefined = pageOf(whole, from);
      expect(page?.id).toBe(next.id);
      expect(page?.amountOre).toBe(next.amountOre);
      assertFooting(page as Explanation);
      expect(page?.children.length).toBeLessThanOrEqual(101);
      const more: Explanation | undefined = page?.children.find((one) => one.closed === true);
      seen.push(...(page?.children ?? []).filter((one) => one !== more).map((one) => one.id));
      next = more;
    }
    expect(seen).toEqual(whole.children.map((one) => one.id));
  });

  test("that is short is left as it is, and a page beyond it does not exist", () => {
    const short = { ...whole, children: whole.children.slice(0, 101) };
    expect(pageOf(short, 0)).toBe(short);
    expect(pageOf(short, 200)).toBeUndefined();
    expect(pagedId("invoice:1:2/of/cost:x/more:100").from).toBe(0);
  });
});
