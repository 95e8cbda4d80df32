import { formatMicro, type Micro, negateOre, type Ore, type Period } from "../../kernel/index.ts";
import { formatAmount, formatPeriod, type Language } from "../../platform/language/index.ts";
import type { Saving, SavedElement } from "./saving.ts";

/** A saving with what was asked: the shape that the command, the web and the API all show. */
export interface AskedSaving {
  readonly item: string;
  readonly customer: string;
  readonly changeMicro: Micro;
  readonly from: Period;
  readonly through: Period;
  readonly unit: string;
  readonly plan: string;
  readonly saving: Saving;
}

export function savingJson({ saving, changeMicro, ...asked }: AskedSaving) {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  return {
    ...asked,
    quantity: formatMicro(changeMicro),
    priceList: money(saving.priceListOre),
    remaining: money(saving.remainingOre),
    othersSave: money(saving.othersOre),
    rest: money(saving.restOre),
    citySaves: money(saving.cityOre),
    untilRepriced: money(saving.untilRepricedOre),
    elements: saving.elements.map((row) => ({
      element: row.element,
      kind: row.kind,
      ...(row.until === undefined ? {} : { until: row.until }),
      cost: money(row.costOre),
      saved: money(row.savedOre),
    })),
    customers: saving.customers.map((row) => ({
      customer: row.customer,
      before: money(row.beforeOre),
      after: money(row.afterOre),
      saves: money(row.savesOre),
    })),
  };
}

/** "leasad till 2025-06-30". */
export function behaviourText({ kind, until }: SavedElement, language: Language): string {
  const names = {
    variable: ["rörlig", "variable"],
    fixed: ["fast", "fixed"],
    step: ["stegvis fast", "step-fixed"],
    leased: [`leasad till ${until ?? ""}`, `leased until ${until ?? ""}`],
    shared: ["fördelad gemensam kostnad, fast", "shared cost, fixed"],
    unknown: ["beteende okänt, räknas som fast", "behaviour unknown, counted as fixed"],
  } as const;
  return names[kind][language === "sv" ? 0 : 1];
}

/** The parts in the order they add up to what the city saves: label and amount. */
export function savingParts(saving: Saving, language: Language): readonly (readonly [string, Ore])[] {
  const sv = language === "sv";
  return [
    [sv ? "Kunden sparar enligt prislistan" : "The customer saves by the price list", saving.priceListOre],
    [
      sv ? "Kundens övriga enheter blir dyrare (−)" : "The customer's other units cost more (−)",
      saving.remainingOre,
    ],
    [sv ? "De andra kunderna betalar mer (−)" : "The other customers pay more (−)", saving.othersOre],
    [
      sv
        ? "Leverantörens otäckta rest: kostnad över priset"
        : "The provider's uncovered rest: cost above price",
      saving.restOre,
    ],
    [sv ? "Staden sparar på riktigt" : "The city really saves", saving.cityOre],
  ];
}

/** What the saving takes for granted, a sentence each. */
export function savingAssumptions(
  { plan, saving, from, through }: AskedSaving,
  language: Language,
): string[] {
  const sv = language === "sv";
  const time =
    from === through
      ? formatPeriod(from, language)
      : `${formatPeriod(from, language)}–${formatPeriod(through, language)}`;
  return [
    basisText(plan, time, language),
    sv
      ? "Gemensam kostnad som fördelas på tjänsten blir inte mindre; direkt kostnad följer registret kostnadsbeteende."
      : "Shared cost that is allocated to the service gets no less; direct cost follows the register of cost behaviour.",
    sv
      ? `Tills priserna räknas om fattas leverantören ${formatAmount(saving.untilRepricedOre, language)} kr: kunden betalar mindre än kostnaden sjunker.`
      : `Until prices are set again the provider lacks SEK ${formatAmount(saving.untilRepricedOre, language)}: the customer pays less by more than the cost falls.`,
  ];
}

/** Which figures it rests on: without a budget it is told, since the answer is then one about what has been. */
function basisText(plan: string, time: string, language: Language): string {
  const sv = language === "sv";
  if (plan.startsWith("budget"))
    return sv
      ? `Kostnader och volymer är budgetens (${plan}), ${time}; priserna är de beslutade.`
      : `Costs and volumes are those of the budget (${plan}), ${time}; prices are the decided ones.`;
  const year = plan.slice(-4);
  return sv
    ? `Budget saknas: kostnader och volymer är utfallet ${year}, för ${time}; priserna är de beslutade.`
    : `There is no budget: costs and volumes are the outcome of ${year}, for ${time}; prices are the decided ones.`;
}

export function savingText(asked: AskedSaving, language: Language): string {
  const sv = language === "sv";
  const { saving, item, customer, changeMicro, unit } = asked;
  const kr = (amount: Ore): string => formatAmount(amount, language).padStart(18);
  return [
    sv
      ? `Verklig besparing: ${customer}, ${formatMicro(changeMicro)} ${unit} ${item} i månaden; kronor`
      : `True saving: ${customer}, ${formatMicro(changeMicro)} ${unit} ${item} a month; SEK`,
    ...savingAssumptions(asked, language).map((line) => `- ${line}`),
    "",
    ...savingParts(saving, language).map(([label, amount]) => `${label.padEnd(52)}${kr(amount)}`),
    "",
    `${(sv ? "Kostnad" : "Cost").padEnd(52)}${(sv ? "i dag" : "today").padStart(18)}${(sv ? "sparas" : "saved").padStart(18)}`,
    ...saving.elements.map(
      (row) =>
        `${`${row.element}, ${behaviourText(row, language)}`.padEnd(52)}${kr(row.costOre)}${kr(row.savedOre)}`,
    ),
    "",
    `${(sv ? "Kund" : "Customer").padEnd(52)}${(sv ? "bär i dag" : "carries").padStart(18)}${(sv ? "efter" : "after").padStart(18)}${(sv ? "mer" : "more").padStart(18)}`,
    ...saving.customers.map(
      (row) =>
        `${row.customer.padEnd(52)}${kr(row.beforeOre)}${kr(row.afterOre)}${kr(negateOre(row.savesOre))}`,
    ),
  ].join("\n");
}
