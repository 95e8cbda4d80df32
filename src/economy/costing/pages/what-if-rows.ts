import { type Ore, byCode, ore } from "../../../kernel/index.ts";
import { formatAmount, type Language } from "../../../platform/language/index.ts";
import type { CustomerMonths, Play } from "../playing.ts";

/** What a row of the table shows. The server writes it once; the script writes it again for every frame. */
export interface WhatIfRow {
  readonly customer: string;
  readonly beforeOre: Ore;
  readonly afterOre: Ore;
  readonly beforeText: string;
  readonly afterText: string;
  readonly changeText: string;
  /** In per cent of the drawing's width. */
  readonly barX: string;
  readonly barWidth: string;
  readonly barClass: "bar-up" | "bar-down";
  /** The change month by month, as a path in a drawing 60 wide and 20 high with the nought in the middle. */
  readonly months: string;
}

/** The rows of all customers in the play's order, and how they are sorted: who moves most first. */
export function whatIfRows(
  { customers, periods, before }: Pick<Play, "customers" | "periods" | "before">,
  after: CustomerMonths,
  language: Language,
): { readonly rows: readonly WhatIfRow[]; readonly order: readonly number[] } {
  const width = periods.length;
  const sums = customers.map((_, c) => {
    let [was, is] = [0, 0];
    for (let at = c * width; at < (c + 1) * width; at++) {
      was += before.amountsOre[at] as number;
      is += after.amountsOre[at] as number;
    }
    return { was, is, change: is - was };
  });
  const most = Math.max(1, ...sums.map(({ change }) => Math.abs(change)));
  let mostInMonth = 1;
  for (let at = 0; at < after.amountsOre.length; at++) {
    const change = Math.abs((after.amountsOre[at] as number) - (before.amountsOre[at] as number));
    if (change > mostInMonth) mostInMonth = change;
  }
  const rows = customers.map((customer, c): WhatIfRow => {
    const { was, is, change } = sums[c] as (typeof sums)[number];
    const length = (Math.abs(change) / most) * 50;
    let months = "";
    for (let m = 0; m < width; m++) {
      const at = c * width + m;
      const moved = (after.amountsOre[at] as number) - (before.amountsOre[at] as number);
      if (moved === 0) continue;
      const height = Math.max(0.6, (Math.abs(moved) / mostInMonth) * 10);
      months += `M${m * 5} ${moved > 0 ? round(10 - height) : 10}h4v${round(height)}h-4z`;
    }
    return {
      customer,
      beforeOre: ore(was),
      afterOre: ore(is),
      beforeText: formatAmount(ore(was), language),
      afterText: formatAmount(ore(is), language),
      changeText: changeText(change, language),
      barX: `${round(change < 0 ? 50 - length : 50)}%`,
      barWidth: `${round(length)}%`,
      barClass: change < 0 ? "bar-down" : "bar-up",
      months,
    };
  });
  const order = sums
    .map((_, c) => c)
    .sort((a, b) => {
      const [one, other] = [sums[a], sums[b]] as [(typeof sums)[number], (typeof sums)[number]];
      return (
        Math.abs(other.change) - Math.abs(one.change) ||
        other.was - one.was ||
        byCode(customers[a] as string, customers[b] as string)
      );
    });
  return { rows, order };
}

/** A difference with its sign in front: nought has none. */
export function changeText(change: number, language: Language): string {
  return `${change > 0 ? "+" : ""}${formatAmount(ore(change), language)}`;
}

/** A hundredth is finer than any screen. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
