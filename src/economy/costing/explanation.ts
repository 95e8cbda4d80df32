import { type Micro, type Ore, type Period, byCode, ore, sumOre } from "../../kernel/index.ts";
import { formatPercent, formatPeriod, formatQuantity } from "../../platform/language/index.ts";
import { type Explanation, assertFooting } from "../ledger/index.ts";
import type { CostCell } from "./cell.ts";
import type { DriverReader } from "./driver.ts";
import type { ServiceCosting } from "./engine.ts";
import { type Content, directShares, portionOf, reachedBy } from "./explanation-portions.ts";
import { activities, serviceNode } from "./grid.ts";
import { type Activity, type Basis, type CostModel, poolOfIdleLine, unallocated } from "./model.ts";
import { basisOf, filledSentence, kronorEn, kronorSv, type Said } from "./sentence-filling.ts";
import type { StepFlow } from "./step-down.ts";

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
}

/** What words are made of, without costing anything. */
export interface Wording {
  readonly model: CostModel;
  readonly drivers: DriverReader;
}

function wordingOf({ costing, drivers }: ExplanationContext): Wording {
  return { model: costing.model, drivers };
}

/** A branch of a service's cost: direct, or by the step that empties a pool. */
export interface Branch {
  readonly activity: Activity;
  /** The pool that the step empties; '' for what was booked on the service itself. */
  readonly step: string;
}

const changePrefix = "change.";

/** How a branch stands in an id: `direct`, `common`, `change.direct`. */
export function branchName({ activity, step }: Branch): string {
  return `${activity === "change" ? changePrefix : ""}${step === "" ? "direct" : step}`;
}

export function branchOf(name: string): Branch {
  const isChange = name.startsWith(changePrefix);
  const step = isChange ? name.slice(changePrefix.length) : name;
  return { activity: isChange ? "change" : "operation", step: step === "direct" ? "" : step };
}

/**
 * Why a service costs what it does, down to account and month: the whole tree of costed months that are at hand. The
 * product opens the same tree one level at a time; this is what it is held against.
 */
export function explainService(context: ExplanationContext, service: string): Explanation | undefined {
  const { grid } = context.costing;
  const index = grid.services.indexOf(service);
  if (index < 0) return undefined;
  const id = `${context.prefix}:${service}`;
  const wording = wordingOf(context);
  const children = activities.flatMap((activity) => {
    const steps = new Set(
      reachedBy(context.costing, serviceNode(grid, index, activity)).map((flow) => flow.step.from),
    );
    return ["", ...steps].flatMap((step) => {
      const here = `${id}/${branchName({ activity, step })}`;
      const months = grid.periods.flatMap((period) =>
        explainBranch(context, { service, activity, step, period }, `${here}:${period}`),
      );
      if (months.length === 0) return [];
      return [
        sumNode(
          here,
          branchLabel(wording, { activity, step }),
          branchSentence(wording, { activity, step }),
          months,
        ),
      ];
    });
  });
  return assertFooting(sumNode(id, serviceLabel(context.names, service), serviceSentence, children));
}

/** One branch of a service in one month, opened all the way to accounts. Nothing where nothing came. */
function explainBranch(
  context: ExplanationContext,
  at: Branch & { readonly service: string; readonly period: Period },
  id: string,
): Explanation[] {
  const found = openBranch(context, at, [], id);
  if (found === undefined || found.children.length === 0) return [];
  return [deepened(context, at, [], found, id)];
}

function deepened(
  context: ExplanationContext,
  at: Branch & { readonly service: string; readonly period: Period },
  path: readonly string[],
  node: Explanation,
  id: string,
): Explanation {
  const children = node.children.map((child) => {
    const name = child.id.slice(id.length + 1);
    const below = openBranch(context, at, [...path, name], child.id);
    return below === undefined || below.children.length === 0
      ? { ...child }
      : { ...child, children: deepened(context, at, [...path, name], below, child.id).children };
  });
  return { ...node, children };
}

/** A node below a branch and month: its parts one level down, or the shares of cells that it ends in. */
export interface OpenedBranch extends Explanation {
  /** Where it is an account: which cells, and how much of each. */
  readonly shares?: ReadonlyMap<number, Ore>;
}

/**
 * What a branch of a service's cost is made of in a month: `path` leads from there by pools to an account. Only what lies
 * on the way is looked at, each in proportion, element by element, so that nothing is lost on the way.
 */
export function openBranch(
  context: ExplanationContext,
  {
    service,
    activity,
    step,
    period,
    element,
  }: Branch & { readonly service: string; readonly period: Period; readonly element?: string | undefined },
  path: readonly string[],
  id: string,
): OpenedBranch | undefined {
  const { costing } = context;
  const { grid, model } = costing;
  const p = grid.periods.indexOf(period);
  const index = grid.services.indexOf(service);
  if (p < 0 || index < 0) return undefined;
  const node = serviceNode(grid, index, activity);
  let portion =
    step === ""
      ? { cells: directShares(costing, node, p), inflows: new Map<number, Content>() }
      : portionOf(costing, contentOf(context, node, step, p, element), p);
  let place: Said = step === "" ? serviceLabel(context.names, service) : poolLabel({ model }, step);
  for (const [level, name] of path.entries()) {
    const pool = model.pools.findIndex((one) => one.pool === name);
    const inflow = pool < 0 ? undefined : portion.inflows.get(pool);
    if (inflow !== undefined) {
      portion = portionOf(costing, inflow, p);
      place = poolLabel({ model }, name);
      continue;
    }
    if (level < path.length - 1) return undefined;
    const shares = new Map(
      [...portion.cells].filter(([i]) => (costing.cells[i] as CostCell).account === name),
    );
    if (shares.size === 0) return undefined;
    return { ...accountNode(context, name, shares, { id, period, place }), shares };
  }
  const children: Explanation[] = [...groupShares(costing, portion.cells)]
    .sort(([a], [b]) => byCode(a, b))
    .map(([account, shares]) =>
      accountNode(context, account, shares, { id: `${id}/${account}`, period, place }),
    );
  for (const [pool, inflow] of portion.inflows) {
    const code = model.pools[pool]?.pool ?? "";
    const label = poolLabel({ model }, code);
    const sentence = contentSentence(context, inflow);
    children.push({
      id: `${id}/${code}`,
      label_sv: label.sv,
      label_en: label.en,
      amountOre: sumOre(inflow.flatMap(({ parts }) => [...parts.values()])),
      formula_sv: sentence.sv,
      formula_en: sentence.en,
      children: [],
      closed: true,
    });
  }
  const inflow = step === "" ? undefined : contentOf(context, node, step, p, element);
  const sentence =
    inflow === undefined
      ? {
          sv: `Bokfört på tjänsten i ${formatPeriod(period, "sv")}.`,
          en: `Booked on the service in ${formatPeriod(period, "en")}.`,
        }
      : contentSentence(context, inflow);
  return sumNode(id, { sv: formatPeriod(period, "sv"), en: formatPeriod(period, "en") }, sentence, children);
}

function contentOf(
  context: ExplanationContext,
  node: number,
  step: string,
  p: number,
  element?: string,
): Content {
  const { costing } = context;
  return reachedBy(costing, node)
    .filter((flow) => flow.step.from === step)
    .flatMap((flow) => {
      const month = flow.months[p];
      const target = flow.targets.indexOf(node);
      if (month === undefined) return [];
      const parts = new Map<number, Ore>();
      for (const [e, name] of costing.grid.elements.entries()) {
        if (element !== undefined && name !== element) continue;
        const part = ore(month.parts[e * flow.targets.length + target] as number);
        if (part !== 0) parts.set(e, part);
      }
      return parts.size === 0 ? [] : [{ flow, month, target, parts }];
    });
}

function groupShares(
  costing: ServiceCosting,
  cells: ReadonlyMap<number, Ore>,
): Map<string, Map<number, Ore>> {
  const accounts = new Map<string, Map<number, Ore>>();
  for (const [i, share] of cells) {
    const { account } = costing.cells[i] as CostCell;
    const shares = accounts.get(account) ?? new Map<number, Ore>();
    accounts.set(account, shares.set(i, share));
  }
  return accounts;
}

function accountNode(
  context: ExplanationContext,
  account: string,
  shares: ReadonlyMap<number, Ore>,
  { id, period, place }: { readonly id: string; readonly period: Period; readonly place: Said },
): Explanation {
  const label = accountLabel(context.names, account);
  const amountOre = sumOre(shares.values());
  const whole = sumOre([...shares.keys()].map((i) => (context.costing.cells[i] as CostCell).amountOre));
  const month = { sv: formatPeriod(period, "sv"), en: formatPeriod(period, "en") };
  return {
    id,
    label_sv: label,
    label_en: label,
    amountOre,
    formula_sv:
      whole === amountOre
        ? `Bokfört på ${place.sv} i ${month.sv}.`
        : `Del av ${kronorSv(whole)} som bokförts på ${place.sv} i ${month.sv}.`,
    formula_en:
      whole === amountOre
        ? `Booked on ${place.en} in ${month.en}.`
        : `A part of ${kronorEn(whole)} booked on ${place.en} in ${month.en}.`,
    children: [],
    closed: true,
  };
}

/** A node that is the sum of its parts. */
export function sumNode(
  id: string,
  label: Said,
  sentence: Said,
  children: readonly Explanation[],
): Explanation {
  return {
    id,
    label_sv: label.sv,
    label_en: label.en,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: sentence.sv,
    formula_en: sentence.en,
    children,
  };
}

export const serviceSentence: Said = {
  sv: "Det som bokförts på tjänsten själv, och dess del av de gemensamma kostnaderna.",
  en: "What was booked on the service itself, and its part of the common costs.",
};

export function serviceLabel(names: Names, service: string): Said {
  if (service === unallocated) return { sv: "Ofördelat", en: "Unallocated" };
  return idleLabel(service) ?? names.service?.(service) ?? { sv: service, en: service };
}

/** What an idle line is called among the services; nothing for a service. */
export function idleLabel(service: string): Said | undefined {
  const pool = poolOfIdleLine(service);
  return pool === undefined
    ? undefined
    : { sv: `Ledig kapacitet (${pool})`, en: `Unused capacity (${pool})` };
}

export function accountLabel(names: Names, account: string): string {
  return [account, names.account?.(account)].filter(Boolean).join(" ");
}

export function poolLabel({ model }: Pick<Wording, "model">, code: string): Said {
  const pool = model.pools.find((one) => one.pool === code);
  return { sv: pool?.nameSv || code, en: pool?.nameEn || code };
}

export function branchLabel(wording: Pick<Wording, "model">, { activity, step }: Branch): Said {
  const isChange = activity === "change";
  const label = step === "" ? { sv: "Direkta kostnader", en: "Direct costs" } : poolLabel(wording, step);
  return isChange ? { sv: `${label.sv}, förändring`, en: `${label.en}, change` } : label;
}

/** How a branch came about over a year, in the model's own words where it has them. */
export function branchSentence(wording: Wording, { step }: Branch): Said {
  if (step === "")
    return {
      sv: "Bokfört på tjänsten själv eller på dess projekt.",
      en: "Booked on the service itself or on its projects.",
    };
  const found = wording.model.steps.find((one) => one.from === step);
  const basis = found === undefined ? undefined : basisOf(wording, found.by);
  const plain = (text: string | undefined): string => (text === undefined || text.includes("{") ? "" : text);
  return {
    sv: plain(found?.explainSv) || `Fördelas månad för månad efter ${basis?.sv ?? "modellens andelar"}.`,
    en: plain(found?.explainEn) || `Shared month by month by ${basis?.en ?? "the model's shares"}.`,
  };
}

/** What several flows of one pool say; as a rule there is one, in double step-down two. */
function contentSentence(context: ExplanationContext, content: Content): Said {
  const said = content.map(({ flow, month, target }) => ratioSentence(context, flow, month, target));
  return { sv: said.map((one) => one.sv).join("; "), en: said.map((one) => one.en).join("; ") };
}

/** "3,1 % av 1 234 567,00 kr: 12 av 387 årsarbetare", or the model's own sentence with the numbers in it. */
export function ratioSentence(
  context: Pick<ExplanationContext, "drivers">,
  flow: StepFlow,
  month: NonNullable<StepFlow["months"][number]>,
  target: number,
): Said {
  const pool = ore(month.amounts.reduce((sum, amount) => sum + amount, 0));
  const agreed = month.agreed?.[target] ?? 0;
  const weight = month.weights[target] as number;
  if (weight === 0 && agreed !== 0)
    return { sv: `avtalat belopp av ${kronorSv(pool)}`, en: `agreed amount of ${kronorEn(pool)}` };
  const sum = month.weights.reduce((total, value) => total + value, 0);
  const by = flow.step.by.kind === "agreed" ? (flow.step.by.rest ?? flow.step.by) : flow.step.by;
  const ratio = { numerator: weight, denominator: sum };
  const basis = basisOf(context, by);
  const own = written(context, flow, { pool, weight, sum, by });
  if (own !== undefined) return own;
  const first = agreed === 0 ? { sv: "", en: "" } : { sv: "avtalat belopp + ", en: "agreed amount + " };
  const head = {
    sv: `${first.sv}${formatPercent(ratio, "sv")} av ${kronorSv(pool)}`,
    en: `${first.en}${formatPercent(ratio, "en")} of ${kronorEn(pool)}`,
  };
  if (flow.block !== undefined)
    return {
      sv: `${head.sv}, sedan poolerna betjänat varandra efter ${basis.sv}`,
      en: `${head.en}, after the pools have served each other by ${basis.en}`,
    };
  const round =
    flow.round === undefined
      ? { sv: "", en: "" }
      : { sv: ` (omgång ${flow.round})`, en: ` (round ${flow.round})` };
  return {
    sv: `${head.sv}${round.sv}: ${quantity(weight, "sv")} av ${quantity(sum, "sv")} ${basis.sv}`,
    en: `${head.en}${round.en}: ${quantity(weight, "en")} of ${quantity(sum, "en")} ${basis.en}`,
  };
}

/** The model's sentence for a step, where it has places for numbers. */
function written(
  context: Pick<ExplanationContext, "drivers">,
  { step, block }: StepFlow,
  at: {
    readonly pool: Ore;
    readonly weight: number;
    readonly sum: number;
    readonly by: Basis;
  },
): Said | undefined {
  if (!step.explainSv.includes("{") || block !== undefined) return undefined;
  return filledSentence(step, {
    own: at.weight,
    sum: at.sum,
    amountOre: at.pool,
    driver: basisOf(context, at.by),
  });
}

function quantity(value: number, language: "sv" | "en"): string {
  return formatQuantity(value as Micro, language);
}

/** The coding that makes a cell one: unique within a costing. */
export function cellKey(cell: Omit<CostCell, "amountOre" | "element">): string {
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
