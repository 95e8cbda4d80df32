import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Day, ore, sumOre } from "../../kernel/index.ts";
import { ageBands, ageingOf, type OwedDocument } from "./ageing.ts";
import { ageingSentence } from "./ageing-json.ts";

const owed = (invoice: string, customer: string, dueDay: string, kronor: number): OwedDocument => ({
  invoice,
  customer,
  documentDay: "2024-01-01" as Day,
  dueDay: dueDay as Day,
  totalOre: ore(kronor * 100),
});
const paid = (invoice: string, paidOn: string, kronor: number) => ({
  invoice,
  paidOn: paidOn as Day,
  amountOre: ore(kronor * 100),
});
const balanceDay = "2024-12-31" as Day;

describe("receivables on a day", () => {
  it("are what is not paid by then, by how long it has been due; what is paid in the days after is told beside", () => {
    const found = ageingOf(
      [
        owed("A", "GSF", "2025-01-30", 100),
        owed("B", "GSF", "2024-12-31", 50),
        owed("C", "LIS", "2024-12-30", 40),
        owed("D", "LIS", "2024-12-01", 30),
        owed("E", "LIS", "2024-11-30", 20),
        owed("F", "LIS", "2024-10-01", 10),
        owed("G", "LIS", "2024-12-01", 500),
        { ...owed("H", "LIS", "2025-02-01", 9), documentDay: "2025-01-02" as Day },
      ],
      [
        paid("A", "2025-01-03", 100),
        paid("C", "2024-12-31", 15),
        paid("G", "2024-12-20", 500),
        paid("X", "2025-01-07", 1),
      ],
      balanceDay,
    );
    expect(found.totals.bands).toEqual({
      notDue: 15_000,
      upTo30: 5_500,
      upTo60: 2_000,
      upTo90: 0,
      older: 1_000,
    });
    expect(found.totals).toMatchObject({ unpaidOre: 23_500, paidAfterOre: 10_000 });
    expect(found.customers.map((one) => [one.customer, one.unpaidOre])).toEqual([
      ["GSF", 15_000],
      ["LIS", 8_500],
    ]);
    expect(found.unknown.map((one) => one.invoice)).toEqual(["X"]);
    expect(ageingSentence(found, "sv").replace(/\s/g, " ")).toBe(
      "Fordringarna var 235,00 kr den 2024-12-31, varav 85,00 kr var förfallet. Till och med 2025-01-07 var 100,00 kr (42,6 %) betalt.",
    );
  });

  it("of nothing are nothing, and no payments after the day are not called none paid", () => {
    expect(ageingSentence(ageingOf([], [], balanceDay), "en")).toBe("No receivables on 2024-12-31.");
    const open = ageingOf([owed("A", "GSF", "2025-01-30", 100)], [paid("B", "2024-12-30", 1)], balanceDay);
    expect(ageingSentence(open, "en")).toContain("No payments after that are known.");
    const blind = ageingOf([owed("A", "GSF", "2025-01-30", 100)], [], balanceDay);
    expect(ageingSentence(blind, "en")).toMatch(/^No payments are loaded: all documents count as unpaid/);
  });

  it("sum: bands to customers, customers to the total, whatever was paid", () => {
    const documents = fc.array(
      fc.record({
        customer: fc.constantFrom("A", "B"),
        due: fc.integer({ min: 1, max: 28 }),
        kronor: fc.integer({ min: -500, max: 500 }),
      }),
    );
    const payments = fc.array(
      fc.record({
        of: fc.nat(5),
        kronor: fc.integer({ min: -90, max: 90 }),
        day: fc.integer({ min: 1, max: 28 }),
      }),
    );
    fc.assert(
      fc.property(documents, payments, (some, others) => {
        const found = ageingOf(
          some.map((one, at) =>
            owed(`F${at}`, one.customer, `2024-12-${String(one.due).padStart(2, "0")}`, one.kronor),
          ),
          others.map((one) => paid(`F${one.of}`, `2024-12-${String(one.day).padStart(2, "0")}`, one.kronor)),
          "2024-12-14" as Day,
        );
        for (const one of found.customers)
          expect(sumOre(ageBands.map((band) => one.bands[band]))).toBe(one.unpaidOre);
        expect(sumOre(found.customers.map((one) => one.unpaidOre))).toBe(found.totals.unpaidOre);
      }),
    );
  });
});
