import { negateOre, parseKronor, type Ore } from "../../../kernel/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { linesOf } from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { type IssuedLine, servicePeriodText } from "../index.ts";
import { type InvoiceHead, invoiceOf, type StoredInvoice } from "./read.ts";

/** Says why an invoice, or one line of it, is what it is: `invoice:UF-1024`, `invoice:1024:3`. */
export const invoiceExplainer = {
  prefix: "invoice:",
  async explain(tx: Transaction, provider: string, id: string): Promise<Explanation | undefined> {
    const [, name = "", lineText] = /^invoice:([^:]+)(?::(\d+))?$/.exec(id) ?? [];
    const stored = name === "" ? undefined : await invoiceOf(tx, provider, name);
    if (stored === undefined) return undefined;
    const booked = await bookedLinesOf(tx, provider, stored);
    if (lineText === undefined) return explainInvoice(stored, booked);
    const line = stored.lines.find((each) => each.line === Number(lineText));
    return line && explainLine(line, stored.head, booked.lines.get(line.line));
  },
};

/** Where a line stands in the books: what the leaf of an explanation names. */
type Booked = Pick<Explanation, "voucher" | "line" | "file" | "fileLine">;

interface BookedInvoice {
  /** By the number of the invoice line. */
  readonly lines: ReadonlyMap<number, Booked>;
  readonly vat?: Booked;
}

/**
 * The voucher line of each line of a document, and of its VAT. Books that were imported may hold the same lines in
 * another order, so they are found by service and amount. A customer sees its invoice, not the provider's books; what a
 * system before this one issued has no voucher of ours.
 */
async function bookedLinesOf(
  tx: Transaction,
  provider: string,
  { head, lines }: StoredInvoice,
): Promise<BookedInvoice> {
  const found = new Map<number, Booked>();
  if (tx.scope.role === "customer" || head.voucherSeries === "") return { lines: found };
  const selection = { fiscalYear: Number(head.bookingPeriod.slice(0, 4)), customers: [head.customer] };
  const all = await linesOf(tx, provider, { ...selection, periods: [head.bookingPeriod] });
  const left = all.filter((row) => row.series === head.voucherSeries && row.number === head.voucherNumber);
  const take = (service: string, amountOre: Ore): Booked | undefined => {
    const at = left.findIndex((row) => row.service === service && row.amountOre === amountOre);
    const [row] = at < 0 ? [] : left.splice(at, 1);
    if (row === undefined) return undefined;
    return {
      ...voucherOf(head),
      line: row.lineNo,
      ...(row.file === undefined ? {} : { file: row.file }),
      ...(row.fileLine === undefined ? {} : { fileLine: row.fileLine }),
    };
  };
  for (const line of lines) {
    const row = take(line.service, negateOre(line.netOre));
    if (row !== undefined) found.set(line.line, row);
  }
  const vat = head.vatOre === 0 ? undefined : take("", negateOre(head.vatOre));
  return { lines: found, ...(vat === undefined ? {} : { vat }) };
}

function explainInvoice({ head, lines }: StoredInvoice, booked: BookedInvoice): Explanation {
  const children = lines.map((line) => explainLine(line, head, booked.lines.get(line.line)));
  if (head.vatOre !== 0) {
    children.push({
      id: `invoice:${head.invoice}:vat`,
      label_sv: "Moms",
      label_en: "VAT",
      amountOre: head.vatOre,
      formula_sv: `25 % av ${formatAmount(head.netOre, "sv")} kr, avrundat en gång`,
      formula_en: `25 % of ${formatAmount(head.netOre, "en")} kr, rounded once`,
      children: [],
      ...booked.vat,
    });
  }
  const name = typeof head.snapshot.customer["name"] === "string" ? head.snapshot.customer["name"] : "";
  return {
    id: `invoice:${head.invoice}`,
    label_sv: `${head.kind === "invoice" ? "Faktura" : "Kreditnota"} ${head.invoice} ${name}`,
    label_en: `${head.kind === "invoice" ? "Invoice" : "Credit note"} ${head.invoice} ${name}`,
    amountOre: head.totalOre,
    formula_sv: "Summan av raderna och momsen",
    formula_en: "The sum of the lines and VAT",
    children,
    ...voucherOf(head),
  };
}

/** Where the document stands in the books. */
function voucherOf(head: InvoiceHead): { readonly voucher?: string } {
  if (head.voucherSeries === "") return {};
  return { voucher: `${head.bookingPeriod.slice(0, 4)}/${head.voucherSeries}/${head.voucherNumber}` };
}

function explainLine(line: IssuedLine, head: InvoiceHead, booked: Booked = voucherOf(head)): Explanation {
  const because = line.because;
  const children = basisOfLine(line).map((leaf) => ({ ...leaf, ...booked }));
  return {
    id: `invoice:${line.invoice}:${line.line}`,
    label_sv: `${line.textSv} ${servicePeriodText(line)}`,
    label_en: `${line.textEn} ${servicePeriodText(line)}`,
    amountOre: line.netOre,
    formula_sv: because.formulaSv,
    formula_en: because.formulaEn,
    children,
    // A sale rests on nothing but itself: its line ends in the books.
    ...(children.length === 0 ? booked : {}),
  };
}

/** What the amount rests on, one step down: the price or fee it is a part of, or the line it corrects. */
function basisOfLine(line: IssuedLine): Explanation[] {
  const because = line.because;
  const id = `invoice:${line.invoice}:${line.line}`;
  const inputs = because.inputs.filter((input) => input.id?.startsWith("price:"));
  const source = inputs.at(0);
  if (line.corrects !== undefined) {
    const [right, wrong] = because.inputs.slice(0, 2).map((input) => parseKronor(input.value));
    const original = `invoice:${line.corrects.invoice}:${line.corrects.line}`;
    if (right !== undefined && wrong !== undefined && right - wrong === line.netOre) {
      return [
        leaf(`${id}:right`, right, { sv: "Rätt belopp", en: "Right amount" }),
        leaf(original, negateOre(wrong), {
          sv: "Fakturerat med tidigare rättelser",
          en: "Invoiced, earlier corrections counted in",
        }),
      ];
    }
    return [
      leaf(original, line.netOre, {
        sv: "Rättar raden",
        en: "Corrects the line",
      }),
    ];
  }
  if (source?.id === undefined) return [];
  const amount = parseKronor(source.value);
  const shown = (language: "sv" | "en"): string =>
    source.unit === "SEK" && amount !== undefined ? `${formatAmount(amount, language)} kr` : source.value;
  const key = because.key;
  const share = {
    sv: `${source.nameSv} ${shown("sv")}${key === undefined ? "" : `, nyckel ${key.key}`}`,
    en: `${source.nameEn} ${shown("en")}${key === undefined ? "" : `, key ${key.key}`}`,
  };
  return [leaf(source.id, line.netOre, share)];
}

function leaf(id: string, amountOre: Ore, text: { sv: string; en: string }): Explanation {
  return {
    id,
    label_sv: text.sv,
    label_en: text.en,
    amountOre,
    formula_sv: "",
    formula_en: "",
    children: [],
  };
}
