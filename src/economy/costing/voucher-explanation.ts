import { type Ore, type Period, allocate, ore, sumOre } from "../../kernel/index.ts";
import { formatPercent } from "../../platform/language/index.ts";
import { type Explanation, assertFooting } from "../ledger/index.ts";
import { type CustomerKeys, splitToCustomers } from "./customer-costing.ts";
import { type ExplanationContext, cellKey, kronorEn, kronorSv } from "./explanation.ts";
import { costObject } from "./grid.ts";
import { unallocated } from "./model.ts";

/** A line of the books as the costing met it. */
export interface ExplainedLine {
  /** `voucher:2024/A/17:3` */
  readonly id: string;
  readonly cellKey: string;
  readonly amountOre: Ore;
  readonly label_sv: string;
  readonly label_en: string;
  readonly voucher: string;
  readonly line: number;
  readonly file?: string;
}

/**
 * The other way: where one voucher line ended up. Its amount follows its cell to a service or a pool, from the pool
 * to the pool's targets in the month's proportions, and from services to customers by their keys.
 * `undefined` when the line is not among the costed cells.
 */
export function explainLine(
  context: ExplanationContext,
  line: ExplainedLine,
  keys?: CustomerKeys,
): Explanation | undefined {
  const { costing } = context;
  const index = costing.cells.findIndex((cell) => cellKey(cell) === line.cellKey);
  if (index < 0) return undefined;
  const cell = costing.cells[index] as (typeof costing.cells)[number];
  const element = costing.grid.elements.indexOf(cell.element);
  const p = costing.grid.periods.indexOf(cell.period);
  const children = follow(
    context,
    costing.placement[index] as number,
    element,
    p,
    line.amountOre,
    line.id,
    keys,
  );
  return assertFooting({
    id: line.id,
    label_sv: line.label_sv,
    label_en: line.label_en,
    amountOre: line.amountOre,
    formula_sv: "",
    formula_en: "",
    children: children,
    voucher: line.voucher,
    line: line.line,
    ...(line.file === undefined ? {} : { file: line.file }),
  });
}

function follow(
  context: ExplanationContext,
  node: number,
  element: number,
  p: number,
  amount: Ore,
  id: string,
  keys: CustomerKeys | undefined,
): Explanation[] {
  if (amount === 0) return [];
  const { grid, model, flows } = context.costing;
  const object = costObject(grid, node);
  if (object !== undefined) {
    const here = `${id}/${object.service}${object.activity === "change" ? ".change" : ""}`;
    const children = toCustomers(context, object.service, p, amount, here, keys);
    const name = context.names.service?.(object.service);
    const change = object.activity === "change";
    return [
      {
        id: here,
        label_sv: `${object.service === unallocated ? "Ofördelat" : (name?.sv ?? object.service)}${change ? ", förändring" : ""}`,
        label_en: `${object.service === unallocated ? "Unallocated" : (name?.en ?? object.service)}${change ? ", change" : ""}`,
        amountOre: amount,
        formula_sv: "tjänstens kostnad",
        formula_en: "cost of the service",
        children: children,
      },
    ];
  }
  const pool = model.pools[node];
  const here = `${id}/${pool?.pool}`;
  const flow = flows.find((candidate) => candidate.pool === node);
  const month = flow?.months[p];
  const width = flow?.targets.length ?? 0;
  const parts = Float64Array.from({ length: width }, (_, i) =>
    Math.abs(month?.parts[element * width + i] ?? 0),
  );
  const whole = ore(month?.amounts[element] ?? 0);
  const children: Explanation[] = [];
  const label = { sv: pool?.nameSv ?? "", en: pool?.nameEn ?? "" };
  if (flow === undefined || parts.every((part) => part === 0)) {
    // The month's debits and credits of this element cancelled out: nothing of the line went further.
    return [
      {
        id: here,
        label_sv: label.sv,
        label_en: label.en,
        amountOre: amount,
        formula_sv: "tas ut av andra rader i samma pool, månad och kostnadsslag",
        formula_en: "cancelled by other lines of the same pool, month and cost element",
        children: [],
      },
    ];
  }
  for (const [i, share] of allocate(amount, parts).entries()) {
    children.push(...follow(context, flow.targets[i] as number, element, p, share, here, keys));
  }
  const ratio = { numerator: Math.abs(amount), denominator: Math.abs(whole) };
  return [
    {
      id: here,
      label_sv: label.sv,
      label_en: label.en,
      amountOre: sumOre(children.map((child) => child.amountOre)),
      formula_sv: `${formatPercent(ratio, "sv")} av ${kronorSv(whole)}, fördelas vidare`,
      formula_en: `${formatPercent(ratio, "en")} of ${kronorEn(whole)}, passed on`,
      children,
    },
  ];
}

function toCustomers(
  context: ExplanationContext,
  service: string,
  p: number,
  amount: Ore,
  id: string,
  keys: CustomerKeys | undefined,
): Explanation[] {
  if (keys === undefined || service === unallocated) return [];
  const period = context.costing.grid.periods[p] as Period;
  const { model } = context.costing;
  const split = splitToCustomers({ model, keys, service, period, amounts: [amount] });
  // A service without a key, or a key without values that month, ends the way up at the service: the cost is certain
  // although its share per customer is not.
  if (!split.ok) return [];
  const { customers, parts, key, shares } = split.value;
  const sum = shares.reduce((total, share) => total + share.weightMicro, 0);
  return customers.flatMap((customer, i): Explanation[] => {
    if (parts[i] === 0) return [];
    const share = shares.find((candidate) => candidate.customer === customer);
    const ratio = { numerator: share?.weightMicro ?? 0, denominator: sum };
    const label = context.names.customer?.(customer) ?? (customer === unallocated ? "–" : customer);
    return [
      {
        id: `${id}/${customer}`,
        label_sv: label,
        label_en: label,
        amountOre: ore(parts[i] as number),
        formula_sv: `${formatPercent(ratio, "sv")}, ${key.nameSv}${share?.because.exceptionSv ? ` (${share.because.exceptionSv})` : ""}`,
        formula_en: `${formatPercent(ratio, "en")}, ${key.nameEn}${share?.because.exceptionEn ? ` (${share.because.exceptionEn})` : ""}`,
        children: [],
      },
    ];
  });
}
