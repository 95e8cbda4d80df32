import {
  allocate,
  assert,
  byCode,
  formatKronor,
  instalment,
  type Micro,
  monthOf,
  type Ore,
  ore,
  type Period,
  sumOre,
} from "../../kernel/index.ts";
import { formatAmount, formatQuantity } from "../../platform/language/index.ts";
import type { PricedItem, YearlyFee } from "./facts.ts";
import {
  type Because,
  byLine,
  chargeIdentity,
  type IssuedLine,
  lumpSum,
  type PostedTo,
  type ProposedLine,
} from "./line.ts";

/** What a charge should have been, with the basis it now rests on. */
export interface RecomputedCharge {
  readonly customer: string;
  readonly item: string;
  readonly servicePeriodFrom: Period;
  readonly servicePeriodTo: Period;
  readonly sale?: string;
  readonly netOre: Ore;
  readonly because: Because;
  /** The item's name, where the original line is named worse. */
  readonly textSv?: string;
  readonly textEn?: string;
  /** The whole line, for a charge that may never have been invoiced. */
  readonly line?: ProposedLine;
}

export interface CorrectionInput {
  /** Every line issued to the customer for the charges in question, earlier corrections included. */
  readonly originalLines: readonly IssuedLine[];
  readonly recomputed: readonly RecomputedCharge[];
  readonly customer: string;
  /** "key-correction", "late-usage". */
  readonly cause: string;
  readonly causeSv: string;
  readonly causeEn: string;
  readonly decision?: string;
  /** Which rule the correction of a line is booked by; revenue unless told otherwise. */
  readonly postedTo?: (original: IssuedLine) => PostedTo;
}

/**
 * The difference between what stands and what should have stood, line by line (rättelse). What stands is the sum of all
 * lines of a charge, earlier corrections included, so the same proposal made again is empty. A credit is laid on the
 * lines it takes back, never more on any of them than is left of it; charges that are not recomputed are left alone.
 */
export function proposeCorrection(input: CorrectionInput): ProposedLine[] {
  const standing = new Map<string, IssuedLine[]>();
  for (const line of input.originalLines) {
    if (line.customer !== input.customer) continue;
    const identity = chargeIdentity(line);
    const lines = standing.get(identity);
    if (lines) lines.push(line);
    else standing.set(identity, [line]);
  }
  const proposed: ProposedLine[] = [];
  for (const charge of input.recomputed) {
    if (charge.customer !== input.customer) continue;
    const lines = standing.get(chargeIdentity(charge)) ?? [];
    const stands = sumOre(lines.map((line) => line.netOre));
    const difference = ore(charge.netOre - stands);
    if (difference === 0) continue;
    const originals = lines.filter((line) => line.corrects === undefined);
    if (originals.length === 0) {
      assert(charge.line !== undefined, "a charge that was never invoiced comes with its whole line");
      proposed.push(addition(charge.line, charge, input));
      continue;
    }
    for (const [original, amount] of spread(difference, originals, lines)) {
      proposed.push(correctionLine(original, amount, stands, charge, input));
    }
  }
  return proposed.toSorted(byLine);
}

/** What is left of an issued line when everything that corrects it is counted in. */
export function remainingOf(
  line: Pick<IssuedLine, "invoice" | "line" | "netOre">,
  issued: readonly Pick<IssuedLine, "corrects" | "netOre">[],
): Ore {
  let left: number = line.netOre;
  for (const other of issued) {
    if (other.corrects?.invoice === line.invoice && other.corrects.line === line.line) left += other.netOre;
  }
  return ore(left);
}

/** More to pay goes on the first line; a credit takes the latest lines first, each at most to nothing. */
function spread(
  difference: Ore,
  originals: readonly IssuedLine[],
  lines: readonly IssuedLine[],
): [IssuedLine, Ore][] {
  const first = originals[0];
  assert(first !== undefined, "there is a line to correct");
  if (difference > 0) return [[first, difference]];
  const parts: [IssuedLine, Ore][] = [];
  let left = -difference;
  for (const original of originals.toReversed()) {
    const take = Math.min(left, Math.max(0, remainingOf(original, lines)));
    if (take > 0) parts.push([original, ore(-take)]);
    left -= take;
  }
  return parts;
}

function correctionLine(
  original: IssuedLine,
  amount: Ore,
  stands: Ore,
  charge: RecomputedCharge,
  input: CorrectionInput,
): ProposedLine {
  return {
    customer: original.customer,
    chargeKind: "correction",
    postedTo: input.postedTo?.(original) ?? "revenue",
    item: original.item,
    service: original.service,
    activity: original.activity,
    textSv: `${input.causeSv}: ${charge.textSv ?? original.textSv}`,
    textEn: `${input.causeEn}: ${charge.textEn ?? original.textEn}`,
    servicePeriodFrom: original.servicePeriodFrom,
    servicePeriodTo: original.servicePeriodTo,
    ...lumpSum(amount),
    unit: "",
    ...(original.priceListVersion === undefined ? {} : { priceListVersion: original.priceListVersion }),
    ...(original.sale === undefined ? {} : { sale: original.sale }),
    corrects: { invoice: original.invoice, line: original.line },
    cause: input.cause,
    because: correctionBecause(stands, charge, input, `invoice:${original.invoice}:${original.line}`),
  };
}

function addition(line: ProposedLine, charge: RecomputedCharge, input: CorrectionInput): ProposedLine {
  return {
    ...line,
    chargeKind: "correction",
    textSv: `${input.causeSv}: ${line.textSv}`,
    textEn: `${input.causeEn}: ${line.textEn}`,
    cause: input.cause,
    because: correctionBecause(ore(0), charge, input),
  };
}

function correctionBecause(
  stands: Ore,
  charge: RecomputedCharge,
  input: CorrectionInput,
  original?: string,
): Because {
  const right = formatKronor(charge.netOre);
  const wrong = formatKronor(stands);
  return {
    ...charge.because,
    formulaSv: `Rätt belopp ${formatAmount(charge.netOre, "sv")} kr − fakturerat ${formatAmount(stands, "sv")} kr. ${charge.because.formulaSv}`,
    formulaEn: `Right amount ${formatAmount(charge.netOre, "en")} kr − invoiced ${formatAmount(stands, "en")} kr. ${charge.because.formulaEn}`,
    inputs: [
      { nameSv: "Rätt belopp", nameEn: "Right amount", value: right, unit: "SEK" },
      {
        nameSv: "Fakturerat med tidigare rättelser",
        nameEn: "Invoiced, earlier corrections counted in",
        value: wrong,
        unit: "SEK",
        ...(original === undefined ? {} : { id: original }),
      },
      ...charge.because.inputs,
    ],
    ...(input.decision === undefined ? {} : { decision: input.decision }),
  };
}

export interface FeeWithException {
  readonly item: PricedItem;
  /** All fees of the item in the year, every customer: the decided key values are the weights. */
  readonly fees: readonly YearlyFee[];
  readonly customer: string;
  /** The customer's key value with the exception, e.g. the headcount without seasonal staff. */
  readonly keyValueMicro: Micro;
}

/**
 * The customer's yearly fee with an exception to its key: the same cost, shared anew with the customer's lower value
 * and everybody else's as decided. The others' fees stand as they were invoiced; the difference is the provider's.
 */
export function feeWithException({ item, fees, customer, keyValueMicro }: FeeWithException): YearlyFee {
  // The order that left-over öre follow is by customer, as when the price list was made.
  const inOrder = fees.toSorted((a, b) => byCode(a.customer, b.customer));
  const own = inOrder.findIndex((fee) => fee.customer === customer);
  const fee = inOrder[own];
  assert(fee !== undefined, `${customer} has a fee of ${item.item}`);
  assert(item.totalOre !== undefined, `the fee item ${item.item} has a cost to share`);
  const weights = inOrder.map((other, index) => (index === own ? keyValueMicro : other.keyValueMicro));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const annual = sum === 0 ? ore(0) : (allocate(item.totalOre, weights)[own] as Ore);
  return { ...fee, annualOre: annual, keyValueMicro, keySumMicro: sum as Micro };
}

/** One month of a fee that was recomputed with an exception. */
export function recomputedInstalment(
  fee: YearlyFee,
  item: PricedItem,
  period: Period,
  exception: { readonly textSv: string; readonly textEn: string; readonly decision?: string },
): RecomputedCharge {
  const index = monthOf(period);
  const annual = formatKronor(fee.annualOre);
  const share = (language: "sv" | "en"): string =>
    `${formatQuantity(fee.keyValueMicro, language)} / ${formatQuantity(fee.keySumMicro, language)}`;
  const key = item.key ?? "";
  return {
    customer: fee.customer,
    item: item.item,
    servicePeriodFrom: period,
    servicePeriodTo: period,
    netOre: instalment(fee.annualOre, { index, count: 12 }),
    textSv: item.nameSv,
    textEn: item.nameEn,
    because: {
      formulaSv: `Tolftedel ${index} av 12 av årsavgiften ${formatAmount(fee.annualOre, "sv")} kr med nyckelvärde ${share("sv")} (${exception.textSv})`,
      formulaEn: `Twelfth ${index} of 12 of the yearly fee ${formatAmount(fee.annualOre, "en")} kr with key value ${share("en")} (${exception.textEn})`,
      inputs: [{ nameSv: "Ny årsavgift", nameEn: "New yearly fee", value: annual, unit: "SEK" }],
      key: { key, valueMicro: fee.keyValueMicro, sumMicro: fee.keySumMicro },
      ...(exception.decision === undefined ? {} : { decision: exception.decision }),
    },
  };
}
