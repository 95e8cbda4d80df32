import { type Ore, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import {
  cellKey,
  type CostCell,
  explainService,
  type ExplanationContext,
  portion,
} from "../../costing/index.ts";
import { costingOf } from "../../costing/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { linesOf } from "../../ledger/actions/index.ts";
import { planLines } from "../../planning/actions/index.ts";
import type { Scenario } from "../index.ts";

export interface ServiceCostQuestion {
  readonly scenario: Scenario;
  readonly year: number;
  readonly service: string;
  readonly activities: readonly ("operation" | "change")[];
  readonly part: "direct" | "allocated" | "both";
  readonly amountOre: Ore;
  /** Whether to go down to the lines; many services at once stop at their own id. */
  readonly deep: boolean;
}

export type CostExplainer = (question: ServiceCostQuestion) => Promise<Explanation>;

/**
 * The part of a service's cost that a row shows, as the costing explains it. Each scenario and year is costed once for
 * all the services of a row, and its lines are read once.
 */
export function costExplainer(tx: Transaction, provider: string): CostExplainer {
  const contexts = new Map<string, Promise<readonly ExplanationContext[]>>();
  return async ({ scenario, year, service, activities, part, amountOre, deep }) => {
    const id = `cost:${year}:${scenario}:${service}`;
    const key = `${scenario}:${year}`;
    if (deep && !contexts.has(key)) contexts.set(key, contextsOf(tx, provider, { scenario, year }));
    const trees = ((await contexts.get(key)) ?? []).flatMap(
      (context) => explainService(context, service) ?? [],
    );
    const children = trees
      .flatMap((tree) => tree.children)
      .filter((child) => {
        const change = child.id.endsWith("/change-direct");
        const direct = change || child.id.endsWith("/direct");
        return (
          activities.includes(change ? "change" : "operation") &&
          (part === "both" || (part === "direct") === direct)
        );
      });
    const whole = deep && sumOre(children.map((child) => child.amountOre)) === amountOre;
    const [tree] = trees;
    return {
      id,
      label_sv: tree?.label_sv ?? service,
      label_en: tree?.label_en ?? service,
      amountOre,
      formula_sv: tree?.formula_sv ?? "enligt kalkylen",
      formula_en: tree?.formula_en ?? "by the costing",
      children: whole ? children : [],
    };
  };
}

async function contextsOf(
  tx: Transaction,
  provider: string,
  { scenario, year }: { readonly scenario: Scenario; readonly year: number },
): Promise<readonly ExplanationContext[]> {
  const { inputs, costing } = await costingOf(tx, { provider, year, scenario });
  const services = new Map((await catalogueOf(tx, provider)).services.map((one) => [one.service, one]));
  const leaves = await leavesByCell(tx, provider, { year, plan: inputs.plan, cells: inputs.cells });
  const expand = (cell: CostCell, share: Ore): Explanation[] => {
    const found = leaves.get(cellKey(cell)) ?? [];
    const parts = portion(
      share,
      found.map((leaf) => leaf.amountOre),
    );
    return found.flatMap((leaf, at) => (parts[at] === 0 ? [] : [{ ...leaf, amountOre: parts[at] as Ore }]));
  };
  return costing.parts.map((part) => ({
    costing: part,
    drivers: inputs.drivers,
    prefix: `cost:${year}:${scenario}`,
    names: {
      service: (code) => {
        const one = services.get(code);
        return one && { sv: one.nameSv, en: one.nameEn };
      },
    },
    expand,
  }));
}

/** The lines behind every cost cell, as leaves. */
async function leavesByCell(
  tx: Transaction,
  provider: string,
  {
    year,
    plan,
    cells,
  }: { readonly year: number; readonly plan: string | undefined; readonly cells: readonly CostCell[] },
): Promise<Map<string, Explanation[]>> {
  const leaves = new Map<string, Explanation[]>();
  const add = (
    line: Omit<CostCell, "element">,
    leaf: Pick<Explanation, "id" | "label_sv"> & Partial<Explanation>,
  ): void => {
    if (line.amountOre === 0) return;
    const key = cellKey({ ...line, element: "" });
    const list = leaves.get(key) ?? [];
    list.push({
      label_en: leaf.label_sv,
      amountOre: line.amountOre,
      formula_sv: "",
      formula_en: "",
      children: [],
      ...leaf,
    });
    leaves.set(key, list);
  };
  if (plan !== undefined) {
    const file = `planning/${plan}.csv`;
    for (const [at, line] of (await planLines(tx, provider, plan)).entries()) {
      const place = line.fileLine ?? at + 1;
      add(line, { id: `plan:${plan}:${place}`, label_sv: `${plan}, ${place}`, line: place, file });
    }
    return leaves;
  }
  const accounts = [...new Set(cells.map((cell) => cell.account))];
  for (const line of await linesOf(tx, provider, { fiscalYear: year, accounts })) {
    const voucher = `${line.fiscalYear}/${line.series}/${line.number}`;
    add(line, {
      id: `voucher:${voucher}:${line.lineNo}`,
      label_sv: line.text === "" ? line.voucherText : line.text,
      voucher,
      line: line.lineNo,
      ...(line.file === undefined ? {} : { file: line.file }),
      ...(line.fileLine === undefined ? {} : { fileLine: line.fileLine }),
    });
  }
  return leaves;
}
