import { type Ore, type Period, allocate, ore } from "../../kernel/index.ts";
import type { Explanation } from "../ledger/index.ts";
import { type CustomerKeys, splitToCustomers } from "./customer-costing.ts";
import { type ExplanationContext, cellKey, poolLabel, ratioSentence, serviceLabel } from "./explanation.ts";
import { costObject } from "./grid.ts";
import { unallocated } from "./model.ts";
import { customerSentence } from "./sentence-filling.ts";

/** A line of the books as the costing met it. */
export interface ExplainedLine {
  /** `voucher:2024/A/17:3` */
  readonly id: string;
  readonly cellKey: string;
  readonly amountOre: Ore;
  readonly label_sv: string;
  readonly label_en: string;
  readonly formula_sv: string;
  readonly formula_en: string;
  readonly voucher: string;
  readonly line: number;
  readonly file?: string;
  readonly fileLine?: number;
}

/** Where an amount stands on its way: on a node, in a month and element, after so many flows have passed. */
interface Standing {
  readonly node: number;
  readonly amountOre: Ore;
  /** The flow that brought it; -1 for the cell's own place. */
  readonly after: number;
}

/**
 * The other way: where one voucher line ended up, one level at a time. Its amount follows its cell to a service or a
 * pool, from the pool to the pool's targets in the month's proportions, and from services to customers by their keys.
 * `path` leads from the line by pools to a service. `undefined` when the line is not among the costed cells.
 */
export function explainLine(
  context: ExplanationContext,
  line: ExplainedLine,
  path: readonly string[],
  keys?: CustomerKeys,
): Explanation | undefined {
  const { costing } = context;
  const index = costing.cells.findIndex((cell) => cellKey(cell) === line.cellKey);
  if (index < 0) return undefined;
  const cell = costing.cells[index] as (typeof costing.cells)[number];
  const at = {
    element: costing.grid.elements.indexOf(cell.element),
    p: costing.grid.periods.indexOf(cell.period),
  };
  let here = line.id;
  let standing: Standing = { node: costing.placement[index] as number, amountOre: line.amountOre, after: -1 };
  let next = [{ node: nodeOf(context, standing, here), standing }];
  if (path.length === 0) {
    const { cellKey: _, ...rest } = line;
    const children = line.amountOre === 0 ? [] : next.map(({ node }) => node);
    return { ...rest, children };
  }
  let found: Explanation | undefined;
  for (const [level, name] of path.entries()) {
    const step = next.find(({ node }) => node.id === `${here}/${name}`);
    if (step === undefined)
      return level === path.length - 1
        ? found?.children.find(({ id }) => id === `${here}/${name}`)
        : undefined;
    here = step.node.id;
    standing = step.standing;
    const isService = costObject(costing.grid, standing.node) !== undefined;
    next = isService ? [] : passedOn(context, standing, at, here);
    const children = isService
      ? toCustomers(context, standing, at.p, here, keys)
      : next.map(({ node }) => node);
    const { closed: _, ...node } = step.node;
    found = children.length === 0 ? endOf(node, isService) : { ...node, children };
  }
  return found;
}

/** A pool whose month cancelled out, or a service whose cost nobody shares, says why the way ends there. */
function endOf(node: Explanation, isService: boolean): Explanation {
  if (isService)
    return {
      ...node,
      formula_sv: "Tjänstens kostnad delas inte på kunder den månaden, eller fördelas inte alls.",
      formula_en: "The service's cost is not shared by customers that month, or not at all.",
    };
  return {
    ...node,
    formula_sv: "Tas ut av andra rader i samma pool, månad och kostnadsslag.",
    formula_en: "Cancelled by other lines of the same pool, month and cost element.",
  };
}

/** A service or pool that an amount came to, with its parts still closed. */
function nodeOf(context: ExplanationContext, { node, amountOre }: Standing, above: string): Explanation {
  const { grid, model } = context.costing;
  const object = costObject(grid, node);
  if (object !== undefined) {
    const isChange = object.activity === "change";
    const label = serviceLabel(context.names, object.service);
    return {
      id: `${above}/${object.service}${isChange ? ".change" : ""}`,
      label_sv: `${label.sv}${isChange ? ", förändring" : ""}`,
      label_en: `${label.en}${isChange ? ", change" : ""}`,
      amountOre,
      formula_sv: "Tjänstens kostnad, som kunderna delar på.",
      formula_en: "Cost of the service, which its customers share.",
      children: [],
      closed: true,
    };
  }
  const pool = model.pools[node];
  const label = poolLabel({ model }, pool?.pool ?? "");
  return {
    id: `${above}/${pool?.pool}`,
    label_sv: label.sv,
    label_en: label.en,
    amountOre,
    formula_sv: "En gemensam kostnad, som fördelas vidare.",
    formula_en: "A common cost, which is passed on.",
    children: [],
    closed: true,
  };
}

/** What a pool passes on: to the targets of the first flow that empties it after the amount came there. */
function passedOn(
  context: ExplanationContext,
  { node, amountOre, after }: Standing,
  { element, p }: { readonly element: number; readonly p: number },
  here: string,
): { readonly node: Explanation; readonly standing: Standing }[] {
  const { flows } = context.costing;
  const at = flows.findIndex((flow, index) => index > after && flow.pool === node);
  const flow = flows[at];
  const month = flow?.months[p];
  if (flow === undefined || month === undefined) return [];
  const width = flow.targets.length;
  const parts = Float64Array.from({ length: width }, (_, i) =>
    Math.abs(month.parts[element * width + i] as number),
  );
  if (parts.every((part) => part === 0)) return [];
  return allocate(amountOre, parts).flatMap((share, i) => {
    if (share === 0) return [];
    const standing = { node: flow.targets[i] as number, amountOre: share, after: at };
    const sentence = ratioSentence(context, flow, month, i);
    const target = nodeOf(context, standing, here);
    return [{ node: { ...target, formula_sv: sentence.sv, formula_en: sentence.en }, standing }];
  });
}

function toCustomers(
  context: ExplanationContext,
  { node, amountOre }: Standing,
  p: number,
  id: string,
  keys: CustomerKeys | undefined,
): Explanation[] {
  const service = costObject(context.costing.grid, node)?.service ?? unallocated;
  if (keys === undefined || service === unallocated) return [];
  const period = context.costing.grid.periods[p] as Period;
  const { model } = context.costing;
  const split = splitToCustomers({ model, keys, service, period, amounts: [amountOre] });
  // A service without a key, or a key without values that month, ends the way up at the service: the cost is certain
  // although its share per customer is not.
  if (!split.ok) return [];
  const { customers, parts } = split.value;
  return customers.flatMap((customer, i): Explanation[] => {
    if (parts[i] === 0) return [];
    const said = customerSentence(context, split.value, { customer, amountOre });
    const nobody = { sv: "Ingen kund", en: "No customer" };
    const name = context.names.customer?.(customer);
    return [
      {
        id: `${id}/${customer}`,
        label_sv: name ?? (customer === unallocated ? nobody.sv : customer),
        label_en: name ?? (customer === unallocated ? nobody.en : customer),
        amountOre: ore(parts[i] as number),
        formula_sv: said.sv,
        formula_en: said.en,
        children: [],
      },
    ];
  });
}
