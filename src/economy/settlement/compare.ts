import { byCode, type Ore, zeroOre } from "../../kernel/index.ts";
import type { SettlementPolicy } from "./policy.ts";
import type { Settlement } from "./settle.ts";

/** One policy and what it gives: the year's own, or another that is weighed against it. */
export interface Alternative {
  /** "own", or the name it was given. */
  readonly name: string;
  readonly policy: SettlementPolicy;
  readonly computed: Settlement;
}

/** Policies side by side (jämförelse av regler), what each customer gets by each. */
export interface SettlementComparison {
  readonly year: number;
  readonly alternatives: readonly Alternative[];
  readonly customers: readonly {
    readonly customer: string;
    /** In the order of the alternatives. */
    readonly amounts: readonly Ore[];
  }[];
}

export function compareSettlements(year: number, alternatives: readonly Alternative[]): SettlementComparison {
  const shares = alternatives.map(
    ({ computed }) => new Map(computed.customers.map((row) => [row.customer, row.amountOre])),
  );
  const customers = [...new Set(shares.flatMap((share) => [...share.keys()]))].toSorted(byCode);
  return {
    year,
    alternatives,
    customers: customers.map((customer) => ({
      customer,
      amounts: shares.map((share) => share.get(customer) ?? zeroOre),
    })),
  };
}

/** What is usually asked when nobody has written another policy: the same with one thing changed. */
const usualAlternatives: readonly { readonly name: string; readonly change: Partial<SettlementPolicy> }[] = [
  { name: "level-class", change: { level: "class" } },
  { name: "level-all", change: { level: "all" } },
  { name: "by-cost", change: { distribution: "by-cost" } },
  { name: "full-year", change: { basis: "full-year" } },
  { name: "operation-and-change", change: { scope: "operation-and-change" } },
];

/** The usual ones that are another policy than the year's own. */
export function usualAlternativesTo(own: SettlementPolicy): { name: string; policy: SettlementPolicy }[] {
  return usualAlternatives
    .map(({ name, change }) => ({ name, policy: { ...own, ...change } }))
    .filter(({ policy }) => JSON.stringify(policy) !== JSON.stringify(own));
}
