import {
  byCode,
  type Day,
  formatMicro,
  type Micro,
  micro,
  type Place,
  type Problem,
} from "../../kernel/index.ts";
import type { Order } from "./order.ts";
import { problemOf } from "./problems.ts";
import { dayAfter, dayBefore } from "./proration.ts";

/** An order as it counts: confirmed, and ended the day before the one that took over from it. */
export interface StandingOrder {
  readonly orderNo: string;
  readonly customer: string;
  readonly item: string;
  readonly quantityMicro: Micro;
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
  readonly replaces: string;
  /** The order that took over. */
  readonly replacedBy?: string;
}

/** The confirmed orders with the days they really count, in order of customer, item, day and number. */
export function standingOrders(orders: readonly Order[]): StandingOrder[] {
  const confirmed = orders.filter((one) => one.state === "confirmed");
  const takenOverBy = new Map(
    confirmed.filter((one) => one.replaces !== "").map((one) => [one.replaces, one] as const),
  );
  return confirmed
    .map((one): StandingOrder => {
      const after = takenOverBy.get(one.orderNo);
      const ends = [one.validTo, after && dayBefore(after.validFrom)].filter((day) => day !== undefined);
      return {
        orderNo: one.orderNo,
        customer: one.customer,
        item: one.item,
        quantityMicro: one.quantityMicro,
        validFrom: one.validFrom,
        validTo: ends.toSorted(byCode)[0],
        replaces: one.replaces,
        ...(after === undefined ? {} : { replacedBy: after.orderNo }),
      };
    })
    .toSorted(
      (a, b) =>
        byCode(a.customer, b.customer) ||
        byCode(a.item, b.item) ||
        byCode(a.validFrom, b.validFrom) ||
        byCode(a.orderNo, b.orderNo),
    );
}

/** What a customer has of an item on a day, by its orders. */
export function orderedOn(
  standing: readonly StandingOrder[],
  { customer, item, day }: { readonly customer: string; readonly item: string; readonly day: Day },
): Micro {
  return micro(
    standing
      .filter((one) => one.customer === customer && one.item === item && isStanding(one, day))
      .reduce((sum, one) => sum + one.quantityMicro, 0),
  );
}

function isStanding(one: StandingOrder, day: Day): boolean {
  return one.validFrom <= day && (one.validTo === undefined || day <= one.validTo);
}

/** Everything wrong with orders among themselves: what they replace, the same said twice, and more taken away than there is. */
export function orderProblems(
  orders: readonly (Order & { readonly line?: number })[],
  file: string | undefined,
): Problem[] {
  const placeOf = (one: Order & { readonly line?: number }): Place => ({
    file,
    ...(one.line === undefined ? {} : { line: one.line }),
    text: one.orderNo,
  });
  const living = orders.filter((one) => one.state === "requested" || one.state === "confirmed");
  return [
    ...lineageProblems(orders, living, placeOf),
    ...sameTwice(living, placeOf),
    ...belowZero(orders, placeOf),
  ];
}

type Placed = (one: Order & { readonly line?: number }) => Place;

function lineageProblems(all: readonly Order[], living: readonly Order[], placeOf: Placed): Problem[] {
  const byNo = new Map(all.map((one) => [one.orderNo, one]));
  const heirs = new Map<string, string>();
  return living.flatMap((one): Problem[] => {
    if (one.replaces === "") return [];
    const before = byNo.get(one.replaces);
    if (before === undefined)
      return [
        problemOf("ordering.unknown-order", placeOf(one), {
          message_sv: `Beställning ${one.orderNo} ersätter ${one.replaces}, som inte finns.`,
          message_en: `Order ${one.orderNo} replaces ${one.replaces}, which does not exist.`,
        }),
      ];
    const problems: Problem[] = [];
    if (before.customer !== one.customer || before.item !== one.item)
      problems.push(
        problemOf("ordering.replaces-other", placeOf(one), {
          message_sv: `Beställning ${one.orderNo} (${one.customer}, ${one.item}) kan inte ersätta ${before.orderNo} (${before.customer}, ${before.item}).`,
          message_en: `Order ${one.orderNo} (${one.customer}, ${one.item}) cannot replace ${before.orderNo} (${before.customer}, ${before.item}).`,
        }),
      );
    if (
      one.validFrom <= before.validFrom ||
      (before.validTo !== undefined && one.validFrom > dayAfter(before.validTo))
    )
      problems.push(
        problemOf("ordering.replaces-outside", placeOf(one), {
          message_sv: `Beställning ${one.orderNo} tar över den ${one.validFrom}, men ${before.orderNo} gäller ${before.validFrom} – ${before.validTo ?? "tills vidare"}.`,
          message_en: `Order ${one.orderNo} takes over on ${one.validFrom}, but ${before.orderNo} holds ${before.validFrom} – ${before.validTo ?? "until further notice"}.`,
        }),
      );
    if (one.state === "confirmed" && before.state !== "confirmed")
      problems.push(
        problemOf("ordering.replaces-unconfirmed", placeOf(one), {
          message_sv: `Beställning ${one.orderNo} ersätter ${before.orderNo}, som inte är bekräftad.`,
          message_en: `Order ${one.orderNo} replaces ${before.orderNo}, which is not confirmed.`,
        }),
      );
    const other = heirs.get(one.replaces);
    if (other !== undefined)
      problems.push(
        problemOf("ordering.overlapping", placeOf(one), {
          message_sv: `Både ${other} och ${one.orderNo} ersätter ${one.replaces}.`,
          message_en: `Both ${other} and ${one.orderNo} replace ${one.replaces}.`,
        }),
      );
    heirs.set(one.replaces, one.orderNo);
    return problems;
  });
}

/** Two living orders that say the same without a reference that tells them apart: sent twice, more often than meant twice. */
function sameTwice(living: readonly Order[], placeOf: Placed): Problem[] {
  const seen = new Map<string, string>();
  return living.flatMap((one) => {
    const said = [one.customer, one.item, one.quantityMicro, one.validFrom, one.replaces, one.reference].join(
      "\n",
    );
    const other = seen.get(said);
    seen.set(said, one.orderNo);
    return other === undefined
      ? []
      : [
          problemOf("ordering.same-twice", placeOf(one), {
            message_sv: `Beställningarna ${other} och ${one.orderNo} säger samma sak: ${one.customer}, ${one.item}, ${formatMicro(one.quantityMicro)} från ${one.validFrom}.`,
            message_en: `The orders ${other} and ${one.orderNo} say the same: ${one.customer}, ${one.item}, ${formatMicro(one.quantityMicro)} from ${one.validFrom}.`,
          }),
        ];
  });
}

/** The days on which what is confirmed would be less than nothing, each told at the order that makes it so. */
function belowZero(orders: readonly Order[], placeOf: Placed): Problem[] {
  const standing = standingOrders(orders);
  const byNo = new Map(orders.map((one) => [one.orderNo, one]));
  const groups = groupedBy(standing, (one) => `${one.customer}\n${one.item}`);
  return [...groups.values()].flatMap((group): Problem[] => {
    const [first] = group;
    if (first === undefined) return [];
    const days = new Set(
      group.flatMap((one) => [one.validFrom, ...(one.validTo ? [dayAfter(one.validTo)] : [])]),
    );
    for (const day of [...days].toSorted(byCode)) {
      const has = orderedOn(group, { customer: first.customer, item: first.item, day });
      if (has >= 0) continue;
      const cause = group.findLast((one) => one.validFrom <= day && one.quantityMicro < 0) ?? first;
      return [
        problemOf("ordering.below-zero", placeOf(byNo.get(cause.orderNo) as Order), {
          message_sv: `${first.customer} skulle ha ${formatMicro(has)} av ${first.item} från ${day} (beställning ${cause.orderNo}).`,
          message_en: `${first.customer} would have ${formatMicro(has)} of ${first.item} from ${day} (order ${cause.orderNo}).`,
        }),
      ];
    }
    return [];
  });
}

/** An order with those it took over from and those that took over from it, the first first (kedja). */
export function chainOf(orders: readonly Order[], orderNo: string): Order[] {
  const byNo = new Map(orders.map((one) => [one.orderNo, one]));
  const heirOf = new Map(
    orders
      .filter((one) => one.replaces !== "" && (one.state === "confirmed" || one.state === "requested"))
      .map((one) => [one.replaces, one] as const),
  );
  const chain: Order[] = [];
  const seen = new Set<string>();
  for (let at = byNo.get(orderNo); at !== undefined && !seen.has(at.orderNo); at = byNo.get(at.replaces)) {
    seen.add(at.orderNo);
    chain.unshift(at);
  }
  for (let at = heirOf.get(orderNo); at !== undefined && !seen.has(at.orderNo); at = heirOf.get(at.orderNo)) {
    seen.add(at.orderNo);
    chain.push(at);
  }
  return chain;
}

/** Rows by what they have in common, in the order they come. */
export function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
