import { ore, type Ore, zeroOre } from "../../kernel/index.ts";
import type { Language } from "../../platform/language/index.ts";
import type { SettlementComparison } from "./compare.ts";
import { basisText } from "./basis.ts";

/** Policies side by side as `--json` and the API give them. */
export function settlementComparisonJson({ year, alternatives, customers }: SettlementComparison) {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  return {
    year,
    alternatives: alternatives.map(({ name, policy, computed }) => ({
      name,
      policy: {
        classes: policy.classes,
        scope: policy.scope,
        basis: basisText(policy.basis),
        level: policy.level,
        distribution: policy.distribution,
        booking: policy.booking,
        rest: policy.rest,
      },
      computed: money(computed.computedOre),
      total: money(computed.totalOre),
    })),
    customers: customers.map(({ customer, amounts }) => ({
      customer,
      amounts: alternatives.map(({ name }, at) => ({
        name,
        amount: money(amounts[at] ?? zeroOre),
        difference: money(ore((amounts[at] ?? zeroOre) - (amounts[0] ?? zeroOre))),
      })),
    })),
  };
}

const names: Readonly<Record<string, readonly [string, string]>> = {
  asked: ["Den valda", "The chosen one"],
  own: ["Årets regler", "The year's policy"],
  "level-class": ["Inom kategori", "Within class"],
  "level-all": ["Över alla tjänster", "Over all services"],
  "by-cost": ["Efter kostnad", "By cost"],
  "full-year": ["Helår", "Full year"],
  "operation-and-change": ["Med förändring", "With change"],
};

/** What a reader calls an alternative; one out of a file keeps the file's name. */
export function alternativeName(name: string, language: Language): string {
  return names[name]?.[language === "sv" ? 0 : 1] ?? name;
}
