import { describe, expect, it } from "vitest";
import { instalment, ore, type Period, period, periodsOfYear, Refusal } from "../../../kernel/index.ts";
import { openingOf, openTree, vouchersOf } from "../../ledger/actions/index.ts";
import { leavesOf } from "../../ledger/index.ts";
import { example, modelWithException } from "./testing.ts";
import {
  acceptCorrection,
  approve,
  invariants,
  invoiceExplainer,
  issue,
  loadHistory,
  rehearse,
  rehearseCorrection,
} from "./index.ts";

const now = "2024-05-02T08:00:00.000Z";
const carin = { actor: "carin", now };
const ada = { actor: "ada", now };

/** ORG of 300 heads in 1000; without its 50 seasonal heads it is 250 in 950. */
const wrong = ore(36_000_000);
const right = ore(31_578_947);
const month = (annual: typeof wrong, at: Period) =>
  instalment(annual, { index: Number(at.slice(5)), count: 12 });

describe("an exception for years that are issued", () => {
  it("is credited line by line, by the provision for earlier years, once", async () => {
    const city = await example();
    const { provider } = city;
    await city.staff(async (tx) => {
      await modelWithException(tx, provider);
      const rows = periodsOfYear(2023).flatMap((at) =>
        [
          ["DEP", 72_000_000],
          ["ORG", 36_000_000],
          ["SELF", 12_000_000],
        ].map(([customer, annual]) => ({
          invoice: `H-${at}-${customer}`,
          day: `${at}-28` as never,
          customer: String(customer),
          item: "HR-LON-AVG",
          service: "HR-LON",
          activity: "operation" as const,
          period: at,
          amountOre: month(ore(Number(annual)), at),
        })),
      );
      expect(await loadHistory(tx, provider, { year: 2023, rows }, carin)).toEqual({
        documents: 36,
        lines: 36,
      });
      expect(await loadHistory(tx, provider, { year: 2023, rows }, carin)).toEqual({
        documents: 0,
        lines: 0,
      });
    });
    await city.staff((tx) => rehearse(tx, provider, { period: period("2024-01") }, carin));
    await city.staff((tx) => approve(tx, provider, { period: period("2024-01") }, ada));
    await city.staff((tx) => issue(tx, provider, { period: period("2024-01") }, carin));

    const proposal = await city.staff((tx) => rehearseCorrection(tx, provider, { customer: "ORG" }, carin));
    expect(proposal.byYear).toEqual([
      { year: 2023, netOre: right - wrong, postedTo: "provision" },
      {
        year: 2024,
        netOre: month(right, period("2024-01")) - month(wrong, period("2024-01")),
        postedTo: "revenue",
      },
    ]);
    expect(proposal.lines.every((line) => line.customer === "ORG" && line.corrects !== undefined)).toBe(true);

    const accept = (actor: typeof ada, decision: string) =>
      city.staff((tx) => acceptCorrection(tx, provider, { customer: "ORG", decision }, actor));
    await expect(accept(carin, "UND-2024")).rejects.toThrow("invoicing.same-person");
    await expect(accept(ada, "NÅGOT")).rejects.toThrow(Refusal);
    const issued = await accept(ada, "UND-2024");
    const note = issued.documents[0];
    expect([issued.documents.length, note?.kind, note?.netOre]).toEqual([
      1,
      "credit-note",
      proposal.totalOre,
    ]);

    const [voucher] = await city.staff((tx) =>
      vouchersOf(tx, provider, [{ fiscalYear: 2024, series: "UF", number: "4" }]),
    );
    const on = (account: string) =>
      voucher?.lines
        .filter((line) => line.account === account)
        .reduce((sum, line) => sum + line.amountOre, 0);
    expect(on("2290")).toBe(wrong - right);
    expect(on("3111")).toBe(month(wrong, period("2024-01")) - month(right, period("2024-01")));
    expect(on("2611")).toBe(-(note?.vatOre ?? 0));
    expect(on("1510")).toBe(note?.totalOre);

    const again = await city.staff((tx) => rehearseCorrection(tx, provider, { customer: "ORG" }, carin));
    expect(again.lines).toEqual([]);
    expect((await accept(ada, "UND-2024")).documents).toEqual([]);

    const tree = await city.staff(async (tx) =>
      openTree(await openingOf(tx, provider, [invoiceExplainer]), "invoice:UF-4"),
    );
    expect(tree?.children.reduce((sum, child) => sum + child.amountOre, 0)).toBe(tree?.amountOre);
    // Every leaf ends in a line of the books, or in the history of what a system before this one issued.
    expect(tree).toBeDefined();
    const places = (tree === undefined ? [] : leavesOf(tree)).map((leaf) =>
      leaf.voucher === undefined ? leaf.file : [leaf.voucher, leaf.line !== undefined].join(),
    );
    expect(new Set(places)).toEqual(
      new Set(["2024/UF/4,true", "2024/UF/2,true", "history/invoices-2023.csv"]),
    );
    for (const invariant of invariants) {
      expect(await city.staff((tx) => invariant.check(tx, provider)), invariant.code).toEqual([]);
    }
    await city.close();
  });
});

describe("a correction that waits", () => {
  it("is told from one of a customer whose code begins the same, and is booked in the month it was proposed for", async () => {
    const city = await example();
    const { provider } = city;
    await city.staff((tx) => modelWithException(tx, provider));
    for (const month of ["2024-01", "2024-02"].map(period)) {
      await city.staff((tx) => rehearse(tx, provider, { period: month }, carin));
      await city.staff((tx) => approve(tx, provider, { period: month }, ada));
      await city.staff((tx) => issue(tx, provider, { period: month }, carin));
    }
    const propose = (bookingPeriod: Period) =>
      city.staff((tx) => rehearseCorrection(tx, provider, { customer: "ORG", bookingPeriod }, carin));
    const accept = (bookingPeriod?: Period) =>
      city.staff((tx) =>
        acceptCorrection(
          tx,
          provider,
          {
            customer: "ORG",
            decision: "UND-2024",
            ...(bookingPeriod === undefined ? {} : { bookingPeriod }),
          },
          ada,
        ),
      );
    await propose(period("2024-02"));
    // Another customer, ORG-B, has one that waits for another month.
    await city.staff((tx) =>
      tx.execute(`insert into invoicing.run
                  select (jsonb_populate_record(r, '{"run": "correction-org-b-2024-2024", "period": "2024-01"}')).*
                  from invoicing.run r where run like 'correction-org-%'`),
    );
    await expect(accept(period("2024-01"))).rejects.toThrow("invoicing.other-month");
    const issued = await accept();
    expect([issued.run, issued.documents.map((document) => document.bookingPeriod)]).toEqual([
      "correction-org-2024-2024",
      ["2024-02"],
    ]);
    const nothing = await propose(period("2024-02"));
    expect([nothing.run, nothing.lines]).toEqual([undefined, []]);
    expect((await accept()).run).toBeUndefined();
    await city.close();
  });
});
