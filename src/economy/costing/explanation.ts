import { type Micro, type Ore, type Period, byCode, ore, sumOre } from "../../kernel/index.ts";
import { formatAmount, formatPercent, formatQuantity } from "../../platform/language/index.ts";
import { type Explanation, assertFooting } from "../ledger/index.ts";
import type { CostCell } from "./cell.ts";
import type { DriverReader } from "./driver.ts";
import type { ServiceCosting } from "./engine.ts";
import { activities, serviceNode, slot } from "./grid.ts";
import { type Basis, unallocated } from "./model.ts";
import { portion } from "./split.ts";
import type { FlowMonth, StepFlow } from "./step-down.ts";

/** Names for the sentences; what is missing is called by its code. */
export interface Names {
  readonly service?: (service: string) => { readonly sv: string; readonly en: string } | undefined;
  readonly account?: (account: string) => string | undefined;
  readonly customer?: (customer: string) => string | undefined;
}

export interface ExplanationContext {
  readonly costing: ServiceCosting;
  readonly drivers: DriverReader;
  /** Stands first in every id: `cost:2024:actual`. */
  readonly prefix: string;
  readonly names: Names;
  /**
   * The voucher lines behind a share of a cell; their amounts sum to the share. Without it the cell is the leaf.
   * Shares of cells are exact: a credit stays a credit.
   */
  readonly expand?: (cell: CostCell, shareOre: Ore, id: string) => readonly Explanation[];
  /** Whether the children of a node are wanted; all are when left out. A closed node keeps its id to be asked by. */
  readonly open?: (id: string) => boolean;
}

/** Opens the way down to a node and `depth` levels below it, and nothing beside. */
export function openTo(target: string, depth: number): (id: string) => boolean {
  return (id) => isBelow(target, id) || (isBelow(id, target) && levels(id) - levels(target) < depth);
}

function isBelow(id: string, above: string): boolean {
  return id === above || (id.startsWith(above) && (id[above.length] === "/" || id[above.length] === ":"));
}

/** Every `/` and `:` of an id begins a level. */
function levels(id: string): number {
  return id.split(/[/:]/).length;
}

function isOpen(context: ExplanationContext, id: string): boolean {
  return context.open?.(id) ?? true;
}

/**
 * Why a service costs what it does, down to ledger cells: direct costs by account, and for each step that reached it
 * the driver's sentence and the pool behind, month by month. Every parent is the exact sum of its children.
 */
export function explainService(
  context: ExplanationContext,
  service: string,
  periods: readonly Period[] = context.costing.grid.periods,
): Explanation | undefined {
  const { grid } = context.costing;
  const index = grid.services.indexOf(service);
  if (index < 0) return undefined;
  const months = grid.periods.flatMap((period, p) => (periods.includes(period) ? [p] : []));
  const only = periods.length === 1 ? `:${periods[0]}` : "";
  const id = `${context.prefix}:${service}${only}`;
  const children = activities.flatMap((activity) =>
    explainNode(context, serviceNode(grid, index, activity), months, id),
  );
  const name = context.names.service?.(service);
  return assertFooting({
    id,
    label_sv: service === unallocated ? "Ofördelat" : (name?.sv ?? service),
    label_en: service === unallocated ? "Unallocated" : (name?.en ?? service),
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: "direkta kostnader + fördelade kostnader",
    formula_en: "direct costs + allocated costs",
    children,
  });
}

/** The direct costs of a service and activity, and one branch for each step that reached it. */
function explainNode(
  context: ExplanationContext,
  node: number,
  months: readonly number[],
  id: string,
): Explanation[] {
  const { costing } = context;
  const { grid } = costing;
  const change = (node - grid.pools.length) % 2 === 1;
  const wanted = new Set(months.map((p) => grid.periods[p]));
  const own = (cellIndex(costing).byNode.get(node) ?? []).filter((i) =>
    wanted.has((costing.cells[i] as CostCell).period),
  );
  const branches: Explanation[] = [];
  if (own.length > 0) {
    const direct = new Map(own.map((i) => [i, (costing.cells[i] as CostCell).amountOre]));
    const directId = `${id}/${change ? "change-" : ""}direct`;
    const children = byAccount(context, direct, directId);
    branches.push({
      id: directId,
      label_sv: change ? "Direkta kostnader, förändring" : "Direkta kostnader",
      label_en: change ? "Direct costs, change" : "Direct costs",
      amountOre: sumOre(children.map((child) => child.amountOre)),
      formula_sv: "konterade på tjänsten",
      formula_en: "coded to the service",
      children: isOpen(context, directId) ? children : [],
    });
  }
  for (const flow of costing.flows) {
    const target = flow.targets.indexOf(node);
    if (target < 0) continue;
    const stepId = `${id}/${flow.step.from}`;
    const children = months.flatMap((p) => explainMonth(context, flow, target, p, stepId, true));
    if (children.length === 0) continue;
    const single = months.length === 1 ? children[0] : undefined;
    if (single !== undefined) branches.push({ ...single, id: stepId });
    else {
      const pool = costing.model.pools[flow.pool];
      branches.push({
        id: stepId,
        label_sv: pool?.nameSv ?? flow.step.from,
        label_en: pool?.nameEn ?? flow.step.from,
        amountOre: sumOre(children.map((child) => child.amountOre)),
        formula_sv: flow.step.explainSv || `månad för månad efter ${basisSv(context, flow.step.by)}`,
        formula_en: flow.step.explainEn || `month by month by ${basisEn(context, flow.step.by)}`,
        children: isOpen(context, stepId) ? children : [],
      });
    }
  }
  return branches;
}

/** What one step gave one target in one month, with the pool's content behind it. */
function explainMonth(
  context: ExplanationContext,
  flow: StepFlow,
  target: number,
  p: number,
  id: string,
  named: boolean,
): Explanation[] {
  const month = flow.months[p];
  if (month === undefined) return [];
  const { costing } = context;
  const width = costing.grid.elements.length;
  const parts = new Map<number, Ore>();
  for (let e = 0; e < width; e++) {
    const part = ore(month.parts[e * flow.targets.length + target] as number);
    if (part !== 0) parts.set(e, part);
  }
  if (parts.size === 0) return [];
  const period = costing.grid.periods[p] as Period;
  const here = `${id}:${period}`;
  const pool = costing.model.pools[flow.pool];
  const sentence = ratioSentence(context, flow, month, target);
  return [
    {
      id: here,
      label_sv: named ? `${pool?.nameSv ?? flow.step.from}, ${period}` : (pool?.nameSv ?? flow.step.from),
      label_en: named ? `${pool?.nameEn ?? flow.step.from}, ${period}` : (pool?.nameEn ?? flow.step.from),
      amountOre: sumOre(parts.values()),
      formula_sv: sentence.sv,
      formula_en: sentence.en,
      children: isOpen(context, here) ? poolPortion(context, flow.pool, p, parts, here) : [],
    },
  ];
}

/**
 * A share of a pool's content in one month: its own cells by account, and what earlier steps put there, each in
 * proportion, element by element.
 */
function poolPortion(
  context: ExplanationContext,
  pool: number,
  p: number,
  parts: ReadonlyMap<number, Ore>,
  id: string,
): Explanation[] {
  const { costing } = context;
  const { grid } = costing;
  const cells = new Map<number, Ore>();
  const inflows = new Map<StepFlow, Map<number, Ore>>();
  const { bySlot } = cellIndex(costing);
  const earlier = costing.flows.flatMap((flow) => {
    const target = flow.targets.indexOf(pool);
    const month = flow.months[p];
    return target < 0 || month === undefined ? [] : [{ flow, month, target }];
  });
  for (const [e, part] of parts) {
    const mine = bySlot.get(slot(grid, pool, p) + e) ?? [];
    const components = [
      ...mine.map((i) => (costing.cells[i] as CostCell).amountOre as number),
      ...earlier.map(({ flow, month, target }) => month.parts[e * flow.targets.length + target] as number),
    ];
    const split = portion(part, components);
    for (const [k, i] of mine.entries()) {
      if (split[k] !== 0) cells.set(i, split[k] as Ore);
    }
    for (const [k, { flow }] of earlier.entries()) {
      const amount = split[mine.length + k] as Ore;
      if (amount === 0) continue;
      const byElement = inflows.get(flow) ?? new Map<number, Ore>();
      byElement.set(e, amount);
      inflows.set(flow, byElement);
    }
  }
  const children = byAccount(context, cells, id);
  for (const { flow, month, target } of earlier) {
    const byElement = inflows.get(flow);
    if (byElement === undefined) continue;
    const source = costing.model.pools[flow.pool];
    const sentence = ratioSentence(context, flow, month, target);
    const here = `${id}/${flow.step.from}`;
    children.push({
      id: here,
      label_sv: source?.nameSv ?? flow.step.from,
      label_en: source?.nameEn ?? flow.step.from,
      amountOre: sumOre(byElement.values()),
      formula_sv: sentence.sv,
      formula_en: sentence.en,
      children: isOpen(context, here) ? poolPortion(context, flow.pool, p, byElement, here) : [],
    });
  }
  return children;
}

/** Shares of cells, gathered by account. */
function byAccount(context: ExplanationContext, shares: ReadonlyMap<number, Ore>, id: string): Explanation[] {
  const accounts = new Map<string, Explanation[]>();
  for (const [i, share] of shares) {
    const cell = context.costing.cells[i] as CostCell;
    const leaves = accounts.get(cell.account) ?? [];
    leaves.push(explainCell(context, cell, share, `${id}/${cell.account}`));
    accounts.set(cell.account, leaves);
  }
  return [...accounts]
    .sort(([a], [b]) => byCode(a, b))
    .map(([account, leaves]) => {
      const name = context.names.account?.(account);
      const label = name === undefined ? account : `${account} ${name}`;
      return {
        id: `${id}/${account}`,
        label_sv: label,
        label_en: label,
        amountOre: sumOre(leaves.map((leaf) => leaf.amountOre)),
        formula_sv: "",
        formula_en: "",
        children: isOpen(context, `${id}/${account}`) ? leaves.sort((a, b) => byCode(a.id, b.id)) : [],
      };
    });
}

function explainCell(context: ExplanationContext, cell: CostCell, share: Ore, id: string): Explanation {
  const here = `${id}/${cellKey(cell)}`;
  const coding = [cell.costCentre, cell.project, cell.service, cell.customer].filter((code) => code !== "");
  const label = [cell.period, ...coding].join(" / ");
  const whole = share === cell.amountOre;
  return {
    id: here,
    label_sv: label,
    label_en: label,
    amountOre: share,
    formula_sv: whole ? "" : `andel av ${kronorSv(cell.amountOre)}`,
    formula_en: whole ? "" : `share of ${kronorEn(cell.amountOre)}`,
    children: share === 0 || !isOpen(context, here) ? [] : (context.expand?.(cell, share, here) ?? []),
  };
}

/** The coding that makes a cell one: unique within a costing. */
export function cellKey(cell: CostCell): string {
  return [
    cell.period,
    cell.account,
    cell.costCentre,
    cell.project,
    cell.service,
    cell.customer,
    cell.counterparty,
  ].join("|");
}

interface Sentence {
  readonly sv: string;
  readonly en: string;
}

/** "3,1 % av 1 234 567,00 kr: 12 av 387 årsarbetare". */
function ratioSentence(
  context: ExplanationContext,
  flow: StepFlow,
  month: FlowMonth,
  target: number,
): Sentence {
  const pool = ore(month.amounts.reduce((sum, amount) => sum + amount, 0));
  const agreed = month.agreed?.[target] ?? 0;
  const weight = month.weights[target] as number;
  if (weight === 0 && agreed !== 0) {
    return { sv: `avtalat belopp av ${kronorSv(pool)}`, en: `agreed amount of ${kronorEn(pool)}` };
  }
  const sum = month.weights.reduce((total, value) => total + value, 0);
  const basis = flow.step.by.kind === "agreed" ? (flow.step.by.rest ?? flow.step.by) : flow.step.by;
  const ratio = { numerator: weight, denominator: sum };
  const first = agreed === 0 ? { sv: "", en: "" } : { sv: "avtalat belopp + ", en: "agreed amount + " };
  return {
    sv: `${first.sv}${formatPercent(ratio, "sv")} av ${kronorSv(pool)}: ${quantity(weight, "sv")} av ${quantity(sum, "sv")} ${basisSv(context, basis)}`,
    en: `${first.en}${formatPercent(ratio, "en")} of ${kronorEn(pool)}: ${quantity(weight, "en")} of ${quantity(sum, "en")} ${basisEn(context, basis)}`,
  };
}

function quantity(value: number, language: "sv" | "en"): string {
  return formatQuantity(value as Micro, language);
}

export function kronorSv(amount: Ore): string {
  return `${formatAmount(amount, "sv")}\u00a0kr`;
}

export function kronorEn(amount: Ore): string {
  return `SEK\u00a0${formatAmount(amount, "en")}`;
}

/** The unit with the driver's name, unless they are the same word. */
function unitOf(unit: string, name: string): string {
  return unit.toLowerCase() === name.toLowerCase() ? unit : `${unit} (${name})`;
}

function basisSv(context: ExplanationContext, basis: Basis): string {
  if (basis.kind === "driver") {
    const driver = context.drivers.registered(basis.driver);
    return driver === undefined ? basis.driver : unitOf(driver.unit, driver.nameSv);
  }
  return basis.kind === "equal" ? "lika delar" : "fasta andelar";
}

function basisEn(context: ExplanationContext, basis: Basis): string {
  if (basis.kind === "driver") {
    const driver = context.drivers.registered(basis.driver);
    return driver === undefined ? basis.driver : unitOf(driver.unit, driver.nameEn);
  }
  return basis.kind === "equal" ? "equal parts" : "fixed shares";
}

interface CellIndex {
  readonly byNode: ReadonlyMap<number, readonly number[]>;
  /** By place in the grid: node, period and element. */
  readonly bySlot: ReadonlyMap<number, readonly number[]>;
}

const cellIndexes = new WeakMap<ServiceCosting, CellIndex>();

/** The cells placed on each node; indexed once per costing. */
function cellIndex(costing: ServiceCosting): CellIndex {
  const known = cellIndexes.get(costing);
  if (known !== undefined) return known;
  const { grid, placement, cells } = costing;
  const byNode = new Map<number, number[]>();
  const bySlot = new Map<number, number[]>();
  const add = (index: Map<number, number[]>, at: number, cell: number): void => {
    const list = index.get(at);
    if (list === undefined) index.set(at, [cell]);
    else list.push(cell);
  };
  const periods = new Map(grid.periods.map((period, p) => [period, p]));
  const elements = new Map(grid.elements.map((element, e) => [element, e]));
  for (const [i, cell] of cells.entries()) {
    const node = placement[i] as number;
    if (node < 0) continue;
    add(byNode, node, i);
    const e = elements.get(cell.element) as number;
    add(bySlot, slot(grid, node, periods.get(cell.period) as number) + e, i);
  }
  const index = { byNode, bySlot };
  cellIndexes.set(costing, index);
  return index;
}

/** The cells that a service's cost may rest on: its own, and those of every pool that reaches it. */
export function cellsBehind(costing: ServiceCosting, service: string): CostCell[] {
  const { grid, flows, cells } = costing;
  const index = grid.services.indexOf(service);
  if (index < 0) return [];
  const nodes = new Set(activities.map((activity) => serviceNode(grid, index, activity)));
  // Steps stand in the order costs move, so one pass from the end finds every pool upstream.
  for (const flow of flows.toReversed()) {
    if (flow.targets.some((target) => nodes.has(target))) nodes.add(flow.pool);
  }
  const { byNode } = cellIndex(costing);
  return [...nodes].flatMap((node) => (byNode.get(node) ?? []).map((i) => cells[i] as CostCell));
}
