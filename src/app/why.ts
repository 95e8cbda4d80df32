import { linesOfPeriod } from "../economy/invoicing/actions/index.ts";
import { type IssuedLine, paymentBridge, type PaymentBridge } from "../economy/invoicing/index.ts";
import { serviceCostsOf } from "../economy/costing/actions/index.ts";
import {
  allocate,
  byCode,
  type Ore,
  ore,
  type Period,
  periodsOfYear,
  Refusal,
  shiftPeriod,
  unreachable,
  yearOf,
} from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { catalogueOf } from "../service/catalogue/actions/index.ts";
import { customersOf } from "../service/customers/actions/index.ts";

/** With what a period is compared: the month before, the same month of the year before, or whole years. */
export const comparisons = ["month", "year-before", "years"] as const;
export type Comparison = (typeof comparisons)[number];

/** Fewer than these, and a median would tell on somebody. */
const fewestAlike = 5;

/** "Varför betalar vi detta?" for one customer: the bridge, and what the kronor are made of. */
export interface Why {
  readonly customer: { readonly customer: string; readonly name: string; readonly kind: string };
  readonly comparison: Comparison;
  readonly before: readonly Period[];
  readonly after: readonly Period[];
  readonly bridge: PaymentBridge;
  readonly serviceNames: ReadonlyMap<string, { readonly sv: string; readonly en: string }>;
  readonly byService: readonly (readonly [string, Ore])[];
  /** How each service's payment rests on cost elements; for the provider's own people. */
  readonly elements: ReadonlyMap<string, readonly (readonly [string, Ore])[]> | undefined;
  /** The middle change in per mille of customers of the same kind, when there are enough of them; the provider's own people only. */
  readonly alike: { readonly customers: number; readonly medianPermille: number } | undefined;
}

export async function whyOf(
  tx: Transaction,
  provider: string,
  {
    customer: code,
    to,
    comparison,
  }: { readonly customer: string; readonly to: Period; readonly comparison: Comparison },
): Promise<Why | undefined> {
  const customers = await customersOf(tx, provider);
  const customer = customers.find((one) => one.customer === code);
  if (customer === undefined) return undefined;
  const [before, after] = periodsOf(to, comparison);
  const [old, current] = [await linesIn(tx, provider, before), await linesIn(tx, provider, after)];
  const mine = (lines: readonly IssuedLine[]) => lines.filter((line) => line.customer === code);
  const bridge = paymentBridge(mine(old), mine(current));
  const paid = new Map<string, Ore>();
  for (const line of mine(current)) paid.set(line.service, ore((paid.get(line.service) ?? 0) + line.netOre));
  const { services } = await catalogueOf(tx, provider);
  const isStaff = tx.scope.role === "staff";
  const byService = [...paid].toSorted((a, b) => b[1] - a[1] || byCode(a[0], b[0]));
  return {
    customer: { customer: code, name: customer.name, kind: customer.kind },
    comparison,
    before,
    after,
    bridge,
    serviceNames: new Map(services.map((one) => [one.service, { sv: one.nameSv, en: one.nameEn }])),
    byService,
    elements: isStaff ? await elementsOf(tx, provider, yearOf(to), byService) : undefined,
    alike: isStaff
      ? alikeOf(
          customers
            .filter((one) => one.kind === customer.kind && one.customer !== code)
            .map((one) => one.customer),
          old,
          current,
        )
      : undefined,
  };
}

function periodsOf(to: Period, comparison: Comparison): readonly [readonly Period[], readonly Period[]] {
  switch (comparison) {
    case "month":
      return [[shiftPeriod(to, -1)], [to]];
    case "year-before":
      return [[shiftPeriod(to, -12)], [to]];
    case "years":
      return [periodsOfYear(yearOf(to) - 1), periodsOfYear(yearOf(to))];
    default:
      return unreachable(comparison);
  }
}

async function linesIn(
  tx: Transaction,
  provider: string,
  periods: readonly Period[],
): Promise<readonly IssuedLine[]> {
  const lines: IssuedLine[] = [];
  for (const period of periods) lines.push(...(await linesOfPeriod(tx, provider, period)));
  return lines;
}

/** What each paid service costs, element by element, scaled to what is paid for it. */
async function elementsOf(
  tx: Transaction,
  provider: string,
  year: number,
  byService: readonly (readonly [string, Ore])[],
): Promise<Why["elements"]> {
  let rows;
  try {
    rows = await serviceCostsOf(tx, { provider, year, scenario: "actual" });
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  const elements = [...new Set(rows.map((row) => row.element))].toSorted(byCode);
  return new Map(
    byService.map(([service, netOre]) => {
      const own = rows.filter((row) => row.service === service);
      const weights = elements.map((element) =>
        Math.max(
          0,
          own
            .filter((row) => row.element === element)
            .reduce((sum, row) => sum + row.directOre + row.allocatedOre, 0),
        ),
      );
      if (netOre <= 0 || weights.every((weight) => weight === 0)) return [service, []];
      const parts = allocate(netOre, weights);
      return [service, elements.map((element, at) => [element, parts[at] ?? ore(0)] as const)];
    }),
  );
}

function alikeOf(
  codes: readonly string[],
  before: readonly IssuedLine[],
  after: readonly IssuedLine[],
): Why["alike"] {
  const sumBy = (lines: readonly IssuedLine[]): ReadonlyMap<string, number> => {
    const sums = new Map<string, number>();
    for (const line of lines) sums.set(line.customer, (sums.get(line.customer) ?? 0) + line.netOre);
    return sums;
  };
  const [old, current] = [sumBy(before), sumBy(after)];
  const changes = codes
    .filter((code) => (old.get(code) ?? 0) > 0)
    .map((code) =>
      Math.round((((current.get(code) ?? 0) - (old.get(code) ?? 0)) * 1000) / (old.get(code) ?? 1)),
    )
    .toSorted((a, b) => a - b);
  if (changes.length < fewestAlike) return undefined;
  return { customers: changes.length, medianPermille: changes[Math.floor(changes.length / 2)] ?? 0 };
}
