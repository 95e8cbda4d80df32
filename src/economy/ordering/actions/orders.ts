import {
  closest,
  type Day,
  formatMicro,
  isInForce,
  type Micro,
  type Problem,
  Refusal,
} from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { addEntry, changeEntry, entriesOf } from "../../../platform/registers/actions/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { chargesByItem } from "../../pricing/actions/index.ts";
import { type Order, orderRegister } from "../index.ts";
import { answeringOrders, placingOrders } from "../mandates.ts";
import { problemOf } from "../problems.ts";

interface Doing {
  readonly actor: string;
  readonly now: string;
}

/** What somebody orders. */
export interface OrderWish {
  /** Given where it is left out: the customer's next. */
  readonly orderNo?: string | undefined;
  readonly customer: string;
  readonly item: string;
  /** More, or less below zero; of an order that replaces another what it is instead, where zero ends it. */
  readonly quantityMicro: Micro;
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
  readonly replaces?: string | undefined;
  readonly agreement?: string | undefined;
  readonly reference?: string | undefined;
  readonly comment?: string | undefined;
}

export interface PlacedOrder {
  readonly order: Order;
  /** False where the same order was there already. */
  readonly changed: boolean;
}

export async function ordersOf(
  tx: Transaction,
  provider: string,
  which: { readonly customer?: string | undefined; readonly item?: string | undefined } = {},
): Promise<Order[]> {
  return (await entriesOf(tx, provider, orderRegister)).filter(
    (one) =>
      (which.customer === undefined || one.customer === which.customer) &&
      (which.item === undefined || one.item === which.item),
  );
}

export async function requiredOrder(tx: Transaction, provider: string, orderNo: string): Promise<Order> {
  const all = await ordersOf(tx, provider);
  const found = all.find((one) => one.orderNo === orderNo);
  if (found !== undefined) return found;
  const near = closest(
    orderNo,
    all.map((one) => one.orderNo),
  );
  throw new Refusal([
    problemOf(
      "ordering.unknown-order",
      { text: orderNo },
      {
        message_sv: `Beställningen ${orderNo} finns inte.${near === undefined ? "" : ` Menas ${near}?`}`,
        message_en: `There is no order ${orderNo}.${near === undefined ? "" : ` Do you mean ${near}?`}`,
      },
    ),
  ]);
}

/**
 * Places an order (lägger en beställning). One by the provider's people counts at once; a customer's own waits for the provider's
 * confirmation. The same order under the same number again is no change. Refused where customer or item is not there, the item is not
 * charged by quantity, more would be taken away than there is, or it overlaps another.
 */
export async function placeOrder(
  tx: Transaction,
  provider: string,
  wish: OrderWish,
  { actor, now }: Doing,
): Promise<PlacedOrder> {
  await requireMandate(tx, provider, actor, placingOrders);
  await lockOrders(tx, provider);
  const known = await ordersOf(tx, provider);
  const isCustomer = tx.scope.role === "customer";
  const cells = {
    order_no: wish.orderNo ?? nextNumber(known, wish.customer),
    customer: wish.customer,
    item: wish.item,
    quantity: formatMicro(wish.quantityMicro),
    valid_from: wish.validFrom,
    valid_to: wish.validTo ?? "",
    state: isCustomer ? "requested" : "confirmed",
    replaces: wish.replaces ?? "",
    agreement: wish.agreement ?? "",
    ordered_by: actor,
    ordered_on: now.slice(0, 10),
    confirmed_by: isCustomer ? "" : actor,
    confirmed_on: isCustomer ? "" : now.slice(0, 10),
    reference: wish.reference ?? "",
    comment: wish.comment ?? "",
  };
  const before = known.find((one) => one.orderNo === cells.order_no);
  if (before !== undefined) {
    if (saysTheSame(before, wish)) return { order: before, changed: false };
    throw new Refusal([takenNumber(before)]);
  }
  const problems = await wishProblems(tx, provider, wish);
  if (problems.length > 0) throw new Refusal(problems);
  await withoutPlaces(() => addEntry(tx, provider, asRegister, cells, { actor, now }));
  return { order: await requiredOrder(tx, provider, cells.order_no), changed: true };
}

/** Confirms what a customer has ordered: from then on it counts, also in months that are billed already. */
export function confirmOrder(
  tx: Transaction,
  provider: string,
  orderNo: string,
  doing: Doing,
): Promise<Order> {
  return answer(tx, provider, orderNo, doing, {
    state: "confirmed",
    confirmed_by: doing.actor,
    confirmed_on: doing.now.slice(0, 10),
  });
}

/** Says no to what a customer has ordered, with a reason that it reads. */
export async function declineOrder(
  tx: Transaction,
  provider: string,
  { orderNo, reason }: { readonly orderNo: string; readonly reason: string },
  doing: Doing,
): Promise<Order> {
  if (reason.trim() === "")
    throw new Refusal([
      problemOf(
        "ordering.without-reason",
        { text: orderNo },
        {
          message_sv: `Beställning ${orderNo} avslås inte utan skäl.`,
          message_en: `Order ${orderNo} is not declined without a reason.`,
        },
      ),
    ]);
  return answer(tx, provider, orderNo, doing, { state: "declined", comment: reason.trim() });
}

/** Takes back an order that has not begun: from its first day on it is ended by another instead. */
export async function cancelOrder(
  tx: Transaction,
  provider: string,
  orderNo: string,
  doing: Doing,
): Promise<Order> {
  await requireMandate(tx, provider, doing.actor, answeringOrders);
  const order = await requiredOrder(tx, provider, orderNo);
  if (order.state === "confirmed" && order.validFrom <= doing.now.slice(0, 10))
    throw new Refusal([
      problemOf(
        "ordering.begun",
        { text: orderNo },
        {
          message_sv: `Beställning ${orderNo} gäller sedan ${order.validFrom} och kan inte tas tillbaka.`,
          message_en: `Order ${orderNo} has been in force since ${order.validFrom} and cannot be taken back.`,
        },
      ),
    ]);
  return answer(tx, provider, orderNo, doing, { state: "cancelled" }, ["requested", "confirmed"]);
}

async function answer(
  tx: Transaction,
  provider: string,
  orderNo: string,
  doing: Doing,
  cells: Readonly<Record<string, string>>,
  from: readonly string[] = ["requested"],
): Promise<Order> {
  await requireMandate(tx, provider, doing.actor, answeringOrders);
  await lockOrders(tx, provider);
  const before = await requiredOrder(tx, provider, orderNo);
  if (!from.includes(before.state))
    throw new Refusal([
      problemOf(
        "ordering.other-state",
        { text: orderNo },
        {
          message_sv: `Beställning ${orderNo} är ${stateNames[before.state].sv}.`,
          message_en: `Order ${orderNo} is ${stateNames[before.state].en}.`,
        },
      ),
    ]);
  await withoutPlaces(() => changeEntry(tx, provider, asRegister, { key: orderNo, cells }, doing));
  return requiredOrder(tx, provider, orderNo);
}

export const stateNames: Readonly<Record<Order["state"], { readonly sv: string; readonly en: string }>> = {
  requested: { sv: "väntar på bekräftelse", en: "waiting for confirmation" },
  confirmed: { sv: "bekräftad", en: "confirmed" },
  declined: { sv: "avslagen", en: "declined" },
  cancelled: { sv: "återtagen", en: "cancelled" },
};

const asRegister = orderRegister as unknown as RegisterDefinition;

/** Orders of one provider come after each other: two at once could both take the last one away. */
async function lockOrders(tx: Transaction, provider: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('ordering:' || $1, 0))", [provider]);
}

function nextNumber(known: readonly Order[], customer: string): string {
  const numbers = known
    .filter((one) => one.customer === customer)
    .map(
      (one) =>
        new RegExp(`^${customer.replace(/[^\p{L}\p{N}]/gu, "\\$&")}-(\\d{1,9})$`, "u").exec(one.orderNo)?.[1],
    )
    .map((digits) => Number(digits ?? 0));
  return `${customer}-${Math.max(0, ...numbers) + 1}`;
}

function saysTheSame(order: Order, wish: OrderWish): boolean {
  return (
    order.customer === wish.customer &&
    order.item === wish.item &&
    order.quantityMicro === wish.quantityMicro &&
    order.validFrom === wish.validFrom &&
    order.validTo === wish.validTo &&
    order.replaces === (wish.replaces ?? "") &&
    order.agreement === (wish.agreement ?? "") &&
    order.reference === (wish.reference ?? "")
  );
}

function takenNumber(order: Order): Problem {
  return problemOf(
    "ordering.known-order",
    { text: order.orderNo },
    {
      message_sv: `${order.orderNo} är redan ${order.customer}, ${order.item}, ${formatMicro(order.quantityMicro)} från ${order.validFrom}.`,
      message_en: `${order.orderNo} is already ${order.customer}, ${order.item}, ${formatMicro(order.quantityMicro)} from ${order.validFrom}.`,
    },
  );
}

async function wishProblems(tx: Transaction, provider: string, wish: OrderWish): Promise<Problem[]> {
  const problems: Problem[] = [];
  const customers = await customersOf(tx, provider);
  const customer = customers.find((one) => one.customer === wish.customer);
  if (customer === undefined) {
    const near = closest(
      wish.customer,
      customers.map((one) => one.customer),
    );
    problems.push(
      problemOf(
        "ordering.unknown-customer",
        { text: wish.customer },
        {
          message_sv: `Kunden ${wish.customer} finns inte.${near === undefined ? "" : ` Menas ${near}?`}`,
          message_en: `There is no customer ${wish.customer}.${near === undefined ? "" : ` Do you mean ${near}?`}`,
        },
      ),
    );
  } else if (!isInForce(customer, wish.validFrom)) {
    problems.push(
      problemOf(
        "ordering.not-in-force",
        { text: wish.customer },
        {
          message_sv: `${customer.name} är kund ${customer.validFrom} – ${customer.validTo ?? "tills vidare"}, inte den ${wish.validFrom}.`,
          message_en: `${customer.name} is a customer ${customer.validFrom} – ${customer.validTo ?? "until further notice"}, not on ${wish.validFrom}.`,
        },
      ),
    );
  }
  const charges = await chargesByItem(tx, provider);
  const charge = charges.get(wish.item);
  if (charge === undefined) {
    const near = closest(wish.item, [...charges.keys()]);
    problems.push(
      problemOf(
        "ordering.unknown-item",
        { text: wish.item },
        {
          message_sv: `Posten ${wish.item} finns inte i någon prislista.${near === undefined ? "" : ` Menas ${near}?`}`,
          message_en: `Item ${wish.item} is in no price list.${near === undefined ? "" : ` Do you mean ${near}?`}`,
        },
      ),
    );
  } else if (charge !== "metered") {
    problems.push(
      problemOf(
        "ordering.not-by-quantity",
        { text: wish.item },
        {
          message_sv: `Posten ${wish.item} debiteras som ${charge}, inte per antal.`,
          message_en: `Item ${wish.item} is charged as ${charge}, not by quantity.`,
        },
      ),
    );
  }
  const ends = wish.validTo !== undefined && wish.validTo < wish.validFrom;
  if (ends || (wish.quantityMicro === 0 && (wish.replaces ?? "") === ""))
    problems.push(
      problemOf(
        "ordering.unreadable",
        { text: wish.customer },
        ends
          ? {
              message_sv: `Beställningen slutar ${wish.validTo}, före sin första dag ${wish.validFrom}.`,
              message_en: `The order ends on ${wish.validTo}, before its first day ${wish.validFrom}.`,
            }
          : {
              message_sv: "Beställningen ändrar ingenting: antalet är noll.",
              message_en: "The order changes nothing: its quantity is zero.",
            },
      ),
    );
  return problems;
}

/** Orders that are placed by hand have no file: what is wrong is told without a place in one. */
async function withoutPlaces<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.problems.map(({ file: _file, line: _line, ...problem }) => problem));
  }
}
