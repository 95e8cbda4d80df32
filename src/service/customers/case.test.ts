import fc from "fast-check";
import { expect, test } from "vitest";
import { type Day, lastDayOf, type Period, periodsOfYear } from "../../kernel/index.ts";
import {
  allDeliveries,
  type CaseCategory,
  casesOfYear,
  countedDeliveries,
  deliveries,
  deliveryOf,
  type SingleCase,
  singleCases,
} from "./index.ts";

const day = (text: string): Day => text as Day;
const category = (
  code: string,
  responseTargetMinutes?: number,
  resolveTargetMinutes?: number,
): CaseCategory => ({
  category: code,
  nameSv: code,
  nameEn: code,
  responseTargetMinutes,
  resolveTargetMinutes,
  comment: "",
});
const one = (
  caseNo: string,
  openedOn: string,
  closedOn?: string,
  resolveMinutes?: number,
  responseMinutes?: number,
  of = "INC",
): SingleCase => ({
  caseNo,
  customer: "A",
  service: "",
  category: of,
  openedOn: day(openedOn),
  closedOn: closedOn === undefined ? undefined : day(closedOn),
  responseMinutes,
  resolveMinutes,
  source: "",
  synthetic: true,
});
const categories = [category("INC", 30, 240), category("FRÅGA")];
const cases = [
  one("1", "2024-01-30", "2024-02-01", 240, 30),
  one("2", "2024-02-03", "2024-02-04", 241, 31),
  one("3", "2024-02-05", "2024-02-05", 10),
  one("4", "2024-02-06"),
  one("5", "2024-02-07", "2024-02-09", 9000, 5, "FRÅGA"),
];

test("single cases are counted in the month they closed, against the target of their category; without a target in no share", () => {
  expect(countedDeliveries(cases, categories)).toEqual([
    { customer: "A", period: "2024-02", service: "", cases: 3, withinTarget: 2 },
  ]);
  expect(casesOfYear(cases, categories, 2024)).toEqual([
    {
      category: "FRÅGA",
      opened: 1,
      closed: 1,
      open: 0,
      answered: { numerator: 0, denominator: 0 },
      solved: { numerator: 0, denominator: 0 },
      medianResolveMinutes: 9000,
    },
    {
      category: "INC",
      opened: 4,
      closed: 3,
      open: 1,
      answered: { numerator: 1, denominator: 2 },
      solved: { numerator: 2, denominator: 3 },
      medianResolveMinutes: 240,
    },
  ]);
});

test("what is open at the end of a year is not closed in it, and is open in the next until it is", () => {
  const over = [one("1", "2023-12-20", "2024-01-10", 100)];
  expect(casesOfYear(over, categories, 2023)).toMatchObject([{ opened: 1, closed: 0, open: 1 }]);
  expect(casesOfYear(over, categories, 2024)).toMatchObject([{ opened: 0, closed: 1, open: 0 }]);
  expect(casesOfYear(over, categories, 2025)).toEqual([]);
});

test("a month with single cases is counted, whatever was typed for it; other months keep what was typed", () => {
  const typed = (period: string, number: number) => ({
    customer: "A",
    period: period as Period,
    service: "",
    cases: number,
    withinTarget: 0,
    source: "",
    synthetic: true,
  });
  const all = allDeliveries(
    [typed("2024-01", 7), typed("2024-02", 99)],
    cases,
    countedDeliveries(cases, categories),
  );
  expect(deliveryOf(all, "A")).toEqual([{ year: 2024, numerator: 2, denominator: 10 }]);
  const beside = new Map([[singleCases.name, cases]]);
  expect(
    deliveries
      .check?.(
        [
          { ...typed("2024-01", 7), line: 2 },
          { ...typed("2024-02", 9), line: 3 },
        ],
        "d.csv",
        beside,
      )
      .map(({ code, line }) => [code, line]),
  ).toEqual([["customers.counted-already", 3]]);
});

test("times that do not agree are refused, each with its line", () => {
  const wrong = [
    one("open with a time", "2024-02-01", undefined, 5),
    one("closed without one", "2024-02-01", "2024-02-02"),
    one("closed before it was opened", "2024-02-02", "2024-02-01", 5),
    one("below zero", "2024-02-01", "2024-02-02", -1),
    one("answered after the solution", "2024-02-01", "2024-02-02", 5, 6),
  ];
  expect(
    singleCases
      .check?.(
        [...wrong, ...cases].map((entry, index) => ({ ...entry, line: index + 2 })),
        "c.csv",
        new Map(),
      )
      .map(({ code, line }) => `${code} ${line}`),
  ).toEqual([2, 3, 4, 5, 6].map((line) => `customers.case-times ${line}`));
});

test("counted deliveries of a year add up to the closed cases with a target, whatever the cases are", () => {
  const period = fc.constantFrom(...periodsOfYear(2024));
  const any = fc.record({ period, minutes: fc.integer({ min: 0, max: 500 }), closed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 60 }), (rows) => {
      const made = rows.map((row, index) =>
        row.closed
          ? one(String(index), `${row.period}-01`, lastDayOf(row.period), row.minutes)
          : one(String(index), `${row.period}-01`),
      );
      const closed = rows.filter((row) => row.closed);
      const found = deliveryOf(countedDeliveries(made, categories), "A");
      expect(found).toEqual(
        closed.length === 0
          ? []
          : [
              {
                year: 2024,
                numerator: closed.filter((row) => row.minutes <= 240).length,
                denominator: closed.length,
              },
            ],
      );
    }),
  );
});
