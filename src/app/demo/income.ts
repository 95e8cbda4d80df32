import { isChangeProject } from "./own-projects.ts";
import { allocate, instalment, type Ore, ore, type Period, periodsOfYear } from "../../kernel/index.ts";
import type { CostCell } from "../../economy/costing/index.ts";
import { costCentres, revenueCostCentre } from "./chart.ts";
import type { Journal } from "./vouchers.ts";

/** Municipal grant by twelfths, and other income as it comes. */
export function bookPlainIncome(journal: Journal, grant: Ore, other: Ore): void {
  const others = allocate(other, otherSeason);
  for (const [index, period] of periodsOfYear(journal.year).entries()) {
    const part = instalment(grant, { index: index + 1, count: 12 });
    journal.add("B", period, "Kommunbidrag", [
      { account: "1940", amount: part },
      { account: "3710", amount: -part, costCentre: "2800", service: "GRANT" },
    ]);
    const income = others[index] as number;
    journal.add("B", period, "Externa bidrag och övriga intäkter", [
      { account: "1940", amount: income },
      { account: "3191", amount: -income, costCentre: "2800", service: "OTH" },
    ]);
  }
}

export const otherSeason = [6, 7, 8, 7, 8, 8, 5, 6, 8, 9, 10, 18];

/** Who covers what: a department's yearly coverage of its common costs, in öre. */
export interface Coverage {
  readonly steering: number;
  readonly common: number;
  readonly "service-centre": number;
  /** The part that Digital infrastructure pays; Shared services pays the rest. */
  readonly fromInfrastructure: number;
}

/** Cost centre that receives each coverage. */
export const coverageCentre = { steering: "3000", common: "3900", "service-centre": "4000" } as const;

export interface Redistribution {
  readonly period: Period;
  readonly account: string;
  readonly costCentre: string;
  /** SIE sign: the payer is debited. */
  readonly amount: number;
}

/** The two operating departments give the common units their coverage by twelfths: the same account on both sides. */
export function redistribution(year: number, coverage: Coverage): Redistribution[] {
  const receivers = ["steering", "common", "service-centre"] as const;
  const total = receivers.reduce((sum, name) => sum + coverage[name], 0);
  const rows: Redistribution[] = [];
  for (const [account, payer, share] of [
    ["3112", revenueCostCentre["infrastructure"] as string, coverage.fromInfrastructure],
    ["3111", revenueCostCentre["shared-services"] as string, total - coverage.fromInfrastructure],
  ] as const) {
    const parts = allocate(
      ore(share),
      receivers.map((name) => coverage[name]),
    );
    for (const [index, period] of periodsOfYear(year).entries()) {
      let paid = 0;
      for (const [at, name] of receivers.entries()) {
        const part = instalment(parts[at] as Ore, { index: index + 1, count: 12 });
        paid += part;
        rows.push({ period, account, costCentre: coverageCentre[name], amount: -part });
      }
      rows.push({ period, account, costCentre: payer, amount: paid });
    }
  }
  return rows;
}

export function bookRedistribution(journal: Journal, rows: readonly Redistribution[]): void {
  for (const period of periodsOfYear(journal.year)) {
    for (const account of ["3111", "3112"]) {
      journal.add(
        "B",
        period,
        "Täckning av gemensamma kostnader, budgeterad tolftedel",
        rows.filter((row) => row.period === period && row.account === account),
      );
    }
  }
}

/** Department of a cost centre; the common ones apart. */
export function unitOf(costCentre: string): string {
  const row = costCentres.find((one) => one.costCentre === costCentre);
  return row === undefined ? "" : row.common ? "common" : row.department;
}

/** Running cost of every unit; change initiatives stand apart from the departments. */
export function unitCosts(cells: readonly CostCell[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const cell of cells) {
    if (isChangeProject(cell.project)) continue;
    const unit = unitOf(cell.costCentre);
    sums.set(unit, (sums.get(unit) ?? 0) + cell.amountOre);
  }
  return sums;
}
