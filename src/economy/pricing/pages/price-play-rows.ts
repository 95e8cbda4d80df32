import { byCode, type Ore, ore } from "../../../kernel/index.ts";
import { formatAmount, type Language } from "../../../platform/language/index.ts";
import type { PlayedPrices } from "../index.ts";

/** What a customer's row shows. The server writes it once; the script writes it again for every frame. */
export interface PlayRow {
  readonly customer: string;
  readonly amounts: Readonly<Record<PlayColumn, Ore>>;
  readonly barX: string;
  readonly barWidth: string;
  readonly barClass: "bar-up" | "bar-down";
}

/** Last year; the price list as it is proposed; as it would be; and that against last year. */
export const playColumns = ["previous", "proposed", "after", "difference", "moved"] as const;
export type PlayColumn = (typeof playColumns)[number];

/** The rows of all customers and their sum, who pays most more first. */
export function playRows(
  before: PlayedPrices,
  after: PlayedPrices,
): { readonly rows: readonly PlayRow[]; readonly totals: PlayRow["amounts"] } {
  const proposed = new Map(before.simulation.customers.map((row) => [row.customer, row]));
  const now = new Map(after.simulation.customers.map((row) => [row.customer, row]));
  const customers = [...new Set([...proposed.keys(), ...now.keys()])];
  const amountsOf = (previous: number, was: number, is: number): PlayRow["amounts"] => ({
    previous: ore(previous),
    proposed: ore(was),
    after: ore(is),
    difference: ore(is - previous),
    moved: ore(is - was),
  });
  const found = customers.map((customer) => {
    const previous = now.get(customer)?.previousOre ?? proposed.get(customer)?.previousOre ?? 0;
    const amounts = amountsOf(previous, proposed.get(customer)?.nowOre ?? 0, now.get(customer)?.nowOre ?? 0);
    return { customer, amounts };
  });
  let most = 1;
  for (const { amounts } of found) most = Math.max(most, Math.abs(amounts.difference));
  const rows = found
    .toSorted((a, b) => b.amounts.difference - a.amounts.difference || byCode(a.customer, b.customer))
    .map((row): PlayRow => {
      const { difference } = row.amounts;
      const length = (Math.abs(difference) / most) * 50;
      return {
        ...row,
        barX: `${hundredths(difference < 0 ? 50 - length : 50)}%`,
        barWidth: `${hundredths(length)}%`,
        barClass: difference < 0 ? "bar-down" : "bar-up",
      };
    });
  const { totals } = after.simulation;
  return {
    rows,
    totals: amountsOf(totals.previousOre, before.simulation.totals.nowOre, totals.nowOre),
  };
}

/** Kronor; what is a difference has its sign in front. */
export function playText(column: PlayColumn, amount: Ore, language: Language): string {
  const isChange = column === "difference" || column === "moved";
  return `${isChange && amount > 0 ? "+" : ""}${formatAmount(amount, language)}`;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
