import { byCode, inProportion, type Ore, ore, sumOre } from "../../kernel/index.ts";
import type { Activity } from "./line.ts";

/**
 * What moved the revenue (intäktsdrivare, R023). A `consolidated-customer` is new to a service by a completed step of a consolidation. `unsplit` is price and volume together, where no price of both sides is known; `settlement`
 * is what goes back to customers or is financed between services; `unassigned` is revenue that names no service.
 */
export const revenueDriverNames = [
  "price",
  "volume",
  "new-customer",
  "consolidated-customer",
  "lost-customer",
  "new-service",
  "ended-service",
  "unsplit",
  "settlement",
  "unassigned",
] as const;
export type RevenueDriver = (typeof revenueDriverNames)[number];

/** Revenue of a customer for a service in a month of the year; positive is revenue. */
export interface RevenueCell {
  /** "" where it is not known: then nobody is new or lost. */
  readonly customer: string;
  /** "" is revenue that no service has. */
  readonly service: string;
  readonly activity: Activity;
  /** 1 to 12: the same month of both sides is compared. */
  readonly month: number;
  readonly kind: "sale" | "settlement";
  readonly amountOre: Ore;
}

/**
 * The price level of a service's item in a month, in whole units of anything: öre of a fee's total, millionths of a unit price. Only its
 * proportion to the other side's level counts, and only for the same item.
 */
export interface PriceLevel {
  readonly item: string;
  readonly level: number;
}
export type PriceLevels = (service: string, activity: Activity, month: number) => PriceLevel | undefined;

export interface RevenueSide {
  readonly cells: readonly RevenueCell[];
  readonly priceOf: PriceLevels;
  /** Asked where the lists cannot tell: what was invoiced by quantity, where both years have it. */
  readonly invoicedOf?: PriceLevels;
  /** Asked where neither can: the revenue of a unit of what the service is shared by. */
  readonly unitRevenueOf?: PriceLevels;
}

export interface DriverRow {
  readonly service: string;
  readonly driver: RevenueDriver;
  readonly amountOre: Ore;
}

export interface RevenueDrivers {
  readonly baseOre: Ore;
  readonly actualOre: Ore;
  readonly differenceOre: Ore;
  /** Every driver in its order; they add up to the difference, to the öre. */
  readonly drivers: readonly { readonly driver: RevenueDriver; readonly amountOre: Ore }[];
  /** The same by service, without rows of nothing. */
  readonly services: readonly DriverRow[];
}

/**
 * Divides the difference between two sides' revenue by what drove it, exactly. Who had nothing of a service before is new to it, who has
 * nothing now is lost; what is left is price and volume: the actual revenue at the base's price less the base revenue is volume, the rest is
 * price. A fee's total is its price and a customer's share of it is its volume.
 */
export function revenueDrivers(
  base: RevenueSide,
  actual: RevenueSide,
  /** Pairs "service|customer" that a completed consolidation brought. */
  consolidated: ReadonlySet<string> = new Set(),
): RevenueDrivers {
  const before = presence(base.cells);
  const now = presence(actual.cells);
  const pairs = new Map<string, { cell: RevenueCell; base: number; actual: number }>();
  for (const [side, cells] of [
    ["base", base.cells],
    ["actual", actual.cells],
  ] as const)
    for (const cell of cells) {
      const key = [cell.service, cell.customer, cell.activity, cell.kind, cell.month].join("|");
      const pair = pairs.get(key) ?? { cell, base: 0, actual: 0 };
      pair[side] += cell.amountOre;
      pairs.set(key, pair);
    }

  const sums = new Map<string, { service: string; driver: RevenueDriver; amount: number }>();
  const add = (service: string, driver: RevenueDriver, amount: number): void => {
    const key = `${service}|${driver}`;
    const row = sums.get(key) ?? { service, driver, amount: 0 };
    row.amount += amount;
    sums.set(key, row);
  };
  for (const { cell, base: from, actual: to } of pairs.values()) {
    const { service, activity, month } = cell;
    const whole = wholeDriver(cell, before, now);
    if (whole !== undefined) {
      const moved = whole === "new-customer" && consolidated.has(`${service}|${cell.customer}`);
      add(service, moved ? "consolidated-customer" : whole, to - from);
      continue;
    }
    const levels =
      comparable(base.priceOf(service, activity, month), actual.priceOf(service, activity, month)) ??
      comparable(
        base.invoicedOf?.(service, activity, month),
        actual.invoicedOf?.(service, activity, month),
      ) ??
      comparable(
        base.unitRevenueOf?.(service, activity, month),
        actual.unitRevenueOf?.(service, activity, month),
      );
    if (levels === undefined) {
      add(service, "unsplit", to - from);
      continue;
    }
    const atBasePrice = inProportion(ore(to), levels.was, levels.is);
    add(service, "volume", atBasePrice - from);
    add(service, "price", to - atBasePrice);
  }

  const services = [...sums.values()]
    .filter((row) => row.amount !== 0)
    .map((row): DriverRow => ({ service: row.service, driver: row.driver, amountOre: ore(row.amount) }))
    .sort(
      (a, b) =>
        byCode(a.service, b.service) ||
        revenueDriverNames.indexOf(a.driver) - revenueDriverNames.indexOf(b.driver),
    );
  const baseOre = sumOre(base.cells.map((cell) => cell.amountOre));
  const actualOre = sumOre(actual.cells.map((cell) => cell.amountOre));
  return {
    baseOre,
    actualOre,
    differenceOre: ore(actualOre - baseOre),
    drivers: revenueDriverNames.map((driver) => ({
      driver,
      amountOre: sumOre(services.filter((row) => row.driver === driver).map((row) => row.amountOre)),
    })),
    services,
  };
}

/** What was charged by quantity in a year for an item of a service. */
export interface InvoicedItem {
  readonly service: string;
  readonly activity: Activity;
  readonly item: string;
  readonly unit: string;
  readonly quantityMicro: number;
  readonly netOre: number;
}

/**
 * Price levels of two years from what was invoiced by quantity: this year's quantities at last year's average prices, and what they
 * came to. Known where every item of the service was charged in both years, by the same unit and more than nothing; what moves between
 * items is then volume, what an item costs on average is price.
 */
export function invoicedLevels(
  before: readonly InvoicedItem[],
  now: readonly InvoicedItem[],
): { readonly was: PriceLevels; readonly is: PriceLevels } {
  const keyOf = (one: InvoicedItem): string => `${one.item}|${one.unit}`;
  const nameOf = (one: InvoicedItem): string => `${one.service}|${one.activity}`;
  const old = new Map(before.map((one) => [`${nameOf(one)}|${keyOf(one)}`, one]));
  const levels = new Map<string, { was: number; is: number } | undefined>();
  for (const name of new Set([...before, ...now].map(nameOf))) {
    const own = now.filter((one) => nameOf(one) === name);
    const isWhole =
      own.length === before.filter((one) => nameOf(one) === name).length &&
      own.every((one) => {
        const other = old.get(`${name}|${keyOf(one)}`);
        return other !== undefined && [one, other].every((side) => side.quantityMicro > 0 && side.netOre > 0);
      });
    const atOldPrice = own.reduce((sum, one) => {
      const other = old.get(`${name}|${keyOf(one)}`);
      return other === undefined ? sum : sum + (one.quantityMicro / other.quantityMicro) * other.netOre;
    }, 0);
    // Only the proportion counts, and amounts in öre keep more figures of it than anybody reads.
    const was = Math.round(atOldPrice);
    levels.set(
      name,
      isWhole && was > 0 ? { was, is: own.reduce((sum, one) => sum + one.netOre, 0) } : undefined,
    );
  }
  const levelOf =
    (side: "was" | "is"): PriceLevels =>
    (service, activity) => {
      const found = levels.get(`${service}|${activity}`);
      return found === undefined ? undefined : { item: "invoiced", level: found[side] };
    };
  return { was: levelOf("was"), is: levelOf("is") };
}

/** Two levels that can be held against each other: of the same item, and both something. */
function comparable(
  was: PriceLevel | undefined,
  is: PriceLevel | undefined,
): { readonly was: number; readonly is: number } | undefined {
  if (was === undefined || is === undefined || was.item !== is.item) return undefined;
  return was.level <= 0 || is.level <= 0 ? undefined : { was: was.level, is: is.level };
}

interface Presence {
  readonly services: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
}

/** Which services, and which customers of them, have sales at all in the year. */
function presence(cells: readonly RevenueCell[]): Presence {
  const sales = cells.filter((cell) => cell.kind === "sale" && cell.amountOre !== 0);
  return {
    services: new Set(sales.map((cell) => cell.service)),
    customers: new Set(sales.map((cell) => `${cell.service}|${cell.customer}`)),
  };
}

/** The driver that takes the whole difference of a cell; undefined where it is price and volume. */
function wholeDriver(
  { kind, service, customer }: RevenueCell,
  before: Presence,
  now: Presence,
): RevenueDriver | undefined {
  if (kind === "settlement") return "settlement";
  if (service === "") return "unassigned";
  if (!before.services.has(service)) return "new-service";
  if (!now.services.has(service)) return "ended-service";
  if (customer === "") return undefined;
  if (!before.customers.has(`${service}|${customer}`)) return "new-customer";
  if (!now.customers.has(`${service}|${customer}`)) return "lost-customer";
  return undefined;
}
