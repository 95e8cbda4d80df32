import {
  addOre,
  assert,
  byCode,
  lineAmount,
  type Micro,
  micro,
  type Ore,
  ore,
  type Period,
  sumOre,
  zeroOre,
} from "../../kernel/index.ts";
import type { ProposedLine } from "./line.ts";

/** What happened to a charge since last month. */
export const monthChangeKinds = ["new", "gone", "price", "volume", "price-and-volume", "amount"] as const;
export type MonthChangeKind = (typeof monthChangeKinds)[number];

export const monthChangeNames: Readonly<
  Record<MonthChangeKind, { readonly sv: string; readonly en: string }>
> = {
  new: { sv: "ny", en: "new" },
  gone: { sv: "borta", en: "gone" },
  price: { sv: "ändrat pris", en: "other price" },
  volume: { sv: "ändrad volym", en: "other volume" },
  "price-and-volume": { sv: "ändrat pris och volym", en: "other price and volume" },
  amount: { sv: "annat belopp", en: "other amount" },
};

/** All of a customer's lines of one item in a month. */
export interface MonthCharge {
  readonly quantityMicro: Micro;
  /** Undefined where the lines have different prices. */
  readonly priceMicro: Micro | undefined;
  readonly netOre: Ore;
}

export interface MonthChange {
  readonly customer: string;
  readonly service: string;
  readonly item: string;
  /** A correction of what was charged before, such as late usage. */
  readonly isCorrection: boolean;
  readonly textSv: string;
  readonly textEn: string;
  readonly kind: MonthChangeKind;
  readonly before: MonthCharge | undefined;
  readonly after: MonthCharge | undefined;
  readonly differenceOre: Ore;
}

/** A month's charges against those of the month before, the biggest change first (månadsjämförelse). */
export interface MonthDiff {
  readonly period: Period;
  readonly previous: Period;
  readonly beforeOre: Ore;
  readonly afterOre: Ore;
  readonly changes: readonly MonthChange[];
  /** Charges that are the same, but for the öre by which twelfths differ; those öre are this sum. */
  readonly unchanged: number;
  readonly roundingOre: Ore;
  readonly customers: readonly {
    readonly customer: string;
    readonly beforeOre: Ore;
    readonly afterOre: Ore;
    readonly differenceOre: Ore;
  }[];
}

type Line = Pick<
  ProposedLine,
  | "customer"
  | "service"
  | "item"
  | "chargeKind"
  | "textSv"
  | "textEn"
  | "quantityMicro"
  | "priceMicro"
  | "netOre"
>;

interface Side extends MonthCharge {
  readonly first: Line;
  readonly isInstalment: boolean;
}

/** Compares per customer and item. The changes and the twelfths' öre are the whole difference. O(lines log lines). */
export function monthDiff({
  period,
  previous,
  before,
  after,
}: {
  readonly period: Period;
  readonly previous: Period;
  readonly before: readonly Line[];
  readonly after: readonly Line[];
}): MonthDiff {
  const [old, current] = [sidesOf(before), sidesOf(after)];
  const changes: MonthChange[] = [];
  let [unchanged, roundingOre] = [0, zeroOre];
  for (const key of [...new Set([...old.keys(), ...current.keys()])].toSorted(byCode)) {
    const [from, to] = [old.get(key), current.get(key)];
    const differenceOre = ore((to?.netOre ?? 0) - (from?.netOre ?? 0));
    if (from !== undefined && to !== undefined && isSame(from, to)) {
      unchanged += 1;
      roundingOre = addOre(roundingOre, differenceOre);
      continue;
    }
    const { first } = (to ?? from) as Side;
    changes.push({
      customer: first.customer,
      service: first.service,
      item: first.item,
      isCorrection: first.chargeKind === "correction",
      textSv: first.textSv,
      textEn: first.textEn,
      kind: kindOf(from, to),
      before: from && chargeOf(from),
      after: to && chargeOf(to),
      differenceOre,
    });
  }
  const [beforeOre, afterOre] = [
    sumOre(before.map((line) => line.netOre)),
    sumOre(after.map((line) => line.netOre)),
  ];
  assert(
    addOre(sumOre(changes.map((one) => one.differenceOre)), roundingOre) === ore(afterOre - beforeOre),
    "the changes of a month are what it differs by",
  );
  return {
    period,
    previous,
    beforeOre,
    afterOre,
    changes: changes.toSorted((a, b) => Math.abs(b.differenceOre) - Math.abs(a.differenceOre)),
    unchanged,
    roundingOre,
    customers: customersOf(before, after),
  };
}

function sidesOf(lines: readonly Line[]): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  for (const line of lines) {
    const key = [line.customer, line.item, line.chargeKind === "correction"].join("\n");
    const known = sides.get(key);
    sides.set(
      key,
      known === undefined
        ? {
            first: line,
            isInstalment: line.chargeKind === "instalment",
            quantityMicro: line.quantityMicro,
            priceMicro: line.priceMicro,
            netOre: line.netOre,
          }
        : {
            ...known,
            quantityMicro: micro(known.quantityMicro + line.quantityMicro),
            priceMicro: known.priceMicro === line.priceMicro ? line.priceMicro : undefined,
            netOre: addOre(known.netOre, line.netOre),
          },
    );
  }
  return sides;
}

/** Twelve twelfths of a fee differ by an öre among themselves: that is no change. */
function isSame(from: Side, to: Side): boolean {
  if (from.isInstalment && to.isInstalment) return Math.abs(to.netOre - from.netOre) <= 1;
  return from.netOre === to.netOre && from.quantityMicro === to.quantityMicro;
}

function kindOf(from: Side | undefined, to: Side | undefined): MonthChangeKind {
  if (from === undefined) return "new";
  if (to === undefined) return "gone";
  if (from.priceMicro === undefined || to.priceMicro === undefined) return "amount";
  const isPrice = from.priceMicro !== to.priceMicro;
  const isVolume = from.quantityMicro !== to.quantityMicro;
  if (isPrice && isVolume) return "price-and-volume";
  return isPrice ? "price" : isVolume ? "volume" : "amount";
}

function chargeOf({ quantityMicro, priceMicro, netOre }: Side): MonthCharge {
  return { quantityMicro, priceMicro, netOre };
}

/** How much of a change is its price, at today's quantity; the rest is volume. Undefined where one of them is not known. */
export function priceEffectOre({ before, after }: Pick<MonthChange, "before" | "after">): Ore | undefined {
  if (before?.priceMicro === undefined || after?.priceMicro === undefined) return undefined;
  const atOldPrice = lineAmount({ priceMicro: before.priceMicro, quantityMicro: after.quantityMicro });
  return ore(after.netOre - atOldPrice);
}

function customersOf(before: readonly Line[], after: readonly Line[]): MonthDiff["customers"] {
  const sums = new Map<string, { beforeOre: Ore; afterOre: Ore }>();
  const of = (customer: string) => {
    const known = sums.get(customer) ?? { beforeOre: zeroOre, afterOre: zeroOre };
    sums.set(customer, known);
    return known;
  };
  for (const line of before) of(line.customer).beforeOre = addOre(of(line.customer).beforeOre, line.netOre);
  for (const line of after) of(line.customer).afterOre = addOre(of(line.customer).afterOre, line.netOre);
  return [...sums]
    .map(([customer, sum]) => ({ customer, ...sum, differenceOre: ore(sum.afterOre - sum.beforeOre) }))
    .toSorted(
      (a, b) => Math.abs(b.differenceOre) - Math.abs(a.differenceOre) || byCode(a.customer, b.customer),
    );
}

export function monthDiffJson(diff: MonthDiff) {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  const charge = (one: MonthCharge | undefined) =>
    one === undefined
      ? null
      : {
          quantityMicro: String(one.quantityMicro),
          priceMicro: one.priceMicro === undefined ? null : String(one.priceMicro),
          net: money(one.netOre),
        };
  return {
    period: diff.period,
    previous: diff.previous,
    before: money(diff.beforeOre),
    after: money(diff.afterOre),
    difference: money(ore(diff.afterOre - diff.beforeOre)),
    unchanged: diff.unchanged,
    rounding: money(diff.roundingOre),
    customers: diff.customers.map(({ customer, beforeOre, afterOre, differenceOre }) => ({
      customer,
      before: money(beforeOre),
      after: money(afterOre),
      difference: money(differenceOre),
    })),
    changes: diff.changes.map((one) => {
      const priceOre = priceEffectOre(one);
      return {
        customer: one.customer,
        service: one.service,
        item: one.item,
        correction: one.isCorrection,
        kind: one.kind,
        before: charge(one.before),
        after: charge(one.after),
        difference: money(one.differenceOre),
        priceEffect: priceOre === undefined ? null : money(priceOre),
        volumeEffect: priceOre === undefined ? null : money(ore(one.differenceOre - priceOre)),
      };
    }),
  };
}
