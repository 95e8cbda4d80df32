import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeSie } from "../../formats/sie4/index.ts";
import { type Day, ore, period, required, sumOre } from "../../kernel/index.ts";
import { asSieImport } from "../invoicing/as-vouchers.ts";
import type { Voucher } from "../ledger/index.ts";
import { agree } from "./agree.ts";
import type { Reconciliation } from "./agreement-json.ts";
import { readBuyerBooks } from "./buyer-books.ts";
import { eliminationOf } from "./elimination.ts";

const march = period("2024-03");
const document = (number: number, kronor: number, month = march) => ({
  invoice: `UF-${number}`,
  voucherSeries: "UF",
  voucherNumber: String(number),
  period: month,
  netOre: ore(kronor * 100),
});
const documents = [
  document(1, 1000),
  document(2, 250.5),
  document(3, -40),
  document(4, 70, period("2024-04")),
];

interface Booked {
  readonly number: number;
  readonly kronor: number;
  readonly day?: string;
  readonly counterparty?: string;
  readonly text?: string;
}
const mirror: readonly Booked[] = [
  { number: 1, kronor: 1000 },
  { number: 2, kronor: 250.5 },
  { number: 3, kronor: -40 },
];

/** The buyer's file as our own mirror export writes it. */
function sie(booked: readonly Booked[]): Uint8Array {
  const vouchers = booked.map(
    ({ number, kronor, day = "2024-03-31", counterparty = "199", text }): Voucher => {
      const row = { costCentre: "", project: "", service: "LON", customer: "", counterparty, text: "Lön" };
      return {
        fiscalYear: 2024,
        series: "UF",
        number: String(number),
        day: day as Day,
        text: text ?? `Internfaktura UF-${number} GSF`,
        reference: "",
        lines: [
          { ...row, account: "6490", amountOre: ore(kronor * 100) },
          { ...row, account: "2440", amountOre: ore(kronor * -100) },
        ],
      };
    },
  );
  const about = {
    companyName: "Grundskola",
    orgNo: "212000-1355",
    dimensions: { service: 20, counterparty: 22 },
    generated: "2024-04-01" as Day,
  };
  return Buffer.concat([...writeSie(asSieImport(vouchers, about))]);
}

function compared(bytes: Uint8Array) {
  const bookings = required(readBuyerBooks(bytes, { file: "gsf.si", counterpartyDimension: undefined }));
  return agree({ period: march, counterparty: "199", documents, bookings });
}

const found = (bytes: Uint8Array) =>
  compared(bytes).differences.map((row) => [row.invoice, row.cause, row.bookedOre - row.invoicedOre]);

describe("a month of both sides", () => {
  it("agrees to zero with the mirror file", () => {
    expect(compared(sie(mirror))).toEqual({
      documents: 3,
      agreed: 3,
      invoicedOre: 121_050,
      bookedOre: 121_050,
      differences: [],
    });
  });

  it("names what is missing, and where amount, month and counterparty are others", () => {
    const [one, two, three] = mirror as [Booked, Booked, Booked];
    expect(found(sie([two, three]))).toEqual([["UF-1", "missing", -100_000]]);
    expect(found(sie([{ ...one, kronor: 1000.01 }, two, three]))).toEqual([["UF-1", "other-amount", 1]]);
    expect(found(sie([{ ...one, day: "2024-04-02" }, two, three]))).toEqual([
      ["UF-1", "other-month", -100_000],
    ]);
    expect(found(sie([{ ...one, counterparty: "301" }, two, three]))).toEqual([
      ["UF-1", "other-counterparty", -100_000],
    ]);
  });

  it("names what is booked twice, too early, and without a document", () => {
    const twice = { ...(mirror[0] as Booked), number: 77 };
    expect(found(sie([...mirror, { ...twice, text: "Faktura UF-1" }]))).toEqual([
      ["UF-1", "booked-twice", 100_000],
    ]);
    expect(found(sie([...mirror, { number: 4, kronor: 70 }]))).toEqual([["UF-4", "other-month", 7000]]);
    expect(found(sie([...mirror, { number: 99, kronor: 5, text: "Okänd" }]))).toEqual([
      ["", "not-invoiced", 500],
    ]);
  });

  it("does not mind in how many vouchers a document is booked, nor an own number with ours in the text", () => {
    const parts = [
      { number: 501, kronor: 400, text: "Del 1 av uf-1" },
      { number: 502, kronor: 600, text: "Del 2, UF-1" },
    ];
    expect(found(sie([...parts, ...mirror.slice(1)]))).toEqual([]);
    // UF-10 is another document than UF-1.
    expect(found(sie([{ number: 900, kronor: 1000, text: "UF-10" }, ...mirror.slice(1)]))).toEqual([
      ["", "not-invoiced", 100_000],
      ["UF-1", "missing", -100_000],
    ]);
  });

  it("reads a CSV with Swedish names, and refuses what is neither", () => {
    const csv = (text: string) => new TextEncoder().encode(text);
    const rows = "UF-1;A 1;2024-03;199;1000,00\nUF-2;A 2;2024-03;199;250,50\nUF-3;A 3;2024-03;199;-40,00\n";
    expect(found(csv(`faktura;verifikation;månad;motpart;belopp\n${rows}`))).toEqual([]);
    for (const bad of ["", "\u0000\u0001", "#FLAGGA 0\n#VER A 1 20240399\n", "faktura;belopp\nx;y\n"])
      expect(readBuyerBooks(csv(bad), { file: "x", counterpartyDimension: 22 }).ok, bad).toBe(false);
  });

  it("takes the months from the vouchers where the file states no fiscal year, and says so", () => {
    const text = `#FLAGGA 0\n#PROGRAM x 1\n#FORMAT PC8\n#GEN 20240401\n#SIETYP 4\n#FNAMN X\n#DIM 22 Motpart\n#KONTO 6911 IT\n#KONTO 2440 Skuld
#VER UF 1 20240331 "Faktura UF-1"\n{\n#TRANS 6911 {22 199} 1000.00\n#TRANS 2440 {} -1000.00\n}\n`;
    const read = readBuyerBooks(new TextEncoder().encode(text), {
      file: "gsf.se",
      counterpartyDimension: undefined,
    });
    expect(read).toMatchObject({
      ok: true,
      value: [{ period: "2024-03", voucher: "UF 1" }],
      warnings: [{ code: "reconciliation.year-from-vouchers" }],
    });
  });

  it("eliminates to zero only when every buyer inside the city has booked what was invoiced", () => {
    const row = (customer: string, bookedOre: number) =>
      ({ customer, period: march, bookedOre: ore(bookedOre) }) as Reconciliation;
    const invoiced = [
      { customer: "GSF", netOre: ore(100), isSelf: false },
      { customer: "GSF", netOre: ore(-40), isSelf: false },
      { customer: "SBF", netOre: ore(70), isSelf: false },
      { customer: "SELF", netOre: ore(5), isSelf: true },
    ];
    expect(eliminationOf(march, invoiced, [row("GSF", 60)])).toMatchObject({
      isZero: false,
      leftOre: 0,
      unknownOre: 70,
      invoicedOre: 135,
    });
    expect(eliminationOf(march, invoiced, [row("GSF", 60), row("SBF", 70)]).isZero).toBe(true);
    // Two faults that cancel are not zero.
    const twice = eliminationOf(march, invoiced, [row("GSF", 61), row("SBF", 69)]);
    expect([twice.leftOre, twice.isZero]).toEqual([0, false]);
  });

  it("has differences that sum to what the sides differ by, whatever was booked", () => {
    const booking = fc.record({
      number: fc.integer({ min: 1, max: 6 }),
      kronor: fc.integer({ min: -2000, max: 2000 }),
      day: fc.constantFrom("2024-02-29", "2024-03-15", "2024-04-30"),
      counterparty: fc.constantFrom("199", "301"),
    });
    fc.assert(
      fc.property(fc.uniqueArray(booking, { maxLength: 6, selector: (one) => one.number }), (booked) => {
        const told = compared(sie(booked));
        const own = booked.filter((one) => one.day === "2024-03-15" && one.counterparty === "199");
        expect(told.bookedOre).toBe(own.reduce((sum, one) => sum + one.kronor * 100, 0));
        expect(sumOre(told.differences.map((row) => ore(row.bookedOre - row.invoicedOre)))).toBe(
          told.bookedOre - 121_050,
        );
      }),
      { numRuns: 60 },
    );
  });
});
