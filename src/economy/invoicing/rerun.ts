import {
  allocate,
  assert,
  byCode,
  formatKronor,
  type Micro,
  micro,
  ore,
  type Ore,
  type Period,
} from "../../kernel/index.ts";
import { formatAmount, formatQuantity } from "../../platform/language/index.ts";
import { type MovedWeight, movedWeights } from "../costing/index.ts";
import { feeWithException, type RecomputedCharge, recomputedInstalment } from "./corrections.ts";
import type { PricedItem, YearlyFee } from "./facts.ts";
import type { BecauseInput } from "./line.ts";

/**
 * Who bears the difference of a re-run (vem som bär skillnaden). `provider`: only those whose values changed are corrected,
 * earlier years against the provision. `others`: what all customers have paid is shared anew, credits and debits sum to
 * zero. `equity`: as `provider`, earlier years against equity.
 */
export const bearers = ["provider", "others", "equity"] as const;
export type Bearer = (typeof bearers)[number];

export const bearerNames: Readonly<Record<Bearer, { readonly sv: string; readonly en: string }>> = {
  provider: { sv: "leverantören", en: "the provider" },
  others: { sv: "övriga kunder", en: "the other customers" },
  equity: { sv: "eget kapital", en: "equity" },
};

/** One fee item in one month that has been invoiced: by what it was shared, and by what it would be shared today. */
export interface FeeMonth {
  readonly item: PricedItem;
  readonly period: Period;
  readonly key: string;
  /** As decided, in force in the month. */
  readonly fees: readonly YearlyFee[];
  /** The value that each customer's own amount rests on, accepted corrections counted in. */
  readonly own: ReadonlyMap<string, Micro>;
  /** The value of each customer that the others' amounts rest on: another than its own where somebody else bears the difference. */
  readonly shared: ReadonlyMap<string, Micro>;
  /** The value that holds today, for everybody who may be corrected. */
  readonly now: ReadonlyMap<string, Micro>;
  /** What has been invoiced, corrections counted in. */
  readonly standing: ReadonlyMap<string, Ore>;
}

/** The weights that fees were decided by: each customer's own, and the ones that the others' fees rest on. */
export function decidedWeights(fees: readonly YearlyFee[]): Pick<FeeMonth, "own" | "shared"> {
  const own = new Map(fees.map((fee) => [fee.customer, fee.keyValueMicro]));
  const counts = new Map<number, number>();
  for (const { keySumMicro } of fees) counts.set(keySumMicro, (counts.get(keySumMicro) ?? 0) + 1);
  const whole = [...counts].toSorted(([a, n], [b, m]) => m - n || b - a)[0]?.[0] ?? 0;
  // A fee that was decided with an exception has a sum of its own; what the others' sum holds for it is then told apart.
  const shared = new Map(
    fees.map((fee) => [fee.customer, (whole - fee.keySumMicro + fee.keyValueMicro) as Micro]),
  );
  const sum = [...shared.values()].reduce((total, value) => total + value, 0);
  const holds = sum === whole && [...shared.values()].every((value) => value >= 0);
  return { own, shared: holds ? shared : own };
}

/** Whose value has changed in the month; `only` asks about one customer. */
export function movedIn(month: FeeMonth, only?: string): MovedWeight[] {
  const asked = (values: ReadonlyMap<string, Micro>): ReadonlyMap<string, Micro> =>
    new Map(
      [...values].filter(
        ([customer]) => month.now.has(customer) && (only === undefined || customer === only),
      ),
    );
  return movedWeights(asked(month.own), asked(month.now));
}

/** Why a customer's value is another, as its line says it. */
export type WhyMoved = (moved: MovedWeight) => {
  readonly textSv: string;
  readonly textEn: string;
  readonly decision?: string;
};

/**
 * What the changed values make of a month's amounts, for those who are corrected: the changed customers, each with
 * everybody else's value as it was - or, borne by the others, everybody. `undefined` when there is nothing to share by.
 */
export function rightAmounts(
  month: FeeMonth,
  {
    bearer,
    moved,
    why,
  }: { readonly bearer: Bearer; readonly moved: readonly MovedWeight[]; readonly why: WhyMoved },
): RecomputedCharge[] | undefined {
  if (moved.length === 0) return [];
  const { item } = month;
  const borne = borneBy(bearer);
  if (bearer !== "others") {
    return moved.map((one) => {
      const fee = ownFee(month, month.shared, one.customer, one.afterMicro);
      return withInput(recomputedInstalment(fee, item, month.period, why(one)), borne);
    });
  }
  const shared = new Map(month.shared);
  for (const { customer, afterMicro } of moved) shared.set(customer, afterMicro);
  const changed = new Map(moved.map((one) => [one.customer, one]));
  const all = [...month.now.keys()].sort(byCode);
  // Who has an exception that the provider bears goes on paying by its own value; what the provider bears stays as it is.
  const apart = all.filter(
    (customer) => !changed.has(customer) && month.own.get(customer) !== month.shared.get(customer),
  );
  const rest = all.filter((customer) => !apart.includes(customer));
  const charges = apart.map((customer): RecomputedCharge => {
    const value = month.own.get(customer) as Micro;
    const fee = ownFee(month, shared, customer, value);
    const because = { textSv: "fördelat på nytt", textEn: "shared anew" };
    return withInput(recomputedInstalment(fee, item, month.period, because), borne);
  });
  const standing = all.reduce((sum, customer) => sum + (month.standing.get(customer) ?? 0), 0);
  const left = charges.reduce((sum, charge) => sum - charge.netOre, standing);
  const weights = rest.map((customer): number => shared.get(customer) ?? 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (left < 0 || sum <= 0 || weights.some((weight) => weight < 0)) return undefined;
  const parts = allocate(ore(left), weights);
  charges.push(
    ...rest.map((customer, index): RecomputedCharge => {
      const one = changed.get(customer);
      return reshared(month, {
        customer,
        netOre: parts[index] as Ore,
        leftOre: ore(left),
        valueMicro: micro(weights[index] as number),
        sumMicro: micro(sum),
        why: one === undefined ? { textSv: "fördelat på nytt", textEn: "shared anew" } : why(one),
        borne,
      });
    }),
  );
  assert(
    charges.reduce((total, charge) => total + charge.netOre, 0) === standing,
    "what is shared anew is what was invoiced",
  );
  return charges;
}

/** The customer's own fee with its value, the others' as given. */
function ownFee(
  month: FeeMonth,
  shared: ReadonlyMap<string, Micro>,
  customer: string,
  value: Micro,
): YearlyFee {
  const fees = month.fees.map((fee) => ({
    ...fee,
    keyValueMicro: shared.get(fee.customer) ?? fee.keyValueMicro,
  }));
  const [pattern] = fees;
  assert(pattern !== undefined, "an invoiced fee has a decided one");
  const known = fees.some((fee) => fee.customer === customer)
    ? fees
    : [...fees, { ...pattern, customer, annualOre: ore(0), keyValueMicro: micro(0) }];
  return feeWithException({ item: month.item, fees: known, customer, keyValueMicro: value });
}

function reshared(
  month: FeeMonth,
  part: {
    readonly customer: string;
    readonly netOre: Ore;
    readonly leftOre: Ore;
    readonly valueMicro: Micro;
    readonly sumMicro: Micro;
    readonly why: ReturnType<WhyMoved>;
    readonly borne: BecauseInput;
  },
): RecomputedCharge {
  const { item, key, period } = month;
  const share = (language: "sv" | "en"): string =>
    `${formatAmount(part.leftOre, language)} kr × ${formatQuantity(part.valueMicro, language)} / ${formatQuantity(part.sumMicro, language)}`;
  return {
    customer: part.customer,
    item: item.item,
    servicePeriodFrom: period,
    servicePeriodTo: period,
    netOre: part.netOre,
    textSv: item.nameSv,
    textEn: item.nameEn,
    because: {
      formulaSv: `Det som kunderna tillsammans har fakturerats för månaden delas på nytt: ${share("sv")} (${key}, ${part.why.textSv})`,
      formulaEn: `What the customers together were invoiced for the month is shared anew: ${share("en")} (${key}, ${part.why.textEn})`,
      inputs: [
        {
          nameSv: "Fakturerat tillsammans för månaden",
          nameEn: "Invoiced together for the month",
          value: formatKronor(part.leftOre),
          unit: "SEK",
        },
        part.borne,
      ],
      key: { key, valueMicro: part.valueMicro, sumMicro: part.sumMicro },
      ...(part.why.decision === undefined ? {} : { decision: part.why.decision }),
    },
  };
}

/** In the basis of every line, so that who bears it is in what is approved. */
function borneBy(bearer: Bearer): BecauseInput {
  return {
    nameSv: "Skillnaden bärs av",
    nameEn: "The difference is borne by",
    value: bearerNames[bearer].sv,
    unit: "",
  };
}

function withInput(charge: RecomputedCharge, input: BecauseInput): RecomputedCharge {
  return { ...charge, because: { ...charge.because, inputs: [...charge.because.inputs, input] } };
}

/** What stands and what should stand of one customer, service and month, and what lies between. */
export interface RerunRow {
  readonly customer: string;
  readonly service: string;
  readonly item: string;
  readonly period: Period;
  readonly standingOre: Ore;
  readonly rightOre: Ore;
  readonly differenceOre: Ore;
}
