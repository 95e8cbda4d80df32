import {
  addOre,
  type Day,
  micro,
  type Period,
  type Problem,
  Refusal,
  required,
  sumOre,
  yearOf,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { decisionsOf } from "../../../service/customers/actions/index.ts";
import { customerKeysOf, modelsOf, serviceCostsOf } from "../../costing/actions/index.ts";
import { modelOf, shares } from "../../costing/index.ts";
import { plannedVolumesOf, plansOf } from "../../planning/actions/index.ts";
import { type CostedBudget, type CustomerVolume, isTiered, type ItemPlan, type PriceItem } from "../index.ts";

/** What prices are made from: the costed budget of every service and activity, element and month added up. */
export async function costedBudgetOf(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<CostedBudget[]> {
  const rows = await serviceCostsOf(tx, { provider, year, scenario: "budget" });
  return rows.map((row) => ({
    service: row.service,
    activity: row.activity,
    amountOre: addOre(row.directOre, row.allocatedOre),
  }));
}

/**
 * Planned volumes of the year's budget added up over its months, per item, and per customer where they are planned so.
 * A year without a budget has none. Of the items given that have tiers each month stays by itself, since a month is what they are charged by.
 */
export async function plannedInYear(
  tx: Transaction,
  provider: string,
  year: number,
  items: readonly Pick<PriceItem, "item" | "scheme">[] = [],
): Promise<CustomerVolume[]> {
  const plan = `budget-${year}`;
  if (!(await plansOf(tx, provider)).some((one) => one.plan === plan)) return [];
  const sums = new Map<string, CustomerVolume>();
  const byMonth = new Set(items.filter(isTiered).map(({ item }) => item));
  for (const { item, customer, period, quantityMicro } of await plannedVolumesOf(tx, provider, plan)) {
    const key = `${item}\n${customer}\n${byMonth.has(item) ? period : ""}`;
    const before = sums.get(key)?.quantityMicro ?? 0;
    sums.set(key, { item, customer, quantityMicro: micro(before + quantityMicro) });
  }
  return [...sums.values()];
}

/**
 * How customers share each fee item: by the key the item names, else the key of its service, as it is in the month the
 * prices begin; exceptions in the costing model hold here as they do in the costing.
 */
export async function sharesIn(
  tx: Transaction,
  provider: string,
  basis: {
    readonly month: Period;
    readonly costedBudget: readonly CostedBudget[];
    readonly items: readonly ItemPlan[];
    /** Exceptions decided later are not known yet. */
    readonly knownOn: Day;
  },
): Promise<(item: ItemPlan) => ReadonlyMap<string, number>> {
  const { month } = basis;
  const fees = basis.items.filter((item) => item.charge === "fee");
  if (fees.length === 0) return () => new Map();
  const year = yearOf(month);
  const stored = required(modelOf(required(await modelsOf(tx, provider)), month));
  const decidedOn = new Map((await decisionsOf(tx, provider)).map((one) => [one.decision, one.decidedOn]));
  const model = {
    ...stored,
    exceptions: stored.exceptions.filter(
      ({ decision }) => (decidedOn.get(decision) ?? basis.knownOn) <= basis.knownOn,
    ),
  };
  const keys = await customerKeysOf(tx, { provider, year, scenario: "budget" });
  const problems: Problem[] = [];
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const item of fees) {
    const totalOre = sumOre(
      basis.costedBudget
        .filter((row) => row.service === item.service && row.activity === item.activity)
        .map((row) => row.amountOre),
    );
    const result = shares({
      ...keys,
      model,
      service: item.service,
      period: month,
      totalOre,
      ...(item.key === undefined ? {} : { key: item.key }),
    });
    if (!result.ok) problems.push(...result.problems);
    else found.set(item.item, new Map(result.value.map((share) => [share.customer, share.weightMicro])));
  }
  if (problems.length > 0) throw new Refusal(problems);
  return (item) => found.get(item.item) ?? new Map();
}
