import { byCode, formatKronor, micro, microPerUnit, ore, sumOre } from "../../kernel/index.ts";
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
  return document.lines.length <= bound ? document : withSpecificationAttached(document, { bound });
}

/** The lines summed by item, or by VAT where they would be too many still, and the whole specification attached. */
export function withSpecificationAttached(
  document: BillingDocument,
  { bound = linesBeforeAttachment }: { readonly bound?: number } = {},
): BillingDocument {
  return {
    ...document,
    lines: summedLines(document, bound),
    attachments: [...document.attachments, specificationOf(document)],
  };
}

/**
 * A document whose specification is too large for a message: the lines are summed as above, and the specification is named
 * as a file of its own (BT-122), with how many rows it has and what they come to.
 */
export function withSpecificationBeside(
  document: BillingDocument,
  { bound = linesBeforeAttachment }: { readonly bound?: number } = {},
): BillingDocument {
  const sum = formatKronor(sumOre(document.lines.map((line) => line.netOre)));
  return {
    ...document,
    lines: summedLines(document, bound),
    supporting: [
      ...(document.supporting ?? []),
      {
        id: specificationName(document),
        description: `Specifikation som egen fil: ${document.lines.length} rader, summa ${sum} kr utan moms`,
      },
    ],
  };
}

function summedLines({ lines }: BillingDocument, bound: number): readonly BillingLine[] {
  const byItem = summed(lines, (line) => line.sellersItem ?? line.name);
  return byItem.length <= bound ? byItem : summed(lines, () => "");
}

function specificationName({ number }: Pick<BillingDocument, "number">): string {
  return `specifikation-${number.replace(/[^A-Za-z0-9ÅÄÖåäö._-]/g, "-")}.csv`;
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
        name: isWhole ? "Enligt specifikation" : first.name,
        description: `${group.length} rader enligt specifikation`,
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

/** Every line of the document, as it would have stood in the message. */
export function specificationOf({ number, lines }: BillingDocument): Attachment {
  const rows = lines.map(({ vat, period, ...line }) => ({
    ...line,
    from: period?.from,
    to: period?.to,
    percent: vat.percent,
  }));
  return {
    id: "specifikation",
    description: `Specifikation, ${lines.length} rader`,
    fileName: specificationName({ number }),
    mediaType: "text/csv",
    content: utf8(writeTable(columns, rows, { decimal: ",", byteOrderMark: true })),
  };
}
