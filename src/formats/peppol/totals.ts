import { byCode, lineAmount, micro, type Ore, ore, sumOre } from "../../kernel/index.ts";
import type { BillingDocument, BillingLine, VatCategory } from "./billing-document.ts";

/** One row of the VAT breakdown (BG-23). */
export interface VatSum {
  readonly category: VatCategory;
  readonly percent: number;
  readonly taxableOre: Ore;
  readonly taxOre: Ore;
}

export interface Totals {
  readonly netOre: Ore;
  readonly vatOre: Ore;
  readonly totalOre: Ore;
  readonly breakdown: readonly VatSum[];
}

/** The totals of a document out of its lines. VAT is rounded once per category and rate (BR-CO-17), so nothing drifts. */
export function totalsOf({ lines }: Pick<BillingDocument, "lines">): Totals {
  const groups = new Map<string, BillingLine[]>();
  for (const line of lines) {
    const key = `${line.vat.category} ${String(line.vat.percent).padStart(3, "0")}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  const breakdown = [...groups]
    .toSorted(([a], [b]) => byCode(a, b))
    .map(([, group]): VatSum => {
      const { category, percent } = (group[0] as BillingLine).vat;
      const taxableOre = sumOre(group.map((line) => line.netOre));
      return { category, percent, taxableOre, taxOre: taxOf(taxableOre, percent) };
    });
  const netOre = sumOre(lines.map((line) => line.netOre));
  const vatOre = sumOre(breakdown.map((row) => row.taxOre));
  return { netOre, vatOre, totalOre: ore(netOre + vatOre), breakdown };
}

function taxOf(taxable: Ore, percent: number): Ore {
  return lineAmount({ priceMicro: micro(taxable * 10_000), quantityMicro: micro(percent * 10_000) });
}
