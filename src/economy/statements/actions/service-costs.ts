import type { Transaction } from "../../../platform/database/index.ts";
import { serviceCostsOf } from "../../costing/actions/index.ts";
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
    for (const row of await serviceCostsOf(tx, { provider, year, scenario })) {
      const of = wanted.serviceOf(row.service, row.period);
      cells.push({
        scenario,
        fiscalYear: year,
        service: row.service,
        class: of?.class ?? "",
        ...(of?.classThen === undefined ? {} : { classThen: of.classThen }),
        area: of?.area ?? "",
        activity: row.activity,
        element: row.element,
        directOre: row.directOre,
        allocatedOre: row.allocatedOre,
      });
    }
  }
  return cells;
}
