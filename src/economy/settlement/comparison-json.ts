import { ore, type Ore, zeroOre } from "../../kernel/index.ts";
import { formatAmount, type Language } from "../../platform/language/index.ts";
import type { SettlementComparison } from "./compare.ts";
import { basisText } from "./basis.ts";
import type { SettlementPolicy } from "./policy.ts";
import { policyWords } from "./words.ts";

/** Policies side by side as `--json` and the API give them. */
export function settlementComparisonJson({ year, alternatives, customers }: SettlementComparison): unknown {
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

export function settlementComparisonText(comparison: SettlementComparison, language: Language): string {
  const sv = language === "sv";
  const { year, alternatives, customers } = comparison;
  const amount = (value: Ore): string => formatAmount(value, language).padStart(width);
  const own = alternatives[0];
  return [
    sv
      ? `Återreglering ${year}, regler bredvid varandra, kronor`
      : `Settlement ${year}, policies side by side, SEK`,
    "",
    ...alternatives.map(({ name, policy }) =>
      `${alternativeName(name, language).padEnd(width)} ${own === undefined || own.policy === policy ? policyText(policy, language) : changes(own.policy, policy, language)}`.trimEnd(),
    ),
    "",
    [
      (sv ? "Kund" : "Customer").padEnd(18),
      ...alternatives.map(({ name }) => alternativeName(name, language).slice(0, width).padStart(width)),
    ].join(" "),
    ...customers.map((row) => [row.customer.padEnd(18), ...row.amounts.map(amount)].join(" ")),
    [
      (sv ? "Summa" : "Total").padEnd(18),
      ...alternatives.map(({ computed }) => amount(computed.totalOre)),
    ].join(" "),
  ].join("\n");
}

const width = 20;

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

function policyText(policy: SettlementPolicy, language: Language): string {
  return policyWords(policy, language)
    .map(([, choice]) => choice)
    .join("; ");
}

/** What differs from the year's own, in words. */
function changes(own: SettlementPolicy, other: SettlementPolicy, language: Language): string {
  const before = policyWords(own, language);
  return policyWords(other, language)
    .filter(([, choice], at) => choice !== before[at]?.[1])
    .map(([name, choice]) => `${name}: ${choice}`)
    .join("; ");
}
