import { type OutColumn, writeTable } from "../../../formats/csv/index.ts";
import { required } from "../../../kernel/index.ts";
import type { OutgoingDocument } from "../index.ts";

const lineColumns: readonly (OutColumn & { readonly header: string })[] = [
  { name: "invoice", type: "code", header: "Faktura" },
  { name: "line", type: "whole", header: "Rad" },
  { name: "day", key: "documentDay", type: "day", header: "Datum" },
  { name: "customer", type: "code", header: "Kund" },
  { name: "charge_kind", key: "chargeKind", type: "code", header: "Debiteringsslag" },
  { name: "item", type: "code", header: "Post" },
  { name: "service", type: "code", header: "Tjänst" },
  { name: "activity", type: "code", header: "Verksamhet" },
  { name: "text", key: "textSv", type: "text", header: "Benämning" },
  { name: "period_from", key: "servicePeriodFrom", type: "period", header: "Från" },
  { name: "period_to", key: "servicePeriodTo", type: "period", header: "Till" },
  { name: "quantity", key: "quantityMicro", type: "micro", header: "Antal" },
  { name: "unit", type: "text", header: "Enhet" },
  { name: "price", key: "priceMicro", type: "micro", header: "À-pris" },
  { name: "amount", key: "netOre", type: "kronor", header: "Belopp" },
  { name: "vat_percent", key: "vatPercent", type: "whole", header: "Moms %" },
  { name: "price_list_version", key: "priceListVersion", type: "code", header: "Prislista" },
  { name: "corrects_invoice", key: "correctsInvoice", type: "code", header: "Rättar faktura" },
  { name: "corrects_line", key: "correctsLine", type: "whole", header: "Rättar rad" },
  { name: "cause", type: "code", header: "Orsak" },
];

function* lineRows(
  documents: readonly OutgoingDocument[],
): Generator<Record<string, string | number | undefined>> {
  for (const { lines, invoice, documentDay } of documents)
    for (const { because: _because, corrects, ...line } of lines)
      yield {
        ...line,
        invoice,
        documentDay,
        correctsInvoice: corrects?.invoice,
        correctsLine: corrects?.line,
      };
}

/** The lines as they stand in the books: a credit is negative. */
export function linesTable(documents: readonly OutgoingDocument[]): string {
  return writeTable(lineColumns, lineRows(documents));
}

export async function linesWorkbook(
  documents: readonly OutgoingDocument[],
  name: string,
): Promise<Uint8Array> {
  const { writeWorkbook } = await import("../../../formats/xlsx/index.ts");
  const kinds = { kronor: "kronor", micro: "micro", whole: "whole", day: "day" } as const;
  const sheet = {
    name: "Rader",
    columns: lineColumns.map(({ name, key, type, header }) => ({
      header,
      key: key ?? name,
      kind: type in kinds ? kinds[type as keyof typeof kinds] : ("text" as const),
      ...(key === "textSv" ? { width: 44 } : {}),
    })),
    rows: [...lineRows(documents)],
  };
  const heads = {
    name: "Dokument",
    columns: [
      { header: "Faktura", key: "invoice", kind: "text" as const, width: 14 },
      { header: "Datum", key: "documentDay", kind: "day" as const },
      { header: "Kund", key: "code", kind: "text" as const, width: 16 },
      { header: "Namn", key: "name", kind: "text" as const, width: 44 },
      { header: "Netto", key: "netOre", kind: "kronor" as const },
      { header: "Moms", key: "vatOre", kind: "kronor" as const },
      { header: "Totalt", key: "totalOre", kind: "kronor" as const },
      { header: "Förfaller", key: "dueDay", kind: "day" as const },
    ],
    rows: documents.map(({ invoice, documentDay, customer, netOre, vatOre, totalOre, dueDay }) => ({
      invoice,
      documentDay,
      code: customer.customer,
      name: customer.name,
      netOre,
      vatOre,
      totalOre,
      dueDay,
    })),
  };
  const written = await writeWorkbook(
    { title: `Specifikation ${name}`, sheets: [heads, sheet] },
    // The documents never change, so their own day makes the file the same at every asking.
    { madeAt: new Date(`${documents.at(-1)?.documentDay ?? "2000-01-01"}T00:00:00Z`) },
  );
  return required(written);
}
