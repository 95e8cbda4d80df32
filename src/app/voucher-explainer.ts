import { negateOre } from "../kernel/index.ts";
import { costExplainerOf, voucherOf } from "../economy/costing/actions/index.ts";
import { chargesFor, documentOfVoucher } from "../economy/invoicing/actions/index.ts";
import {
  accountMapOf,
  type BookedLine,
  type Explainer,
  leafOfLine,
  lineOf,
  type Opening,
} from "../economy/ledger/actions/index.ts";
import type { Explanation, SeeAlso } from "../economy/ledger/index.ts";
import { rowsOfLine } from "../economy/statements/actions/index.ts";

/**
 * The other way: where a voucher line went. A cost goes by pools and services to the customers who pay for it, and from
 * each of them one sees the invoice lines that charge it; revenue goes to the invoice line it books; what stands in the
 * balance sheet to its row there. Every line also names the rows of the statements it stands in.
 */
export const voucherExplainer: Explainer = { prefix: "voucher:", open: openVoucher };

async function openVoucher(opening: Opening, id: string): Promise<Explanation | undefined> {
  const name = voucherOf(id);
  const line = name && (await lineOf(opening.tx, opening.provider, name));
  if (name === undefined || line === undefined) return undefined;
  const accounts = await opening.keep("account-map", () => accountMapOf(opening.tx, opening.provider));
  const kind = accounts.mappingOf(line.account)?.kind;
  const see = name.path.length > 0 ? [] : await rowsOfLine(opening, line);
  if (kind === "cost") {
    const found = await costExplainerOf.open(opening, id);
    return (
      found && {
        ...(await withCharges(opening, found, line, name.path)),
        ...(see.length === 0 ? {} : { see }),
      }
    );
  }
  if (name.path.length > 0) return undefined;
  return bookedLine(opening, line, see);
}

/** The customers of a service each with the invoice lines that charge them for it that month. */
async function withCharges(
  opening: Opening,
  node: Explanation,
  line: BookedLine,
  path: readonly string[],
): Promise<Explanation> {
  const service = (path.at(-1) ?? "").replace(/\.change$/, "");
  if (path.length === 0 || node.children.every((child) => child.closed === true)) return node;
  const customers = node.children.map((child) => child.id.slice(node.id.length + 1));
  const charges = await chargesFor(opening.tx, opening.provider, { customers, service, period: line.period });
  const children = node.children.map((child, at) => {
    const see = charges
      .filter((one) => one.customer === customers[at])
      .map((one): SeeAlso => ({
        id: `invoice:${one.invoice}:${one.line}`,
        label_sv: `${one.invoice}, rad ${one.line}: ${one.textSv}`,
        label_en: `${one.invoice}, line ${one.line}: ${one.textEn}`,
      }));
    return see.length === 0 ? child : { ...child, see };
  });
  return { ...node, children };
}

/** A line of revenue or of the balance sheet: the invoice line it books, or the row it stands in. */
async function bookedLine(opening: Opening, line: BookedLine, see: readonly SeeAlso[]): Promise<Explanation> {
  const { children: _, ...leaf } = leafOfLine(line);
  const name = { year: line.fiscalYear, series: line.series, number: line.number };
  const invoice = await documentOfVoucher(opening.tx, opening.provider, name);
  const parts = invoice === undefined ? [] : await invoicePart(opening, invoice, line);
  const [first] = see;
  const rest: Explanation[] =
    parts.length > 0 || first === undefined
      ? parts
      : [
          {
            id: `${leaf.id}/row`,
            label_sv: first.label_sv,
            label_en: first.label_en,
            amountOre: line.amountOre,
            formula_sv: "Raden ingår här, med bokföringens tecken: debet plus, kredit minus.",
            formula_en: "The line stands here, with the sign of the books: debit plus, credit minus.",
            children: [],
            see: [first],
          },
        ];
  return { ...leaf, children: rest, ...(see.length === 0 ? {} : { see }) };
}

/** The line of the document that this line books: the one of its service and amount, or all of the document. */
async function invoicePart(opening: Opening, invoice: string, line: BookedLine): Promise<Explanation[]> {
  const document = await opening.open(`invoice:${invoice}`);
  if (document === undefined) return [];
  const owed = negateOre(line.amountOre);
  const mine = document.children.find(
    (child) => child.voucher !== undefined && child.line === line.lineNo && child.amountOre === owed,
  );
  const found = mine ?? (document.amountOre === line.amountOre ? document : undefined);
  if (found === undefined) return [];
  const isMine = mine !== undefined;
  return [
    {
      id: `voucher:${line.fiscalYear}/${line.series}/${line.number}:${line.lineNo}/invoice`,
      label_sv: found.label_sv,
      label_en: found.label_en,
      amountOre: line.amountOre,
      formula_sv: isMine
        ? "Bokför fakturaraden, med bokföringens tecken."
        : "Det som kunden ska betala enligt fakturan.",
      formula_en: isMine
        ? "Books the invoice line, with the sign of the books."
        : "What the customer is to pay by the invoice.",
      children: [],
      see: [{ id: found.id, label_sv: found.label_sv, label_en: found.label_en }],
    },
  ];
}
