import { type Ore, periodsOfYear } from "../../kernel/index.ts";
import type { CellChange, CellFault, EntryRow, MonthTotals, WorkingPlan } from "./entry.ts";
import { cellRef, codingText } from "./entry.ts";

const money = (amount: Ore) => ({ ore: String(amount) });

/** A plan as rows with months, for programs; SIE signs in cells, revenue and surplus positive in totals. */
export function sheetJson(
  working: WorkingPlan,
  state: "open" | "frozen",
  { rows, totals }: { readonly rows: readonly EntryRow[]; readonly totals: readonly MonthTotals[] },
) {
  const months = periodsOfYear(working.fiscalYear);
  return {
    plan: working.plan,
    state,
    scenario: working.scenario,
    year: working.fiscalYear,
    as_of: working.asOf ?? null,
    ...(state === "open"
      ? { based_on: working.basedOn, revision: working.revision, opened_by: working.openedBy }
      : {}),
    locked: [...working.locked].map(([period, why]) => ({ period, why })),
    rows: rows.map(({ row, ...coding }) => ({
      row,
      ...coding,
      amounts: Object.fromEntries(
        months.flatMap((period) => {
          const amount = working.amounts.get(cellRef(row, period));
          return amount === undefined ? [] : [[period, money(amount)]];
        }),
      ),
    })),
    totals: totals.map(({ revenueOre, costOre, resultOre }, index) => ({
      period: months[index] ?? "year",
      revenue: money(revenueOre),
      cost: money(costOre),
      result: money(resultOre),
    })),
  };
}

/** What a save would change, or did. */
export function changesJson(
  working: Pick<WorkingPlan, "rows">,
  changes: readonly CellChange[],
  faults: readonly CellFault[] = [],
) {
  const rows = new Map(working.rows.map((row) => [row.row, row]));
  return {
    changes: changes.map(({ row, period, fromOre, toOre }) => {
      const coding = rows.get(row);
      return {
        row,
        coding: coding === undefined ? "" : codingText(coding),
        period,
        from: money(fromOre),
        to: money(toOre),
      };
    }),
    problems: faults.map(({ ref, problem, isConflict }) => ({ cell: ref, conflict: isConflict, ...problem })),
  };
}
