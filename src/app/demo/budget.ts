import { ore, type Ore } from "../../kernel/index.ts";
import type { CostedBudget } from "../../economy/pricing/index.ts";
import { type CatalogueService, services } from "./catalogue.ts";
import { projects } from "./chart.ts";
import { split } from "./matrix.ts";
import { meteredOf } from "./prices.ts";
import { targets } from "./targets.ts";

/** Öre of a metered price that a cost may leave uncovered: prices are rounded down to whole 10 öre. */
const uncoveredOre = 1.5;

/** Budgeted cost of a service that is metered: what its price covers at the planned volume, and a little more. */
function meteredBudget(row: CatalogueService): Ore | undefined {
  const item = meteredOf(row);
  return item === undefined ? undefined : ore(Math.round(item.monthly * 12 * (item.priceOre + uncoveredOre)));
}

/** The additional services' fees of a year, in öre. */
export const additionalFees = 34_000_000 * 100;

/** Budgeted running cost 2024 of every service that has a price of its own. */
export function budgetedOperation(): Map<string, Ore> {
  const budget = new Map<string, Ore>();
  const give = (rows: readonly CatalogueService[], total: number) => {
    const parts = split(
      total,
      rows.map((row) => row.weight),
    );
    for (const [index, row] of rows.entries()) budget.set(row.service, ore(parts[index] as number));
  };
  for (const area of ["finance", "hr", "kls"] as const) {
    give(
      services.filter((row) => row.class === "core" && row.area === area),
      targets.budget.operation[area],
    );
  }
  let metered = 0;
  for (const row of services) {
    const cost = meteredBudget(row);
    if (cost === undefined) continue;
    budget.set(row.service, cost);
    if (row.class === "infrastructure") metered += cost;
  }
  give(
    services.filter((row) => row.class === "infrastructure" && !row.metered),
    targets.budget.operation.infrastructure - metered,
  );
  give(
    services.filter((row) => row.class === "additional"),
    additionalFees,
  );
  return budget;
}

/** Budgeted cost by service and activity, for the price list. */
export function costedBudget(): CostedBudget[] {
  const rows: CostedBudget[] = [...budgetedOperation()].map(([service, amountOre]) => ({
    service,
    activity: "operation",
    amountOre,
  }));
  for (const project of projects) {
    if (project.budget > 0)
      rows.push({ service: project.service, activity: "change", amountOre: ore(project.budget * 100_000) });
  }
  return rows;
}
