import { type Ore, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { explainServiceCost as explainCost, serviceCostsOf } from "../../costing/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
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

export interface ServiceCostQuestion {
  readonly scenario: Scenario;
  readonly year: number;
  readonly service: string;
  readonly activities: readonly ("operation" | "change")[];
  readonly part: "direct" | "allocated" | "both";
  readonly amountOre: Ore;
  /** Whether to go down to the voucher lines; many services at once stop at their own id. */
  readonly deep: boolean;
}

/** The part of a service's cost that a row shows, out of the costing's own explanation of the service. */
export async function explainServiceCost(
  tx: Transaction,
  provider: string,
  question: ServiceCostQuestion,
): Promise<Explanation> {
  const { scenario, year, service, activities, part, amountOre } = question;
  const id = `cost:${year}:${scenario}:${service}`;
  const tree = question.deep ? await explainCost(tx, provider, id) : undefined;
  const children = (tree?.children ?? []).filter((child) => {
    const change = child.id.endsWith("/change-direct");
    const direct = change || child.id.endsWith("/direct");
    return (
      activities.includes(change ? "change" : "operation") &&
      (part === "both" || (part === "direct") === direct)
    );
  });
  const whole = sumOre(children.map((child) => child.amountOre)) === amountOre;
  return {
    id,
    label_sv: tree?.label_sv ?? service,
    label_en: tree?.label_en ?? service,
    amountOre,
    formula_sv: tree?.formula_sv ?? "enligt kalkylen",
    formula_en: tree?.formula_en ?? "by the costing",
    children: whole ? children : [],
  };
}
