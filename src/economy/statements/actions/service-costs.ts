import type { Transaction } from "../../../platform/database/index.ts";
import { serviceCostsOf } from "../../costing/actions/index.ts";
import type { ServiceCostRow } from "../../costing/index.ts";
import type { CellRegisters, Scenario, ServiceCostCell } from "../index.ts";

/** What the services cost, out of the costing, by class and area as restated. */
export async function serviceCostCells(
  tx: Transaction,
  provider: string,
  wanted: {
    readonly sources: readonly { readonly scenario: Scenario; readonly year: number }[];
    readonly serviceOf: CellRegisters["serviceOf"];
  },
): Promise<ServiceCostCell[]> {
  const cells: ServiceCostCell[] = [];
  for (const { scenario, year } of wanted.sources) {
    for (const row of await serviceCostsOf(tx, { provider, year, scenario }))
      cells.push(costCellOf(row, { scenario, year, serviceOf: wanted.serviceOf }));
  }
  return cells;
}

/** A row of the costing as the statements' rows select it. */
export function costCellOf(
  row: ServiceCostRow,
  of: {
    readonly scenario: Scenario;
    readonly year: number;
    readonly serviceOf: CellRegisters["serviceOf"];
  },
): ServiceCostCell {
  const { scenario, year } = of;
  const found = of.serviceOf(row.service, row.period);
  return {
    scenario,
    fiscalYear: year,
    service: row.service,
    class: found?.class ?? "",
    ...(found?.classThen === undefined ? {} : { classThen: found.classThen }),
    area: found?.area ?? "",
    activity: row.activity,
    element: row.element,
    directOre: row.directOre,
    allocatedOre: row.allocatedOre,
  };
}
