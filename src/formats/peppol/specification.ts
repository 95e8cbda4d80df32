import { byCode, micro, microPerUnit, ore, sumOre } from "../../kernel/index.ts";
import { type OutColumn, utf8, writeTable } from "../csv/index.ts";
import type { Attachment, BillingDocument, BillingLine } from "./billing-document.ts";

/** Above this many lines receivers' own checks take minutes, so the lines go along as a file instead. */
export const linesBeforeAttachment = 500;

/**
 * A document whose lines a receiver can take: above the bound the lines are summed by item and VAT, and the whole
 * specification is attached as CSV (BG-24). The totals do not change.
 */
export function withSpecification(
  document: BillingDocument,
  { bound = linesBeforeAttachment }: { readonly bound?: number } = {},
): BillingDocument {
  if (document.lines.length <= bound) return document;
  const byItem = summed(document.lines, (line) => line.sellersItem ?? line.name);
  const lines = byItem.length <= bound ? byItem : summed(document.lines, () => "");
  return { ...document, lines, attachments: [...document.attachments, specificationOf(document)] };
}

function summed(lines: readonly BillingLine[], keyOf: (line: BillingLine) => string): BillingLine[] {
  const groups = new Map<string, BillingLine[]>();
  for (const line of lines) {
    const key = `${keyOf(line)}\u0000${line.vat.category}\u0000${line.vat.percent}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups]
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([, group], index): BillingLine => {
      const first = group[0] as BillingLine;
      const netOre = sumOre(group.map((line) => line.netOre));
      const isWhole = keyOf(first) === "";
      return {
        id: String(index + 1),
        quantityMicro: micro(netOre < 0 ? -microPerUnit : microPerUnit),
        unitCode: "C62",
        priceMicro: micro(Math.abs(netOre) * 10_000),
        netOre: ore(netOre),
        name: isWhole ? "Enligt bifogad specifikation" : first.name,
        description: `${group.length} rader enligt bifogad specifikation`,
        ...(isWhole || first.sellersItem === undefined ? {} : { sellersItem: first.sellersItem }),
        vat: first.vat,
      };
    });
}

const columns: readonly OutColumn[] = [
  { name: "rad", key: "id", type: "code" },
  { name: "artikel", key: "sellersItem", type: "code" },
  { name: "benämning", key: "name", type: "text" },
  { name: "beskrivning", key: "description", type: "text" },
  { name: "från", key: "from", type: "day" },
  { name: "till", key: "to", type: "day" },
  { name: "antal", key: "quantityMicro", type: "micro" },
  { name: "enhet", key: "unitCode", type: "code" },
  { name: "pris", key: "priceMicro", type: "micro" },
  { name: "belopp", key: "netOre", type: "kronor" },
  { name: "moms_procent", key: "percent", type: "whole" },
];

function specificationOf({ number, lines }: BillingDocument): Attachment {
  const rows = lines.map(({ vat, period, ...line }) => ({
    ...line,
    from: period?.from,
    to: period?.to,
    percent: vat.percent,
  }));
  return {
    id: "specifikation",
    description: `Specifikation, ${lines.length} rader`,
    fileName: `specifikation-${number}.csv`,
    mediaType: "text/csv",
    content: utf8(writeTable(columns, rows, { decimal: ",", byteOrderMark: true })),
  };
}
