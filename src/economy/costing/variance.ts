import {
  type Ore,
  type Period,
  type Problem,
  type Result,
  assert,
  byCode,
  inProportion,
  monthOf,
  ok,
  ore,
  refused,
} from "../../kernel/index.ts";
import { type CustomerKeys, type CustomerSplit, splitToCustomers } from "./customer-costing.ts";
import type { DriverReader } from "./driver.ts";
import { customersOf, inForce } from "./keys.ts";
import { type Activity, type Basis, type CostModel, unallocated } from "./model.ts";
import { modelOf, type YearCosting } from "./year.ts";
import { lastDayOf } from "../../kernel/index.ts";

/** One side of a comparison: a year costed in a scenario, and what its keys to customers read. */
export interface Scenario {
  readonly costing: YearCosting;
  readonly models: readonly CostModel[];
  readonly keys: CustomerKeys;
}

/**
 * Why an amount differs between two scenarios (avvikelseanalys). In the order they are taken:
 * `key` another rule for sharing (key, exception, agreed shares), measured on the first side's quantities;
 * `mix` the customers' quantities have moved against each other; `volume` there is more or less in all, at the first
 * side's unit cost; `price` what a unit costs has changed; `scope` the service costs or is shared on one side only.
 */
export const effects = ["price", "volume", "mix", "key", "scope"] as const;
export type Effect = (typeof effects)[number];

/** A customer's cost of a service in a month on both sides, and the effects that make the difference, to the öre. */
export interface VarianceRow {
  readonly service: string;
  readonly activity: Activity;
  /** '' where a side leaves the cost unshared. */
  readonly customer: string;
  readonly element: string;
  /** The month of the second side; the first side's is the same month of its own year. */
  readonly period: Period;
  readonly fromOre: Ore;
  readonly toOre: Ore;
  readonly effectsOre: Readonly<Record<Effect, Ore>>;
}

export interface Variance {
  readonly rows: readonly VarianceRow[];
  readonly fromOre: Ore;
  readonly toOre: Ore;
  readonly effectsOre: Readonly<Record<Effect, Ore>>;
}

/** A service's cost by element in a month of a year, on one side. */
interface MonthCost {
  readonly service: string;
  readonly activity: Activity;
  readonly month: number;
  readonly period: Period;
  readonly byElement: ReadonlyMap<string, number>;
}

/**
 * Splits the difference between two scenarios into effects by substitution: one thing at a time is exchanged for the
 * second side's, the month is shared anew in whole öre, and the step between two sharings is the effect. The steps
 * telescope, so that for every customer, service, element and month the effects sum to the difference exactly; key
 * and mix move cost between customers and sum to zero over them.
 *
 * Cost: four sharings of every service and month, O(services x months x elements x customers).
 */
export function explainVariance(from: Scenario, to: Scenario): Result<Variance> {
  const rows: VarianceRow[] = [];
  const problems: Problem[] = [];
  const costs = [monthCosts(from.costing), monthCosts(to.costing)] as const;
  const names = [...new Set([...costs[0].keys(), ...costs[1].keys()])].sort(byCode);
  const shift = shiftBetween(from, to);
  for (const name of names) {
    const [own, other] = [costs[0].get(name), costs[1].get(name)];
    const object = (other ?? own) as MonthCost;
    const fromPeriod = own?.period ?? shift((other as MonthCost).period, -1);
    const toPeriod = other?.period ?? shift((own as MonthCost).period, 1);
    const elements = [
      ...new Set([...(own?.byElement.keys() ?? []), ...(other?.byElement.keys() ?? [])]),
    ].sort(byCode);
    const month = substitute(
      { scenario: from, period: fromPeriod, amounts: amountsOf(own, elements) },
      { scenario: to, period: toPeriod, amounts: amountsOf(other, elements) },
      object.service,
    );
    if (!month.ok) problems.push(...month.problems);
    else rows.push(...rowsOf(object, toPeriod, elements, month.value));
  }
  if (problems.length > 0) return refused(problems);
  return ok(summed(rows, from, to));
}

/** The months of a side lie a number of years from the other's. */
function shiftBetween(from: Scenario, to: Scenario): (period: Period, direction: 1 | -1) => Period {
  const years = yearOfCosting(to.costing) - yearOfCosting(from.costing);
  return (period, direction) =>
    `${String(Number(period.slice(0, 4)) + direction * years).padStart(4, "0")}${period.slice(4)}` as Period;
}

function yearOfCosting(costing: YearCosting): number {
  const first = costing.rows[0];
  assert(first !== undefined, "a costing has rows");
  return Number(first.period.slice(0, 4));
}

function monthCosts(costing: YearCosting): Map<string, MonthCost> {
  const found = new Map<string, MonthCost & { readonly byElement: Map<string, number> }>();
  for (const row of costing.rows) {
    const month = monthOf(row.period);
    const name = `${row.service}\u0000${row.activity}\u0000${String(month).padStart(2, "0")}`;
    let cost = found.get(name);
    if (cost === undefined) {
      const { service, activity, period } = row;
      cost = { service, activity, month, period, byElement: new Map() };
      found.set(name, cost);
    }
    cost.byElement.set(
      row.element,
      (cost.byElement.get(row.element) ?? 0) + row.directOre + row.allocatedOre,
    );
  }
  return found;
}

function amountsOf(cost: MonthCost | undefined, elements: readonly string[]): Float64Array {
  return Float64Array.from(elements, (element) => cost?.byElement.get(element) ?? 0);
}

interface Side {
  readonly scenario: Scenario;
  readonly period: Period;
  /** By element. */
  readonly amounts: Float64Array;
}

/** Amounts by customer and element (`element * customers + customer`), before, between and after each substitution. */
interface Substitution {
  readonly customers: readonly string[];
  readonly states: readonly Float64Array[];
  /** The effect that leads from each state to the next. */
  readonly steps: readonly Effect[];
}

function substitute(from: Side, to: Side, service: string): Result<Substitution> {
  const start = shared(from.scenario, from.period, service, from.amounts, from.scenario);
  const end = shared(to.scenario, to.period, service, to.amounts, to.scenario);
  for (const side of [start, end]) if (!side.ok) return side;
  assert(start.ok && end.ok, "both sides were shared");
  const [first, last] = [start.value, end.value];
  const oneSided =
    from.amounts.every((amount) => amount === 0) !== to.amounts.every((amount) => amount === 0);
  if (first === undefined && last === undefined && !oneSided) {
    return ok(between([wholly(from.amounts), wholly(to.amounts)], ["price"]));
  }
  if (first === undefined || last === undefined || oneSided) {
    return ok(between([first ?? wholly(from.amounts), last ?? wholly(to.amounts)], ["scope"]));
  }
  // The second side's rules on the first side's quantities; nothing where those rules find nobody to share among.
  const ruled = shared(to.scenario, to.period, service, from.amounts, from.scenario, from.period);
  const rekeyed = ruled.ok ? ruled.value : undefined;
  const mixed = shared(to.scenario, to.period, service, from.amounts, to.scenario);
  if (!mixed.ok || mixed.value === undefined) return ok(between([first, last], ["price"]));
  const scaled = rekeyed === undefined ? from.amounts : atVolume(from.amounts, rekeyed, mixed.value);
  const grown = shared(to.scenario, to.period, service, scaled, to.scenario);
  if (!grown.ok || grown.value === undefined)
    return ok(between([first, mixed.value, last], ["mix", "price"]));
  return rekeyed === undefined
    ? ok(between([first, mixed.value, last], ["key", "price"]))
    : ok(between([first, rekeyed, mixed.value, grown.value, last], ["key", "mix", "volume", "price"]));
}

/**
 * Shares amounts by one scenario's rules on the quantities of one of them. `undefined` where nobody can be named,
 * which is no fault: the service has no key, or nobody used it.
 */
function shared(
  rules: Scenario,
  period: Period,
  service: string,
  amounts: ArrayLike<number>,
  quantities: Scenario,
  measuredIn: Period = period,
): Result<CustomerSplit | undefined> {
  if (service === unallocated) return ok(undefined);
  const model = modelOf(rules.models, period);
  if (!model.ok) return model;
  const keys =
    measuredIn === period && rules === quantities ? rules.keys : measured(quantities.keys, measuredIn);
  const split = splitToCustomers({ model: model.value, keys, service, period, amounts });
  if (split.ok) return split.value.customers[0] === unallocated ? ok(undefined) : split;
  const unshared = split.problems.every(
    ({ code }) => code === "costing.service-without-key" || code === "costing.no-users",
  );
  return unshared ? ok(undefined) : split;
}

/** Quantities as they were in a month, told whatever month is asked for. */
function measured(keys: CustomerKeys, period: Period): CustomerKeys {
  const { drivers } = keys;
  const reader: DriverReader = {
    ...drivers,
    value: (driver, subject, _, service) => drivers.value(driver, subject, period, service),
  };
  const at = lastDayOf(period);
  const always = { validFrom: "0000-01-01" } as { readonly validFrom: typeof at };
  return {
    drivers: reader,
    volumes: (service, customer, _, items) => keys.volumes(service, customer, period, items),
    customers: customersOf(keys.customers, period).map((customer) => ({ customer })),
    uses: (keys.uses ?? [])
      .filter((use) => inForce(use, at))
      .map(({ customer, service }) => ({ customer, service, ...always })),
  };
}

/** What the same unit cost makes of the second side's quantity; unchanged where the basis counts nothing. */
function atVolume(amounts: Float64Array, before: CustomerSplit, after: CustomerSplit): Float64Array {
  if (!counts(after.key.by)) return amounts;
  const sum = (split: CustomerSplit): number =>
    split.shares.reduce((total, share) => total + share.weightMicro, 0);
  const [had, has] = [sum(before), sum(after)];
  // A hundredfold is another service, not more of the same: the difference is then told as price.
  if (had <= 0 || has > had * 100) return amounts;
  return amounts.map((amount) => inProportion(ore(amount), has, had));
}

/** Whether the weights are quantities that can grow; shares, agreements and equal parts only divide. */
function counts(by: Basis): boolean {
  return by.kind === "driver" || by.kind === "volume" || by.kind === "use";
}

/** Everything on the customer ''. */
function wholly(amounts: Float64Array): Pick<CustomerSplit, "customers" | "parts"> {
  return { customers: [unallocated], parts: amounts };
}

/** The states over the same list of customers. */
function between(
  splits: readonly Pick<CustomerSplit, "customers" | "parts">[],
  steps: readonly Effect[],
): Substitution {
  const customers = [...new Set(splits.flatMap((split) => split.customers))].sort(byCode);
  const place = new Map(customers.map((customer, i) => [customer, i]));
  const states = splits.map((split) => {
    const width = split.customers.length;
    const state = new Float64Array((split.parts.length / width) * customers.length);
    for (let i = 0; i < split.parts.length; i++) {
      const at =
        Math.floor(i / width) * customers.length +
        (place.get(split.customers[i % width] as string) as number);
      state[at] = split.parts[i] as number;
    }
    return state;
  });
  return { customers, states, steps };
}

function rowsOf(
  { service, activity }: MonthCost,
  period: Period,
  elements: readonly string[],
  { customers, states, steps }: Substitution,
): VarianceRow[] {
  const rows: VarianceRow[] = [];
  const [first, last] = [states[0] as Float64Array, states.at(-1) as Float64Array];
  for (const [e, element] of elements.entries()) {
    for (const [c, customer] of customers.entries()) {
      const at = e * customers.length + c;
      if (states.every((state) => state[at] === 0)) continue;
      const effectsOre = noEffects();
      for (const [s, effect] of steps.entries()) {
        const step =
          ((states[s + 1] as Float64Array)[at] as number) - ((states[s] as Float64Array)[at] as number);
        effectsOre[effect] = ore(effectsOre[effect] + step);
      }
      const fromOre = ore(first[at] as number);
      const toOre = ore(last[at] as number);
      rows.push({ service, activity, customer, element, period, fromOre, toOre, effectsOre });
    }
  }
  return rows;
}

function noEffects(): Record<Effect, Ore> {
  return { price: ore(0), volume: ore(0), mix: ore(0), key: ore(0), scope: ore(0) };
}

function summed(rows: readonly VarianceRow[], from: Scenario, to: Scenario): Variance {
  const effectsOre = noEffects();
  let [fromSum, toSum] = [0, 0];
  for (const row of rows) {
    fromSum += row.fromOre;
    toSum += row.toOre;
    for (const effect of effects) effectsOre[effect] = ore(effectsOre[effect] + row.effectsOre[effect]);
  }
  assert(
    fromSum === from.costing.outOre,
    `the first side's rows sum to ${fromSum}, not ${from.costing.outOre} öre`,
  );
  assert(toSum === to.costing.outOre, `the second side's rows sum to ${toSum}, not ${to.costing.outOre} öre`);
  const effectSum = effects.reduce((sum, effect) => sum + effectsOre[effect], 0);
  assert(effectSum === toSum - fromSum, `effects of ${effectSum} öre do not make ${toSum - fromSum}`);
  return { rows, fromOre: ore(fromSum), toOre: ore(toSum), effectsOre };
}
