import {
  allocate,
  assert,
  byCode,
  type Day,
  negateOre,
  type Ore,
  ore,
  sumOre,
  zeroOre,
} from "../../kernel/index.ts";
import { byLine, type IssuedLine, lumpSum, type ProposedLine } from "./line.ts";

/** Why a customer objects, or a document was wrong. */
export const objectionCauses = ["quantity", "price", "not-ordered", "receiver", "period", "other"] as const;
export type ObjectionCause = (typeof objectionCauses)[number];

export const objectionCauseNames: Readonly<
  Record<ObjectionCause, { readonly sv: string; readonly en: string }>
> = {
  quantity: { sv: "fel antal", en: "wrong quantity" },
  price: { sv: "fel pris", en: "wrong price" },
  "not-ordered": { sv: "inte beställt", en: "not ordered" },
  receiver: { sv: "fel mottagare eller referens", en: "wrong receiver or reference" },
  period: { sv: "fel period", en: "wrong period" },
  other: { sv: "annat", en: "other" },
};

export type ObjectionState = "open" | "rejected" | "credit-proposed" | "credited" | "withdrawn";

/** An objection (invändning) to a line or a whole document, and its way to an answer. */
export interface Objection {
  readonly objection: string;
  readonly invoice: string;
  /** Undefined is the whole document. */
  readonly line?: number;
  readonly customer: string;
  readonly cause: ObjectionCause;
  readonly text: string;
  readonly raisedBy: string;
  readonly raisedAt: string;
  readonly answerBy: Day;
  readonly state: ObjectionState;
  readonly answer: string;
  readonly answeredBy?: string;
  readonly answeredAt?: string;
  /** What is to be credited, without VAT; positive. */
  readonly creditOre?: Ore;
  readonly reissue: boolean;
  readonly creditedBy?: string;
  readonly creditedAt?: string;
  readonly run?: string;
}

/** An issued line with what is left of it when earlier corrections are counted in. */
export interface StandingLine {
  readonly line: IssuedLine;
  readonly remainingOre: Ore;
}

/** What can at most be credited: what is left of the lines that are charges. */
export function creditableOf(lines: readonly StandingLine[]): Ore {
  return sumOre(lines.map(({ remainingOre }) => (remainingOre > 0 ? remainingOre : zeroOre)));
}

/**
 * The credit of an accepted objection, laid on the lines in proportion to what is left of each, so that none is credited beyond it.
 * `creditOre` is above zero and at most `creditableOf`.
 */
export function creditLines(
  objection: Pick<Objection, "objection" | "cause" | "answer">,
  lines: readonly StandingLine[],
  creditOre: Ore,
): ProposedLine[] {
  assert(creditOre > 0 && creditOre <= creditableOf(lines), "a credit is within what is left of its lines");
  const left = lines.map(({ remainingOre }) => Math.max(0, remainingOre));
  const parts = allocate(creditOre, left);
  const cause = objectionCauseNames[objection.cause];
  return lines
    .flatMap(({ line }, i): ProposedLine[] => {
      const part = parts[i] as Ore;
      if (part === 0) return [];
      return [
        {
          ...ownOf(line),
          chargeKind: "correction",
          textSv: `Kreditering, ${cause.sv}: ${line.textSv}`,
          textEn: `Credit, ${cause.en}: ${line.textEn}`,
          ...lumpSum(negateOre(part)),
          unit: "",
          corrects: { invoice: line.invoice, line: line.line },
          cause: `objection-${objection.cause}`,
          because: {
            formulaSv: `Invändning ${objection.objection}: ${objection.answer}`,
            formulaEn: `Objection ${objection.objection}: ${objection.answer}`,
            inputs: [
              {
                nameSv: "Raden som krediteras",
                nameEn: "The line that is credited",
                value: `${line.invoice}, ${line.line}`,
                unit: "",
                id: `invoice:${line.invoice}:${line.line}`,
              },
            ],
          },
        },
      ];
    })
    .toSorted(byLine);
}

/** The same charges once more, for a document that is credited in full and made anew: to the customer as it is now. */
export function reissuedLines(
  objection: Pick<Objection, "objection" | "answer">,
  lines: readonly StandingLine[],
): ProposedLine[] {
  return lines
    .filter(({ remainingOre }) => remainingOre > 0)
    .map(({ line, remainingOre }): ProposedLine => {
      const whole = remainingOre === line.netOre;
      return {
        ...ownOf(line),
        chargeKind: "correction",
        textSv: line.textSv,
        textEn: line.textEn,
        ...(whole
          ? {
              quantityMicro: line.quantityMicro,
              priceMicro: line.priceMicro,
              netOre: line.netOre,
              unit: line.unit,
            }
          : { ...lumpSum(remainingOre), unit: "" }),
        cause: "reissue",
        because: {
          ...line.because,
          formulaSv: `Ersätter ${line.invoice}, rad ${line.line} (${objection.answer}). ${line.because.formulaSv}`,
          formulaEn: `Replaces ${line.invoice}, line ${line.line} (${objection.answer}). ${line.because.formulaEn}`,
        },
      };
    })
    .toSorted(byLine);
}

function ownOf(line: IssuedLine) {
  const { customer, postedTo, item, service, activity, servicePeriodFrom, servicePeriodTo } = line;
  return {
    customer,
    postedTo,
    item,
    service,
    activity,
    servicePeriodFrom,
    servicePeriodTo,
    ...(line.priceListVersion === undefined ? {} : { priceListVersion: line.priceListVersion }),
    ...(line.sale === undefined ? {} : { sale: line.sale }),
  };
}

/** How many objections there are of a cause, how they ended, and what they came to. */
export interface CauseStatistics {
  readonly cause: ObjectionCause;
  readonly count: number;
  readonly credited: number;
  readonly rejected: number;
  /** Not answered, and the day to answer by has passed. */
  readonly late: number;
  readonly creditedOre: Ore;
}

/** By cause, the most common first. */
export function causeStatistics(objections: readonly Objection[], today: Day): CauseStatistics[] {
  return objectionCauses
    .map((cause): CauseStatistics => {
      const own = objections.filter((one) => one.cause === cause);
      const credited = own.filter((one) => one.state === "credited");
      return {
        cause,
        count: own.length,
        credited: credited.length,
        rejected: own.filter((one) => one.state === "rejected").length,
        late: own.filter((one) => isLate(one, today)).length,
        creditedOre: ore(credited.reduce((sum, one) => sum + (one.creditOre ?? 0), 0)),
      };
    })
    .filter((one) => one.count > 0)
    .toSorted((a, b) => b.count - a.count || byCode(a.cause, b.cause));
}

export function isLate(objection: Pick<Objection, "state" | "answerBy">, today: Day): boolean {
  return objection.state === "open" && today > objection.answerBy;
}
