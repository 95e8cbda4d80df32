import { type Day, type Micro, micro, parseDay, parseMicro, Refusal } from "../../../kernel/index.ts";
import { type Act, type ActField, type Doing, fieldUnreadable } from "../../../platform/web/index.ts";
import { cancelOrder, confirmOrder, declineOrder, placeOrder } from "../actions/index.ts";
import { orderJson } from "../index.ts";
import { answeringOrders, placingOrders } from "../mandates.ts";

const quantity = {
  name: "quantity",
  sv: "Antal, fler eller (med minus) färre",
  en: "Quantity, more or (with a minus) fewer",
  required: true,
} as const;
const from = {
  name: "from",
  sv: "Från och med, som 2025-03-15",
  en: "From, like 2025-03-15",
  required: true,
} as const;
const to = { name: "to", sv: "Till och med", en: "To" } as const;
const customer = { name: "customer", sv: "Kund", en: "Customer", required: true } as const;
const item = { name: "item", sv: "Prislistans post", en: "Price item", required: true } as const;
const replaces = { name: "replaces", sv: "Ersätter beställning", en: "Replaces order" } as const;
const fields: readonly ActField[] = [
  customer,
  item,
  quantity,
  from,
  to,
  replaces,
  { name: "agreement", sv: "Kundavtal", en: "Agreement" },
  { name: "reference", sv: "Er referens", en: "Your reference" },
  { name: "order", sv: "Beställningsnummer", en: "Order number" },
];

/** An order: the account manager's counts at once, a customer's own waits for confirmation. */
export const placeOrderAct: Act = {
  path: "/orders",
  mandate: placingOrders,
  sv: "Beställ",
  en: "Order",
  fields,
  run: (tx, doing) => place(tx, doing, ""),
};

/** An order that takes over from another from a day; zero ends it. */
export const replaceOrderAct: Act = {
  path: "/orders/:order/replace",
  mandate: placingOrders,
  sv: "Ändra från en dag",
  en: "Change from a day",
  fields: [
    customer,
    item,
    { ...quantity, sv: "Nytt antal (0 avslutar)", en: "New quantity (0 ends it)" },
    from,
    to,
    { name: "reference", sv: "Er referens", en: "Your reference" },
  ],
  run: (tx, doing) => place(tx, doing, doing.parameter("order")),
};

async function place(tx: Parameters<Act["run"]>[0], doing: Doing, takesOver: string) {
  const { provider, actor, now, field } = doing;
  const last = field("to") === "" ? undefined : dayIn(field, to);
  const { order, changed } = await placeOrder(
    tx,
    provider,
    {
      customer: field("customer"),
      item: field("item"),
      quantityMicro: quantityIn(field),
      validFrom: dayIn(field, from),
      ...(last === undefined ? {} : { validTo: last }),
      replaces: takesOver === "" ? field("replaces") : takesOver,
      agreement: field("agreement"),
      reference: field("reference"),
      ...(field("order") === "" ? {} : { orderNo: field("order") }),
    },
    { actor, now },
  );
  return { to: `/orders/${encodeURIComponent(order.orderNo)}`, told: { ...orderJson(order), changed } };
}

function quantityIn(field: Doing["field"]): Micro {
  const said = field("quantity").replace("−", "-");
  const read = parseMicro(said);
  if (read === undefined) throw new Refusal([fieldUnreadable(quantity, said)]);
  return micro(read);
}

function dayIn(field: Doing["field"], one: ActField): Day {
  const read = parseDay(field(one.name));
  if (read === undefined) throw new Refusal([fieldUnreadable(one, field(one.name))]);
  return read;
}

/** What a customer has ordered, confirmed. */
export const confirmOrderAct: Act = {
  path: "/orders/:order/confirm",
  mandate: answeringOrders,
  sv: "Bekräfta",
  en: "Confirm",
  fields: [],
  run: (tx, { provider, actor, now, parameter }) =>
    told(confirmOrder(tx, provider, parameter("order"), { actor, now })),
};

/** What a customer has ordered, declined with a reason. */
export const declineOrderAct: Act = {
  path: "/orders/:order/decline",
  mandate: answeringOrders,
  sv: "Avslå",
  en: "Decline",
  fields: [{ name: "reason", sv: "Skäl", en: "Reason", required: true, long: true }],
  run: (tx, { provider, actor, now, parameter, field }) =>
    told(
      declineOrder(tx, provider, { orderNo: parameter("order"), reason: field("reason") }, { actor, now }),
    ),
};

/** Taken back before it has begun. */
export const cancelOrderAct: Act = {
  path: "/orders/:order/cancel",
  mandate: answeringOrders,
  sv: "Ta tillbaka",
  en: "Cancel",
  fields: [],
  run: (tx, { provider, actor, now, parameter }) =>
    told(cancelOrder(tx, provider, parameter("order"), { actor, now })),
};

async function told(work: ReturnType<typeof confirmOrder>) {
  const order = await work;
  return { to: `/orders/${encodeURIComponent(order.orderNo)}`, told: orderJson(order) };
}

export const orderActs: readonly Act[] = [
  placeOrderAct,
  replaceOrderAct,
  confirmOrderAct,
  declineOrderAct,
  cancelOrderAct,
];
