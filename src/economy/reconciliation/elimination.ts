import { assert, type Ore, ore, type Period, sumOre, zeroOre } from "../../kernel/index.ts";
import type { Reconciliation } from "./agreement-json.ts";

/** One buyer inside the legal person: what we invoiced it, and what it has booked on us. */
export interface EliminationRow {
  readonly customer: string;
  readonly invoicedOre: Ore;
  /** Undefined until the buyer's books have been compared. */
  readonly bookedOre: Ore | undefined;
  /** Our own debiting of ourselves: both sides stand in our books, and `verify` holds them together. */
  readonly isSelf: boolean;
}

/** A month's internal items inside the legal person (eliminering): zero is left when every buyer has booked what we have. */
export interface Elimination {
  readonly period: Period;
  readonly rows: readonly EliminationRow[];
  readonly invoicedOre: Ore;
  /** Of the buyers that have been compared. */
  readonly bookedOre: Ore;
  /** What does not eliminate among those compared. */
  readonly leftOre: Ore;
  /** Invoiced to buyers that have not been compared. */
  readonly unknownOre: Ore;
  readonly isZero: boolean;
}

export function eliminationOf(
  period: Period,
  invoiced: readonly { readonly customer: string; readonly netOre: Ore; readonly isSelf: boolean }[],
  reconciled: readonly Reconciliation[],
): Elimination {
  const results = new Map(
    reconciled.filter((row) => row.period === period).map((row) => [row.customer, row]),
  );
  const customers = new Map<string, { netOre: Ore; isSelf: boolean }>();
  for (const { customer, netOre, isSelf } of invoiced)
    customers.set(customer, { netOre: ore((customers.get(customer)?.netOre ?? 0) + netOre), isSelf });
  const rows = [...customers].map(([customer, { netOre, isSelf }]): EliminationRow => {
    const bookedOre = isSelf ? netOre : results.get(customer)?.bookedOre;
    return { customer, invoicedOre: netOre, bookedOre, isSelf };
  });
  const known = rows.filter((row) => row.bookedOre !== undefined);
  const invoicedOre = sumOre(rows.map((row) => row.invoicedOre));
  const bookedOre = sumOre(known.map((row) => row.bookedOre ?? zeroOre));
  const unknownOre = sumOre(rows.filter((row) => row.bookedOre === undefined).map((row) => row.invoicedOre));
  const leftOre = ore(bookedOre - (invoicedOre - unknownOre));
  assert(
    leftOre === sumOre(known.map((row) => ore((row.bookedOre ?? 0) - row.invoicedOre))),
    "what is left is the rows' differences",
  );
  return {
    period,
    rows,
    invoicedOre,
    bookedOre,
    leftOre,
    unknownOre,
    isZero:
      rows.length > 0 &&
      known.length === rows.length &&
      known.every((row) => row.bookedOre === row.invoicedOre),
  };
}

export function eliminationJson(one: Elimination) {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  return {
    period: one.period,
    eliminatesToZero: one.isZero,
    invoiced: money(one.invoicedOre),
    booked: money(one.bookedOre),
    left: money(one.leftOre),
    notCompared: money(one.unknownOre),
    rows: one.rows.map((row) => ({
      customer: row.customer,
      self: row.isSelf,
      invoiced: money(row.invoicedOre),
      booked: row.bookedOre === undefined ? null : money(row.bookedOre),
    })),
  };
}
